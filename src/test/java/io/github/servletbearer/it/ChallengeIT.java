// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInsufficientScope;
import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertMalformed;
import static io.github.servletbearer.it.Refusals.assertNoCookie;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static io.github.servletbearer.it.TestApps.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a refusal looks (RFC 6750 3, RFC 9110 11.6.1), and that no HTTP method changes it. */
@ExtendWith(SharedServer.class)
class ChallengeIT {

  private final Http odd;
  private final Http site;

  ChallengeIT(Container server) {
    odd = new Http(server.base(), "/odd");
    site = new Http(server.base(), "/site");
  }

  @Test
  @DisplayName("CH-1 CH-2 no credentials: 401 without an error code")
  void noCredentialsHaveNoErrorCode() {
    assertNotAuthenticated(odd.get("/api/x"), REALM);
  }

  @Test
  @DisplayName("CH-2 an unknown token: 401 invalid_token")
  void unknownTokenIsInvalid() {
    assertInvalidToken(odd.getWith("unknown", "/api/x"), REALM);
    assertInvalidToken(odd.getWith("unknown", "/table/x"), REALM);
  }

  @Test
  @DisplayName("TC-2 one answer for every token that is not good")
  void badTokensCannotBeToldApart() {
    String unknown = odd.getWith("unknown", "/table/x").text();

    assertThat(odd.getWith("old", "/table/x").text()).isEqualTo(unknown);
    assertThat(odd.getWith("unknown", "/api/x").text()).isEqualTo(unknown);
  }

  @Test
  @DisplayName("malformed credentials are told what form is expected, alike for every verifier")
  void malformedCredentialsAreToldSo() {
    for (String value : List.of("Bearer: x", "Bearer \"x\"", "Bearer Bearer x", "Bearer x y")) {
      for (String path : List.of("/table/x", "/api/x", "/presence/x", "/optional/x")) {
        assertMalformed(odd.get(path, "Authorization", value), REALM);
      }
    }
  }

  @Test
  @DisplayName("CH-2 a scope is missing: 403 insufficient_scope that names the scope")
  void missingScopeIsForbidden() {
    String user = odd.login("johndoe", "secret");

    assertInsufficientScope(odd.getWith(user, "/admin/x"), REALM, "admin");
    assertThat(odd.getWith(odd.login("alice", "secret2"), "/admin/x").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("CH-2 scopes by method: the rule for GET binds HEAD, * binds all others")
  void scopesByMethod() {
    String user = odd.login("johndoe", "secret");
    String[] credentials = {"Authorization", "Bearer " + user};

    assertThat(odd.send("GET", "/scoped/x", null, credentials).status()).isEqualTo(200);
    assertThat(odd.send("HEAD", "/scoped/x", null, credentials).status()).isEqualTo(200);
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
      Answer answer = odd.send(method, "/scoped/x", null, credentials);
      assertInsufficientScope(answer, REALM, "admin");
    }
    // Some application may take it for GET, and another for no GET: it needs the scopes of both.
    Answer answer = odd.send("get", "/scoped/x", null, credentials);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).contains("scope=\"admin user\"");
    assertThat(answer.json("detail")).isEqualTo("The access token lacks a required scope: admin");
    String userOnly = odd.login("alice", "secret2", "admin");
    assertInsufficientScope(odd.getWith(userOnly, "/scoped/x"), REALM, "user");
  }

  @Test
  @DisplayName("CH-3 quotes and backslashes of the realm are escaped")
  void realmIsEscaped() {
    Answer answer = site.get("/api/x");

    assertThat(answer.status()).isEqualTo(401);
    Challenge challenge = Challenge.parse(answer.header("WWW-Authenticate"));
    assertThat(challenge.scheme()).isEqualTo("Bearer");
    assertThat(challenge.parameters()).containsOnlyKeys("realm");
    assertThat(challenge.parameters()).containsEntry("realm", TestApps.SITE_REALM);
    assertInvalidToken(site.getWith("unknown", "/api/x"), TestApps.SITE_REALM);
  }

  @ParameterizedTest
  @DisplayName("CH-4 nothing of the request comes back")
  @ValueSource(strings = {"reflected-token", "reflected\"x", "<b>reflected</b>", "reflected,x"})
  void nothingIsReflected(String token) {
    Answer answer =
        odd.raw(
            "GET /odd/api/reflected-path?reflected=1 HTTP/1.1",
            "X-Reflected: reflected",
            "Authorization: Bearer " + token);

    assertThat(answer.status()).isIn(400, 401);
    assertThat(answer.toString()).contains("WWW-Authenticate").doesNotContain("reflected");
  }

  @Test
  @DisplayName("CH-5 CH-6 error pages of the application are not run for a refusal")
  void errorPagesAreNotRun() {
    assertNotAuthenticated(site.get("/api/x"), escaped(TestApps.SITE_REALM));
    assertServletDidNotRun(site.get("/api/x", "Authorization", "Bearer a,b"));
    assertThat(site.get("/api/x", "Authorization", "Bearer a,b").json("error"))
        .isEqualTo("invalid_request");
  }

  private static String escaped(String realm) {
    return realm.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @ParameterizedTest
  @DisplayName("PD-5 every method is refused alike")
  @ValueSource(
      strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "FOO", "get"})
  void everyMethodIsRefused(String method) {
    assertNotAuthenticated(odd.send(method, "/api/x", null), REALM);
  }

  @ParameterizedTest
  @DisplayName("PD-5 every method passes with a token")
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "FOO"})
  void everyMethodPassesWithToken(String method) {
    Answer answer = odd.send(method, "/table/x", null, "Authorization", "Bearer good");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json("method")).isEqualTo(method);
  }

  @Test
  @DisplayName("PD-5 HEAD is refused with the same header fields and no body")
  void headIsRefusedWithoutBody() {
    Answer get = odd.raw("GET /odd/api/x HTTP/1.1");
    Answer head = odd.raw("HEAD /odd/api/x HTTP/1.1");

    assertThat(head.status()).isEqualTo(401);
    assertThat(head.size()).isZero();
    assertThat(head.header("WWW-Authenticate")).isEqualTo(get.header("WWW-Authenticate"));
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(head.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  @DisplayName("PD-5 TRACE is not echoed and does not reach the servlet")
  void traceIsNotEchoed() {
    Answer answer =
        odd.raw("TRACE /odd/api/x HTTP/1.1", "Authorization: Bearer traced", "X-Probe: traced");

    assertThat(answer.status()).isIn(401, 403, 405);
    assertThat(answer.text()).doesNotContain("traced");
    assertServletDidNotRun(answer);
  }

  @Test
  @DisplayName("CH-5 the Accept header does not change a refusal")
  void acceptHeaderChangesNothing() {
    assertNotAuthenticated(odd.get("/api/x", "Accept", "text/html"), REALM);
  }

  @Test
  @DisplayName("BX-10 a session cookie of the client's is neither used nor answered")
  void foreignSessionIsIgnored() {
    Answer answer = odd.get("/api/x", "Cookie", "JSESSIONID=0123456789ABCDEF");

    assertNotAuthenticated(answer, REALM);
    assertNoCookie(answer);
  }
}
