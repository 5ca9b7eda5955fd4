// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import javax.servlet.DispatcherType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that is mapped for ERROR changes no status (Servlet 3.0 10.9). */
class ErrorDispatchTest {
  private static final String STATUS = "javax.servlet.error.status_code";

  private final GuardedApplication app = new GuardedApplication(new Fakes.Request());

  @BeforeEach
  void fail() {
    app.request.dispatcherType = DispatcherType.ERROR;
  }

  @ParameterizedTest
  @DisplayName("E8: without a token the page of an error does not run, and its status stays")
  @CsvSource({
    "404, 404, {\"detail\":\"Not Found\"}",
    "500, 500, {\"detail\":\"Internal Server Error\"}",
    "503, 503, {\"detail\":\"Internal Server Error\"}",
    "410, 410, {\"detail\":\"Error 410\"}"
  })
  void statusStays(int error, int status, String body) throws Exception {
    app.request.attributes.put(STATUS, error);
    app.run(app.guard());
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(status);
    assertThat(app.response.text().trim()).isEqualTo(body);
    assertThat(app.response.header("WWW-Authenticate")).isEmpty();
    assertThat(app.response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(app.counters.refusals().values()).as("nobody was refused").containsOnly(0L);
  }

  @ParameterizedTest
  @DisplayName("an attribute that is no status of an error is not believed")
  @CsvSource({"200", "99", "1000", "-"})
  void onlyErrorsCount(String status) throws Exception {
    app.request.attributes.put(STATUS, status.equals("-") ? "404" : Integer.valueOf(status));
    app.response.status = 404;
    app.run(app.guard());
    assertThat(app.response.status).as("as the container has set it").isEqualTo(404);
    app.response.status = 200;
    app.run(app.guard());
    assertThat(app.response.status).isEqualTo(500);
  }

  @Test
  @DisplayName("a token opens the page; one that lacks a scope does not, and keeps the status")
  void tokensAreJudged() throws Exception {
    app.request.attributes.put(STATUS, 404);
    app.request.header("Authorization", "Bearer good");
    app.run(app.guard());
    assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
    app.run(app.guard("requiredScopes", "admin"));
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(404);
  }

  @Test
  void reportOnlyReportsNoErrorPage() throws Exception {
    app.run(app.guard("reportOnly", "true"));
    assertThat(app.passed).isNotNull();
    assertThat(app.counters.reported()).isEmpty();
  }
}
