// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.RelayServlet;
import io.github.servletbearer.it.server.ServerKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** session=accept: FORM, Basic and a single sign-on of a real Tomcat, beside tokens. */
class ApplicationLoginIT {
  private static final String REALM = "shop";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("johndoe:secret".getBytes(StandardCharsets.UTF_8));

  private static Container server;
  private static Http form;
  private static Http basic;

  /** An application that logs its users in by this method. */
  static WebApp app(String contextPath, String loginConfig, String... settings) {
    List<String> session = new ArrayList<>(List.of("session", "accept"));
    session.addAll(List.of(settings));
    WebXml xml =
        new WebXml()
            .contextParam("bearer.realm", REALM)
            .bearer("bearer", "/api/*", session.toArray(String[]::new))
            .bearer("tokens", "/tokens-alone/*")
            .bearer("boss", "/admin/*", "session", "accept", "requiredScopes", "admin")
            .companion()
            .servlet("echo", EchoServlet.class, "/api/*", "/tokens-alone/*", "/admin/*")
            .servlet("private", EchoServlet.class, "/private/*")
            .servlet("relay", RelayServlet.class, "/open/*")
            .raw(constraint("/private/*"))
            .raw(constraint("/api/constrained/*"))
            .raw(loginConfig)
            .raw("<security-role><role-name>user</role-name></security-role>\n")
            .raw("<security-role><role-name>admin</role-name></security-role>\n");
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .file("login.html", "log in")
        .webXml(xml.toString());
  }

  private static String constraint(String pattern) {
    return "<security-constraint><web-resource-collection><web-resource-name>x</web-resource-name>"
        + "<url-pattern>"
        + pattern
        + "</url-pattern></web-resource-collection>"
        + "<auth-constraint><role-name>user</role-name></auth-constraint></security-constraint>\n";
  }

  static String formLogin() {
    return "<login-config><auth-method>FORM</auth-method><form-login-config>"
        + "<form-login-page>/login.html</form-login-page>"
        + "<form-error-page>/login.html</form-error-page></form-login-config></login-config>\n";
  }

  static String basicLogin() {
    return "<login-config><auth-method>BASIC</auth-method></login-config>\n";
  }

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("application-login")
            .app(app("/form", formLogin()))
            .app(app("/basic", basicLogin()))
            .editServerXml(
                xml ->
                    xml.replace(
                            "</Host>",
                            "<Valve className=\"org.apache.catalina.authenticator.SingleSignOn\"/></Host>")
                        .replace(
                            "connectionTimeout=\"20000\"/>",
                            "><UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/>"
                                + "</Connector>"))
            .start();
    form = new Http(server.base(), "/form");
    basic = new Http(server.base(), "/basic");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The cookies of a user who has logged in by the form. */
  private static String cookies(String user, String password) {
    String first = cookie(form.get("/private/x"), "JSESSIONID");
    Answer login =
        form.post(
            "/j_security_check",
            Http.encode("j_username", user, "j_password", password),
            "Cookie",
            first);
    assertThat(login.status()).as(login.toString()).isIn(302, 303);
    return cookie(login, "JSESSIONID") + "; " + cookie(login, "JSESSIONIDSSO");
  }

