// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.TestApps.FRONTEND;
import static io.github.servletbearer.it.TestApps.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CO-1: a frontend on another domain, and no other. */
@ExtendWith(SharedServer.class)
class CorsIT {

  private final Http odd;
  private final Http star;

  CorsIT(Container server) {
    odd = new Http(server.base(), "/odd");
    star = new Http(server.base(), "/star");
  }

  private static void assertAllowed(Answer answer) {
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRONTEND);
    assertThat(answer.has("Access-Control-Allow-Credentials")).isFalse();
    assertVaries(answer);
  }

  private static void assertVaries(Answer answer) {
    assertThat(String.join(",", answer.headers("Vary")).toLowerCase(Locale.ROOT))
        .contains("origin");
  }

  private static void assertNotAllowed(Answer answer) {
    assertThat(answer.toString().toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
  }

  private Answer preflight(Http http, String path, String origin, String method) {
    return http.send(
        "OPTIONS",
        path,
        null,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        "authorization,content-type,x-requested-with");
  }

  @ParameterizedTest
  @DisplayName("CO-1 a preflight is answered for every method, without the servlet")
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
  void preflightIsAnswered(String method) {
    for (String path : List.of("/api/x", "/admin/x", "/presence/x")) {
      Answer answer = preflight(odd, path, FRONTEND, method);

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.size()).isZero();
      assertAllowed(answer);
      assertThat(words(answer, "Access-Control-Allow-Methods"))
          .contains(method.toLowerCase(Locale.ROOT));
      assertThat(words(answer, "Access-Control-Allow-Headers"))
          .contains("authorization", "content-type", "x-requested-with");
      Refusals.assertServletDidNotRun(answer);
      Refusals.assertNoCookie(answer);
    }
  }

  private static List<String> words(Answer answer, String header) {
    return Arrays.asList(answer.header(header).toLowerCase(Locale.ROOT).split(" *, *"));
  }

  @Test
  @DisplayName("CO-1 the token endpoint answers a preflight and the login itself")
  void tokenEndpointIsReachable() {
    Answer preflight = preflight(odd, "/token", FRONTEND, "POST");
    assertThat(preflight.status()).isEqualTo(204);
    assertAllowed(preflight);

    String form =
        Http.encode("grant_type", "password", "username", "johndoe", "password", "secret");
    Answer login = odd.post("/token", form, "Origin", FRONTEND);
    assertThat(login.status()).isEqualTo(200);
    assertAllowed(login);

    Answer wrong = odd.post("/token", "grant_type=password", "Origin", FRONTEND);
    assertThat(wrong.status()).isEqualTo(400);
    assertAllowed(wrong);
  }

  @Test
  @DisplayName("CO-1 refusals and answers can be read by the frontend")
  void everyAnswerCanBeRead() {
    Answer refused = odd.get("/api/x", "Origin", FRONTEND);
    assertNotAuthenticated(refused, REALM);
    assertAllowed(refused);
    assertThat(words(refused, "Access-Control-Expose-Headers")).contains("www-authenticate");

    Answer invalid = odd.get("/api/x", "Origin", FRONTEND, "Authorization", "Bearer unknown");
    assertAllowed(invalid);
    Answer allowed = odd.get("/table/x", "Origin", FRONTEND, "Authorization", "Bearer good");
    assertThat(allowed.status()).isEqualTo(200);
    assertAllowed(allowed);
    assertAllowed(odd.get("/down/x", "Origin", FRONTEND, "Authorization", "Bearer x"));
  }

  @ParameterizedTest
  @DisplayName("CO-1 any other origin gets nothing")
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "https://front.example.evil.example",
        "https://sub.front.example",
        "http://front.example",
        "https://front.example:8443",
        "https://FRONT.example",
        "https://front.example/",
        "http://localhost",
        "*"
      })
  void otherOriginsGetNothing(String origin) {
    Answer answer = odd.get("/api/x", "Origin", origin);
    assertNotAuthenticated(answer, REALM);
    assertNotAllowed(answer);
    assertVaries(answer);

    Answer preflight = preflight(odd, "/api/x", origin, "GET");
    assertNotAllowed(preflight);
    Refusals.assertServletDidNotRun(preflight);
    assertNotAllowed(preflight(odd, "/token", origin, "POST"));
  }

  @Test
  @DisplayName("CO-1 an OPTIONS that is no preflight needs the token")
  void plainOptionsNeedsTheToken() {
    assertNotAuthenticated(odd.send("OPTIONS", "/api/x", null, "Origin", FRONTEND), REALM);
    assertNotAuthenticated(
        odd.send("OPTIONS", "/api/x", null, "Access-Control-Request-Method", "GET"), REALM);
  }

  @Test
  @DisplayName("CO-1 off by default: no origin, no header, no preflight")
  void offByDefault() {
    assertNotAllowed(star.get("/echo/x", "Origin", FRONTEND));
    Answer preflight = preflight(star, "/echo/x", FRONTEND, "GET");
    assertNotAuthenticated(preflight, "star");
    assertNotAllowed(preflight);
  }
}
