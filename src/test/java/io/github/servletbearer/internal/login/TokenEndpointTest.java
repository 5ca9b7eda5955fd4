// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.config.TestSettings;
import io.github.servletbearer.internal.token.OpaqueTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {
  private static final Logger AUDIT = Logger.getLogger("io.github.servletbearer.audit");

  private final HandClock clock = new HandClock();
  private final TokenEndpoint endpoint =
      new TokenEndpoint(
          TestSettings.with(),
          (request, username, password) -> {
            if (!password.equals("secret")) {
              throw new BearerException(BearerError.INVALID_GRANT, "wrong");
            }
            return AuthenticatedUser.of(username, List.of());
          },
          new LoginThrottle(2, 40, Duration.ofMinutes(5), clock),
          new OpaqueTokens(Duration.ofMinutes(5), 10, 10, clock));
  private final Events events = new Events();

  /** The lines of the audit log. */
  private static final class Events extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord event) {
      lines.add(event.getLevel() + " " + event.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    AUDIT.setLevel(Level.ALL);
    AUDIT.setUseParentHandlers(false);
    events.setLevel(Level.ALL);
    AUDIT.addHandler(events);
  }

  @AfterEach
  void listenNoMore() {
    AUDIT.removeHandler(events);
    AUDIT.setUseParentHandlers(true);
    AUDIT.setLevel(null);
  }

  private Fakes.Response post(Fakes.Request request, String form) throws IOException {
    request.body = form.getBytes(UTF_8);
    Fakes.Response response = new Fakes.Response();
    endpoint.serve(request.http(), response.http());
    return response;
  }

  private Fakes.Response post(String form) throws IOException {
    return post(new Fakes.Request(), form);
  }

  @Test
  @DisplayName("HttpURLConnection asks for text/html, but tells no origin: it gets JSON")
  void javaClientsGetJson() throws IOException {
    Fakes.Request request = new Fakes.Request();
    request.header("Accept", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2");
    Fakes.Response response = post(request, "username=a&password=secret");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.status).isEqualTo(200);
  }

  @Test
  @DisplayName("Login CSRF: a browser's form tells where it comes from, and gets a page")
  void browsersGetPages() throws IOException {
    for (String header : List.of("Origin", "Sec-Fetch-Site")) {
      Fakes.Request request = new Fakes.Request();
      request.header("Accept", "text/html").header(header, "https://evil.example");
      Fakes.Response response = post(request, "username=a&password=secret");
      assertThat(response.status).isEqualTo(400);
      assertThat(response.text()).contains("page of another site");
      assertThat(response.header("Content-Type")).startsWith("text/html");
    }
  }

  @Test
  @DisplayName("LG-3: a login and a failed one are events, and a failed name is not told")
  void securityEvents() throws IOException {
    post("username=john%22+tid=x%0Adoe&password=secret");
    post("username=Typed-Password+&password=wrong");
    post("username=typed-password&password=wrong");
    post("username=typed-password&password=secret");
    assertThat(events.lines).hasSize(4);
    assertThat(events.lines.get(0))
        .matches(
            "INFO event=\"login ok\" user=\"john\\\\u0022 tid=x\\\\u000adoe\""
                + " address=\"192.0.2.1\" tid=[0-9a-f]{8}");
    assertThat(events.lines.get(1))
        .matches("INFO event=\"login failed\" userHash=[0-9a-f]{8} address=\"192.0.2.1\"")
        .isEqualTo(events.lines.get(2));
    assertThat(events.lines.get(3)).startsWith("FINE event=\"login throttled\" userHash=");
  }
}