  private static String cookie(Answer answer, String name) {
    return answer.headers("Set-Cookie").stream()
        .filter(value -> value.startsWith(name + "="))
        .map(value -> value.substring(0, value.indexOf(';')))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + answer));
  }

  private static void assertRunsAsJohn(Answer answer, String authType) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json("remoteUser")).isEqualTo("johndoe");
    assertThat(answer.json("principal")).isEqualTo("johndoe");
    assertThat(answer.json("inRoleUser")).isEqualTo("true");
    assertThat(answer.json("authType")).isEqualTo(authType);
    assertThat(answer.json("token")).isNull();
    assertThat(answer.json("tokenClass")).isNull();
  }

  @Test
  @DisplayName("E1: FORM: a session runs as its user, in every dispatch, and makes no other one")
  void formLoginIsAccepted() {
    String john = cookies("johndoe", "secret");
    assertNotAuthenticated(form.get("/api/x"), REALM);
    assertNotAuthenticated(form.get("/api/x", "Cookie", "JSESSIONID=0123456789"), REALM);
    assertRunsAsJohn(form.get("/api/x", "Cookie", john), "FORM");
    assertRunsAsJohn(form.get("/open/forward?to=/api/x", "Cookie", john), "FORM");
    assertThat(form.get("/api/x", "Cookie", john).has("Set-Cookie")).isFalse();
  }

  @Test
  @DisplayName("caches in front are told that the answer to a session is for nobody else")
  void answersVary() {
    String john = cookies("johndoe", "secret");
    for (String path : List.of("/api/x", "/open/forward?to=/api/x")) {
      Answer answer = form.get(path, "Cookie", john);
      assertThat(answer.headers("Vary")).as(path).containsExactly("Authorization, Cookie");
    }
    Answer constrained = basic.get("/api/constrained/x", "Authorization", BASIC);
    assertThat(constrained.headers("Vary")).containsExactly("*");
  }

  @Test
  @DisplayName("E1: a filter without the setting asks for a token still")
  void otherFiltersIgnoreTheSession() {
    String john = cookies("johndoe", "secret");
    assertNotAuthenticated(form.get("/tokens-alone/x", "Cookie", john), REALM);
  }

  @Test
  @DisplayName("E1: a token decides where there is one, and its user is not the session's")
  void tokenDecides() {
    String john = cookies("johndoe", "secret");
    String alice = form.login("alice", "secret2");
    Answer answer = form.get("/api/x", "Cookie", john, "Authorization", "Bearer " + alice);
    assertThat(answer.json("remoteUser")).isEqualTo("alice");
    assertThat(answer.json("token")).isEqualTo(alice);
    assertInvalidToken(form.get("/api/x", "Cookie", john, "Authorization", "Bearer no"), REALM);
    Answer post =
        form.post(
            "/api/x", "", "Authorization", "Bearer " + alice, "Origin", "https://evil.example");
    assertThat(post.status()).as("a token is no cookie").isEqualTo(200);
  }

  @Test
  @DisplayName("E1: the roles of a session give its scopes")
  void rolesGiveScopes() {
    Answer refused = form.get("/admin/x", "Cookie", cookies("johndoe", "secret"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate"))
        .contains("insufficient_scope", "scope=\"admin\"");
    assertThat(form.get("/admin/x", "Cookie", cookies("alice", "secret2")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @DisplayName("CSRF: what another site can make a browser send is 403 in our form")
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void forgedRequestsAreRefused(String method) {
    String john = cookies("johndoe", "secret");
    String[][] forged = {
      {"Cookie", john},
      {"Cookie", john, "Origin", "https://evil.example"},
      {"Cookie", john, "Origin", "null"},
      {"Cookie", john, "Sec-Fetch-Site", "cross-site"},
      {"Cookie", john, "Sec-Fetch-Site", "same-site", "Origin", "http://" + form.host()},
      {"Cookie", john, "Referer", "https://evil.example/" + form.host()}
    };
    for (String[] headers : forged) {
      Answer answer = form.send(method, "/api/x", "a=b", headers);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
      assertThat(answer.json("detail")).startsWith("This request has no token");
      assertThat(answer.has(EchoServlet.RAN)).isFalse();
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @ParameterizedTest
  @DisplayName("CSRF: what a page of this origin sends is accepted")
  @CsvSource({"Origin, http://", "Referer, http://", "Sec-Fetch-Site, same-origin"})
  void ownRequestsAreAccepted(String header, String value) {
    String sent = value.endsWith("//") ? value + form.host() : value;
    String john = cookies("johndoe", "secret");
    assertRunsAsJohn(form.send("POST", "/api/x", "a=b", "Cookie", john, header, sent), "FORM");
  }

  @Test
  @DisplayName("CSRF over HTTP/2, where Tomcat shows no Host: a page of this origin is accepted")
  void ownRequestsOverHttp2AreAccepted() throws Exception {
    String john = cookies("johndoe", "secret");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + form.host() + "/form/api/x"))
            .header("Cookie", john);
    HttpResponse<Void> first = client.send(request.build(), BodyHandlers.discarding());
    assertThat(first.statusCode()).isEqualTo(200);
    for (String origin : List.of("http://" + form.host(), "https://evil.example")) {
      request.setHeader("Origin", origin).POST(BodyPublishers.ofString("a=b"));
      HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(origin.contains("evil") ? 403 : 200);
    }
  }

  @Test
  @DisplayName("CSRF: what another site sent before the login, and Jetty repeats after it, is 403")
  void repeatedRequestsAreRefused() {
    String realm = "</auth-method><realm-name>demo</realm-name>";
    ServerSpec jetty =
        ServerSpec.named("application-login-jetty")
            .on(ServerKind.JETTY_9)
            .withoutLogin()
            .app(app("/form", formLogin().replace("</auth-method>", realm)));
    try (Container container = jetty.start()) {
      Http app = new Http(container.base(), "/form");
      String path = "/api/constrained/x";
      Answer forged = app.post(path, "a=b", "Origin", "https://evil.example");
      Answer login =
          app.post(
              "/j_security_check",
              Http.encode("j_username", "johndoe", "j_password", "secret"),
              "Cookie",
              cookie(forged, "JSESSIONID"));
      String[] headers = {"Cookie", cookie(login, "JSESSIONID"), "Sec-Fetch-Site", "same-origin"};
      Answer repeated = app.get(path, headers);
      assertThat(repeated.status()).as(repeated.toString()).isEqualTo(403);
      assertThat(repeated.has(EchoServlet.RAN)).isFalse();
      assertRunsAsJohn(app.get(path, headers), "FORM");
      assertRunsAsJohn(app.post(path, "a=b", headers), "FORM");
    }
  }

  @Test
  @DisplayName("E1: Basic, where the container asks for it; CSRF as with a cookie")
  void basicLoginIsAccepted() {
    assertRunsAsJohn(basic.get("/api/constrained/x", "Authorization", BASIC), "BASIC");
    Answer forged =
        basic.send("POST", "/api/constrained/x", "", "Authorization", BASIC, "Origin", "null");
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.json("detail")).startsWith("This request has no token");
    assertNotAuthenticated(basic.get("/api/x", "Authorization", BASIC), REALM);
  }

  @Test
  @DisplayName("E1: a single sign-on of the container counts in the other application")
  void singleSignOnIsAccepted() {
    String john = cookies("johndoe", "secret");
    String sso = john.substring(john.indexOf("JSESSIONIDSSO"));
    assertRunsAsJohn(basic.get("/api/x", "Cookie", sso), "FORM");
    assertThat(basic.send("POST", "/api/x", "", "Cookie", sso).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("E1: the report says optional, and the document has the alternative")
  void reportAndDocument() {
    assertThat(server.console().text())
        .contains("by bearer [verify issued; or the application's own login]")
        .contains("refused a request of the application's own login");
    assertThat(scheme(form, "type") + scheme(form, "name")).isEqualTo("apiKeyJSESSIONID");
    assertThat(scheme(basic, "type") + scheme(basic, "scheme")).isEqualTo("httpbasic");
  }

  private static String scheme(Http app, String member) {
    return app.get("/openapi.json")
        .json()
        .getAsJsonObject("components")
        .getAsJsonObject("securitySchemes")
        .getAsJsonObject("ApplicationLogin")
        .get(member)
        .getAsString();
  }
}
