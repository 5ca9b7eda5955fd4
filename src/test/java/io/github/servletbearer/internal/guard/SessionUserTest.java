// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.settings.TestSettings;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** session=accept: users of the application's own login, and no request forged in their name. */
class SessionUserTest {
  private static final String[] ACCEPT = {"session", "accept"};

  private final Container container = new Container();
  private final GuardedApplication app = new GuardedApplication(container);

  /** A request whose user the container knows. */
  public static final class Container extends Fakes.Request {
    String user = "sue";
    Set<String> roles = Set.of("clerk");
    RuntimeException failure;

    public Principal getUserPrincipal() {
      if (failure != null) {
        throw failure;
      }
      return user == null ? null : () -> user;
    }

    public String getRemoteUser() {
      return user;
    }

    public boolean isUserInRole(String role) {
      return roles.contains(role);
    }
  }

  private int status(String... parameters) throws Exception {
    container.attributes.clear();
    app.run(app.guard(parameters));
    return app.passed == null ? app.response.status : 200;
  }

  @Test
  @DisplayName(
      "E1: without credentials the container's user runs, as the container's, unless ignored")
  void userOfTheContainerIsAccepted() throws Exception {
    assertThat(status(ACCEPT)).isEqualTo(200);
    assertThat(app.passed.getUserPrincipal().getName()).isEqualTo("sue");
    assertThat(container.attributes).doesNotContainKeys("token", BearerToken.ATTRIBUTE);
    assertThat(status()).isEqualTo(401);
    assertThat(status("session", "ignore")).isEqualTo(401);
  }

  @Test
  @DisplayName("no shared cache gives the answer to a session to others")
  void responsesVaryByCookie() throws Exception {
    container.header("Cookie", "JSESSIONID=0A1B");
    assertThat(status(ACCEPT)).isEqualTo(200);
    assertThat(app.response.header("Vary")).endsWith("Authorization, Cookie");

    container.headers.remove("Cookie"); // known by a certificate, or by the server in front (AJP)
    app.response.headers.clear();
    assertThat(status(ACCEPT)).isEqualTo(200);
    assertThat(app.response.header("Vary")).isEqualTo("*");
  }

  @Test
  void strangersAreRefused() throws Exception {
    container.user = null;
    assertThat(status(ACCEPT)).isEqualTo(401);
  }

  @Test
  @DisplayName("a container that fails over malformed credentials knows no user, as Jetty 9.4")
  void failureOfTheContainerIsNoUser() throws Exception {
    container.failure = new IllegalArgumentException("Illegal base64 character");
    assertThat(status(ACCEPT)).isEqualTo(401);
    container.failure = new IllegalStateException("the realm is gone");
    assertThat(status(ACCEPT)).as("a failure of the server").isEqualTo(500);
  }

  @Test
  @DisplayName("what others have set as attributes is removed")
  void foreignAttributesAreRemoved() throws Exception {
    RequestGuard guard = app.guard(ACCEPT);
    container.attributes.put("token", "forged");
    container.attributes.put("bearer.sub", "forged");
    app.run(guard);
    assertThat(app.passed).isNotNull();
    assertThat(container.attributes).doesNotContainKeys("token", "bearer.sub");
  }

  @ParameterizedTest
  @DisplayName("credentials decide where there are any; another scheme is the application's own")
  @CsvSource({"Bearer bad, 401", "Bearer good, 200", "Bearer a b, 401", "Basic x, 200", "'', 200"})
  void tokensGoFirst(String header, int status) throws Exception {
    container.header("Authorization", header);
    assertThat(status(ACCEPT)).isEqualTo(status);
    if (header.equals("Bearer good")) {
      assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
    }
  }

