// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** openMethods: public reads and locked writes. */
class OpenMethodsTest {
  private final GuardedApplication app = new GuardedApplication(new Fakes.Request());

  private int statusOf(String openMethods) throws Exception {
    app.run(app.guard("openMethods", openMethods));
    return app.passed == null ? app.response.status : 200;
  }

  @ParameterizedTest
  @DisplayName("E2: only the named methods need no credentials; HEAD runs doGet, as GET does")
  @CsvSource({
    "GET, GET, 200",
    "GET, HEAD, 200",
    "GET, OPTIONS, 401",
    "GET, POST, 401",
    "GET, DELETE, 401",
    "GET, PROPFIND, 401",
    "GET, get, 401",
    "HEAD, HEAD, 200",
    "HEAD, GET, 401",
    "'GET, HEAD, OPTIONS', OPTIONS, 200",
    "'GET, HEAD, OPTIONS', PATCH, 401",
    "'GET, HEAD, OPTIONS', TRACE, 405"
  })
  void namedMethodsAreOpen(String openMethods, String method, int status) throws Exception {
    app.request.method = method;
    assertThat(statusOf(openMethods)).isEqualTo(status);
  }

  @Test
  @DisplayName("an open request has no attribute, whatever others have set")
  void openRequestHasNoAttribute() throws Exception {
    app.request.attributes.put("token", "forged");
    app.request.attributes.put(BearerToken.ATTRIBUTE, "forged");
    assertThat(statusOf("GET")).isEqualTo(200);
    assertThat(app.request.attributes).doesNotContainKeys("token", BearerToken.ATTRIBUTE);
  }

  @ParameterizedTest
  @DisplayName("bad credentials are refused, and good ones count")
  @CsvSource({
    "Bearer bad, 401",
    "Bearer: x, 401",
    "Bearer good, 200",
    "Basic x, 200",
    "Bearer, 200"
  })
  void credentialsAreJudged(String header, int status) throws Exception {
    app.request.header("Authorization", header);
    assertThat(statusOf("GET")).isEqualTo(status);
    assertThat(app.request.attributes.get("token"))
        .isEqualTo(header.equals("Bearer good") ? "good" : null);
  }

  @ParameterizedTest
  @DisplayName("a request that names another method for the application to take is not open")
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
  void overriddenMethodIsNotOpen(String header) throws Exception {
    app.request.header(header, "DELETE");
    assertThat(statusOf("GET")).isEqualTo(401);
  }

  @ParameterizedTest
  @DisplayName(
      "nor is one that names it in the query, in whatever spelling; a longer name is another")
  @CsvSource({
    "_method=DELETE, 401",
    "a=b&_method=DELETE, 401",
    "a=b;_method=, 401",
    "_method, 401",
    "_METHOD=get, 401",
    "%5fmethod=DELETE, 401",
    "&&%5F%6D%65%74%68%6f%64=DELETE, 401",
    "_method%, 200",
    "_metho, 200",
    "_method2=x, 200",
    "x_method=DELETE, 200",
    "method=DELETE, 200",
    "x-http-method-override=DELETE, 401",
    "a=b&X-HTTP-Method-Override=DELETE, 401",
    "q=x-http-method-override=PUT, 401",
    "%58-HTTP-Method%2DOverride=DELETE, 401",
    "x-http-method=DELETE, 200",
    "payment_method=card, 200",
    "a=_method=DELETE, 200",
    "%_method=DELETE, 200",
    "%5_method=DELETE, 200",
    "a=%f&%gg=1, 200",
    "'', 200",
    "a=b&, 200"
  })
  void methodInTheQueryIsNotOpen(String query, int status) throws Exception {
    app.request.query = query;
    assertThat(statusOf("GET")).isEqualTo(status);
  }

  @ParameterizedTest
  @DisplayName("a handshake reads, but what follows writes, too; HTTP/2 is the same request")
  @CsvSource({
    "websocket, 401",
    "WebSocket, 401",
    "'foo, websocket', 401",
    "'h2c, websocket', 401",
    "foo, 401",
    "h2c, 200"
  })
  void handshakeIsNotOpen(String protocol, int status) throws Exception {
    app.request.header("Upgrade", protocol);
    assertThat(statusOf("GET")).isEqualTo(status);
  }

  @Test
  @DisplayName("a handshake is found in the last of several headers")
  void handshakeInSecondHeader() throws Exception {
    app.request.header("Upgrade", "h2c", "websocket");
    assertThat(statusOf("GET")).isEqualTo(401);
  }

  @Test
  @DisplayName("a dispatch of an open request stays open, and a second filter judges for itself")
  void dispatches() throws Exception {
    RequestGuard open = app.guard("openMethods", "GET");
    app.run(open);
    app.run(open);
    assertThat(app.passed).isNotNull();
    app.run(app.guard());
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(401);
  }

  @Test
  @DisplayName("a dispatch by another method is judged by that")
  void dispatchByAnotherMethod() throws Exception {
    RequestGuard open = app.guard("openMethods", "GET");
    app.run(open);
    app.request.method = "DELETE";
    app.run(open);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(401);
  }
}
