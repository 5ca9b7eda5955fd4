// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.metrics.Counters.Event;
import io.github.servletbearer.internal.settings.TestSettings;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.DispatcherType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** reportOnly: everything is judged, counted and logged, and nothing is refused. */
class ReportOnlyTest {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final String[] REPORT = {"reportOnly", "true"};

  private final GuardedApplication app = new GuardedApplication(new Fakes.Request());

  @BeforeEach
  void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @DisplayName("E3: whatever would be refused gets to the application, and is counted apart")
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, -, NOT_AUTHENTICATED",
        "POST, Basic x, NOT_AUTHENTICATED",
        "GET, Bearer bad, INVALID_TOKEN",
        "GET, Bearer: bad, MALFORMED_TOKEN",
        "GET, 'Bearer a, Bearer b', INVALID_REQUEST",
        "TRACE, Bearer good, METHOD_NOT_ALLOWED",
        "trace, -, METHOD_NOT_ALLOWED",
        "DELETE, Bearer good, INSUFFICIENT_SCOPE"
      })
  void nothingIsRefused(String method, String header, String reason) throws Exception {
    app.request.method = method;
    if (header != null) {
      app.request.header("Authorization", header);
    }
    app.run(app.guard("reportOnly", "true", "requiredScopes", "GET: a; *: admin"));
    assertThat(app.passed).isNotNull();
    assertThat(app.response.status).isEqualTo(200);
    assertThat(app.response.headers).doesNotContainKeys("WWW-Authenticate", "Cache-Control");
    assertThat(app.counters.refusals().values()).containsOnly(0L);
    assertThat(app.counters.number(Event.ACCEPTED)).isZero();
    assertThat(app.counters.reported())
        .hasSize(1)
        .containsEntry(
            method.toUpperCase(java.util.Locale.ROOT).equals(method)
                ? method + " /api/items " + reason
                : "other /api/items " + reason,
            1L);
  }

  @Test
  @DisplayName("a valid token sets attributes and user, and is accepted as ever")
  void validTokensCount() throws Exception {
    app.request.header("Authorization", "Bearer good");
    app.run(app.guard(REPORT));
    assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(app.request.attributes).containsEntry("token", "good");
    assertThat(app.counters.number(Event.ACCEPTED)).isEqualTo(1);
    assertThat(app.counters.reported()).isEmpty();
  }

  @Test
  @DisplayName("a valid token without a scope is reported, and its user runs")
  void missingScopeKeepsTheUser() throws Exception {
    app.request.header("Authorization", "Bearer good");
    app.run(app.guard("reportOnly", "true", "requiredScopes", "admin"));
    assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(app.request.attributes).containsEntry("token", "good");
    assertThat(app.counters.reported()).containsEntry("GET /api/items INSUFFICIENT_SCOPE", 1L);
  }

  @Test
  @DisplayName("no attribute of others is taken for a token's; one that stays is refused even now")
  void foreignAttributesAreRemoved() throws Exception {
    app.request.attributes.put("token", "forged");
    app.request.attributes.put(BearerToken.ATTRIBUTE, "forged");
    app.request.method = "TRACE"; // refused before attributes are looked at
    app.run(app.guard(REPORT));
    assertThat(app.passed).isNotNull();
    assertThat(app.request.attributes).doesNotContainKeys("token", BearerToken.ATTRIBUTE);

    GuardedApplication ajp = new GuardedApplication(new RequestGuardTest.Injected("token"));
    ajp.run(ajp.guard(REPORT));
    assertThat(ajp.passed).isNull();
    assertThat(ajp.response.status).isEqualTo(400);
  }

  @Test
  @DisplayName("a request is reported once, however many dispatches it has")
  void dispatchesAreOneRequest() throws Exception {
    RequestGuard guard = app.guard(REPORT);
    app.run(guard);
    app.request.dispatcherType = DispatcherType.FORWARD;
    app.run(guard);
    app.response.committed = true;
    app.request.dispatcherType = DispatcherType.INCLUDE;
    app.run(guard);
    assertThat(app.passed).isNotNull();
    assertThat(app.counters.reported()).containsEntry("GET /api/items NOT_AUTHENTICATED", 1L);
  }

  @Test
  @DisplayName("another filter of the request refuses as ever")
  void otherFiltersRefuse() throws Exception {
    app.run(app.guard(REPORT));
    app.run(app.guard());
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(401);
  }

  @Test
  @DisplayName("a failure of our own code does not stop the application either")
  void failuresAreReported() throws Exception {
    app.request.headers.put("Authorization", java.util.Arrays.asList((String) null));
    app.run(app.guard(REPORT));
    assertThat(app.passed).isNotNull();
    assertThat(app.counters.reported()).containsEntry("GET /api/items INTERNAL", 1L);
  }

  @Test
  @DisplayName("the log has one line a minute for a filter, with numbers, paths and reasons")
  void oneLineAMinute() throws Exception {
    LOG.setLevel(Level.INFO);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      RequestGuard guard = app.guard(REPORT);
      for (int i = 0; i < 500; i++) {
        app.request.attributes.clear();
        app.request.pathInfo = "/items/" + i;
        app.run(guard);
      }
      List<String> lines = log.lines();
      assertThat(lines)
          .filteredOn(line -> line.startsWith("INFO "))
          .containsExactly(
              "INFO reportOnly: 1 request would have been refused: 1 GET /api/items/*"
                  + " NOT_AUTHENTICATED");
    }
  }

  @Test
  @DisplayName("a report-only filter takes nothing from the token that a lock before it accepted")
  void attributesOfALockStay() throws Exception {
    app.request.header("Authorization", "Bearer good");
    app.run(app.guard());
    RequestGuard stricter =
        app.guard(
            TestSettings.with("reportOnly", "true"),
            token -> {
              throw new BearerException(BearerError.INVALID_TOKEN, "of another issuer");
            });
    app.run(stricter);
    assertThat(app.passed).isNotNull();
    assertThat(app.request.attributes).containsEntry("token", "good");
    assertThat(app.request.attributes).containsKey(BearerToken.ATTRIBUTE);
  }
}