  @ParameterizedTest
  @DisplayName("CSRF: reading needs no proof of its origin, everything else does")
  @CsvSource({
    "GET, 200",
    "HEAD, 200",
    "OPTIONS, 200",
    "POST, 403",
    "PUT, 403",
    "DELETE, 403",
    "PATCH, 403",
    "get, 403",
    "PROPFIND, 403"
  })
  void writesNeedAnOrigin(String method, int status) throws Exception {
    container.method = method;
    assertThat(status(ACCEPT)).isEqualTo(status);
  }

  @ParameterizedTest
  @DisplayName("CSRF: Sec-Fetch-Site decides, else Origin, else Referer, and nothing refuses")
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, -, 200",
        "same-origin, https://evil.example, -, 200",
        "same-site, https://shop.example, -, 403",
        "cross-site, https://shop.example, -, 403",
        "none, https://shop.example, -, 403",
        "'', https://shop.example, -, 403",
        "'same-origin, cross-site', https://shop.example, -, 403",
        "-, https://shop.example, -, 200",
        "-, https://SHOP.example:443, -, 200",
        "-, http://shop.example, -, 403",
        "-, https://shop.example:8443, -, 403",
        "-, https://evil.example, https://shop.example/page, 403",
        "-, null, https://shop.example/page, 403",
        "-, https://shop.example.evil.example, -, 403",
        "-, https://shop.example@evil.example, -, 403",
        "-, https://evil.example/https://shop.example, -, 403",
        "-, '', https://shop.example/, 403",
        "-, -, https://shop.example/page?q=a|b, 200",
        "-, -, https://shop.example, 200",
        "-, -, https://evil.example/https://shop.example/, 403",
        "-, -, https://evil.example?https://shop.example/, 403",
        "-, -, about:blank, 403",
        "-, -, -, 403"
      })
  void originIsProved(String site, String origin, String referer, int status) throws Exception {
    container.method = "POST";
    container.header("Host", "shop.example").header("Content-Length", "3");
    send("Sec-Fetch-Site", site);
    send("Origin", origin);
    send("Referer", referer);
    assertThat(status(ACCEPT)).isEqualTo(status);
  }

  @ParameterizedTest
  @DisplayName("CSRF: a POST that the container repeats, as Jetty does, has the headers of a GET")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, 403",
        "https://shop.example, -, -, 200",
        "-, 0, -, 403",
        "-, 3, -, 200",
        "-, -, chunked, 200"
      })
  void repeatedRequestsProveNothing(String origin, String length, String coding, int status)
      throws Exception {
    container.method = "POST";
    container.header("Host", "shop.example").header("Sec-Fetch-Site", "same-origin");
    container.header("Referer", "https://shop.example/login.html");
    send("Origin", origin);
    send("Content-Length", length);
    send("Transfer-Encoding", coding);
    assertThat(status(ACCEPT)).isEqualTo(status);
  }

  private void send(String header, String value) {
    if (value != null) {
      container.header(header, value);
    }
  }

  @ParameterizedTest
  @DisplayName("CSRF behind a proxy: the Host that arrives, or publicUrl; TLS is never taken back")
  @CsvSource(
      nullValues = "-",
      value = {
        "shop.example, -, http://shop.example, 200",
        "shop.example, -, https://shop.example, 200",
        "shop.example, https, http://shop.example, 403",
        "shop.example, https, https://shop.example, 200",
        "shop.example, 'HTTPS, http', http://shop.example, 403",
        "shop.example, 'http, https', http://shop.example, 200",
        "10.0.0.1:8080, -, https://public.example, 200",
        "10.0.0.1:8080, -, https://shop.example, 403",
        "-, -, https://shop.example, 403",
        "-, -, http://localhost, 200",
        "-, https, http://localhost, 403"
      })
  void originBehindAProxy(String host, String proto, String origin, int status) throws Exception {
    container.method = "POST";
    container.secure = false;
    send("Host", host);
    send("X-Forwarded-Proto", proto);
    send("X-Forwarded-Host", "shop.example"); // anybody may send it
    send("Origin", origin);
    String[] settings = {"session", "accept", "publicUrl", "https://public.example/shop"};
    assertThat(status(settings)).isEqualTo(status);
  }

  @Test
  @DisplayName("CSRF: the origins of CORS may send tokens, not use a session")
  void allowedOriginsAreNoProof() throws Exception {
    container.method = "POST";
    container.header("Host", "shop.example").header("Origin", "https://app.example.com");
    String[] settings = {"session", "accept", "corsAllowedOrigins", "https://app.example.com"};
    assertThat(status(settings)).isEqualTo(403);
  }

  @Test
  @DisplayName("CSRF: a handshake of WebSocket is a GET that another site can make, and use")
  void handshakesNeedAnOrigin() throws Exception {
    container.header("Upgrade", "websocket").header("Host", "shop.example");
    container.header("Origin", "https://evil.example");
    assertThat(status(ACCEPT)).isEqualTo(403);
    container.header("Origin", "https://shop.example");
    assertThat(status(ACCEPT)).isEqualTo(200);
  }

  @Test
  @DisplayName("CSRF: a link of another site that names a method in its query is no GET")
  void methodInTheQueryNeedsAnOrigin() throws Exception {
    container.header("Sec-Fetch-Site", "cross-site");
    assertThat(status(ACCEPT)).isEqualTo(200);
    container.query = "_method=DELETE";
    assertThat(status(ACCEPT)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upgrade", "X-HTTP-Method-Override"})
  @DisplayName("CSRF: a GET of a page of this origin has no Origin, and nothing was repeated")
  void readingOfThisOriginIsAccepted(String header) throws Exception {
    container.header(header, "x").header("Sec-Fetch-Site", "same-origin");
    assertThat(status(ACCEPT)).isEqualTo(200);
  }

  @Test
  @DisplayName("CSRF: no wrapper makes a POST a GET")
  void containersMethodCounts() throws Exception {
    container.method = "POST";
    HttpServletRequest disguised =
        new HttpServletRequestWrapper(container.http()) {
          @Override
          public String getMethod() {
            return "GET";
          }
        };
    app.run(app.guard(ACCEPT), disguised);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(403);
  }

  @Test
  @DisplayName("CSRF: a dispatch that makes a GET a DELETE is judged by that")
  void dispatchByAnotherMethod() throws Exception {
    RequestGuard guard = app.guard(ACCEPT);
    app.run(guard);
    assertThat(app.passed).isNotNull();
    HttpServletRequest dispatched =
        new HttpServletRequestWrapper(container.http()) {
          @Override
          public String getMethod() {
            return "DELETE";
          }
        };
    app.run(guard, dispatched);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(403);
  }

  @Test
  @DisplayName("CSRF: the refusal is JSON, says the cure, and offers Bearer")
  void refusalSaysTheCure() throws Exception {
    container.method = "POST";
    container.header("Origin", "https://evil.example");
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      assertThat(status(ACCEPT)).isEqualTo(403);
      assertThat(log.lines())
          .anyMatch(
              line -> line.endsWith(": no Sec-Fetch-Site Origin=https://evil.example no Host"));
    }
    assertThat(app.response.text()).startsWith("{\"detail\":\"").contains("publicUrl");
    assertThat(app.response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"r\"");
    assertThat(app.response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(app.counters.refusals()).containsEntry("CROSS_ORIGIN", 1L);
  }

  @Test
  @DisplayName("the user of a wrapper is none: what it reports may come from the request")
  void wrappersAreNotBelieved() throws Exception {
    container.user = null;
    HttpServletRequest disguised =
        new HttpServletRequestWrapper(container.http()) {
          @Override
          public Principal getUserPrincipal() {
            return () -> "mallory";
          }
        };
    app.run(app.guard(ACCEPT), disguised);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(401);
  }

  /** As a filter or a framework has that makes a request anew, and wraps none. */
  interface Foreign {}

  @Test
  @DisplayName("nor is that of a request that is none of the container's")
  void foreignRequestsAreNotBelieved() throws Exception {
    HttpServletRequest own = container.http();
    Class<?>[] types = {HttpServletRequest.class, Foreign.class}; // in the package of Foreign
    HttpServletRequest foreign =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                Foreign.class.getClassLoader(),
                types,
                (proxy, method, arguments) -> method.invoke(own, arguments));
    app.run(app.guard(ACCEPT), foreign);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(401);
  }

  @Test
  @DisplayName("a second dispatch is the same request, and another filter judges for itself")
  void dispatches() throws Exception {
    RequestGuard guard = app.guard(ACCEPT);
    app.run(guard);
    app.run(guard);
    assertThat(app.passed).isNotNull();
    app.run(app.guard());
    assertThat(app.passed).isNull();
  }

  @ParameterizedTest
  @DisplayName("a session has the scopes that a token of its user would have: those of the roles")
  @CsvSource({
    "clerk, '', 200",
    "items:read, 'clerk = items:read; boss = items:write', 200",
    "items:read items:write, 'clerk = items:read; boss = items:write', 403",
    "boss, '', 403",
    "clerk, 'clerk = items:read', 403"
  })
  void scopesOfTheRoles(String required, String mapping, int status) throws Exception {
    String[] settings = {"session", "accept", "requiredScopes", required};
    String[] mapped = {"session", "accept", "requiredScopes", required, "scopeMapping", mapping};
    assertThat(status(mapping.isEmpty() ? settings : mapped)).isEqualTo(status);
  }

  @Test
  void missingScopeIsNamedAndLogged() throws Exception {
    try (CapturedLog audit = new CapturedLog("io.github.servletbearer.audit")) {
      assertThat(status("session", "accept", "requiredScopes", "clerk boss")).isEqualTo(403);
      assertThat(app.response.header("WWW-Authenticate"))
          .contains("error=\"insufficient_scope\"", "scope=\"clerk boss\"");
      assertThat(app.response.text()).contains("boss").doesNotContain("token lacks");
      assertThat(audit.lines())
          .containsExactly(
              "INFO event=denied user=\"sue\" address=\"192.0.2.1\" tid=- scope=\"clerk boss\"");
    }
  }

  @Test
  @DisplayName("what openMethods opens needs no origin, since it needs no user either")
  void openMethodsAreOpenToAll() throws Exception {
    assertThat(status("session", "accept", "openMethods", "GET")).isEqualTo(200);
    container.user = null;
    assertThat(status("session", "accept", "openMethods", "GET")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method"})
  void overriddenMethodNeedsAnOrigin(String header) throws Exception {
    container.header(header, "DELETE");
    assertThat(status(ACCEPT)).isEqualTo(403);
  }

  @Test
  @DisplayName("the container may take a scope's role for a name of the servlet: that is no role")
  void namesOfTheServletGiveNoScope() throws Exception {
    container.roles = Set.of("boss", "clerk"); // the container follows the link: boss is clerk here
    RequestGuard guard =
        app.guard(
            TestSettings.of(
                COMPANION,
                filter("f", "session", "accept", "requiredScopes", "boss"),
                filterMapping("f", "/api/*"),
                "<servlet><servlet-name>a</servlet-name><servlet-class>com.example.X</servlet-class>"
                    + "<security-role-ref><role-name>boss</role-name><role-link>clerk</role-link>"
                    + "</security-role-ref></servlet><servlet-mapping><servlet-name>a</servlet-name>"
                    + "<url-pattern>/api/*</url-pattern></servlet-mapping>"));
    app.run(guard);
    assertThat(app.passed).isNull();
    assertThat(app.response.status).isEqualTo(403);
  }

  @Test
  void usersWithoutANameAreNone() throws Exception {
    container.user = "";
    assertThat(status(ACCEPT)).isEqualTo(401);
  }
}
