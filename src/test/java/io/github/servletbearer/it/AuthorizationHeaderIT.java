// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInvalidRequest;
import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertMalformed;
import static io.github.servletbearer.it.Refusals.assertNoCookie;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static io.github.servletbearer.it.TestApps.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a token, and where it may stand (RFC 6750 2.1, RFC 9110 11.6.2). */
@ExtendWith(SharedServer.class)
class AuthorizationHeaderIT {

  private static final String B64TOKEN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";

  private final Http odd;

  AuthorizationHeaderIT(Container server) {
    odd = new Http(server.base(), "/odd");
  }

  private Answer presence(String... authorization) {
    List<String> lines = new ArrayList<>(List.of("GET /odd/presence/x HTTP/1.1"));
    for (String value : authorization) {
      lines.add("Authorization: " + value);
    }
    return odd.raw(lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @DisplayName("BX-1 the scheme is read in any letter case, one or more blanks behind it")
  @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "bEaReR abc", "Bearer     abc"})
  void schemeInAnyCaseIsRead(String authorization) {
    Answer answer = presence(authorization);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json("accessToken")).isEqualTo("abc");
  }

  @Test
  @DisplayName("BX-2 every character of b64token is taken as it is, with = at the end")
  void everyTokenCharacterIsTaken() {
    assertThat(presence("Bearer " + B64TOKEN + "==").json("accessToken"))
        .isEqualTo(B64TOKEN + "==");
  }

  @Test
  @DisplayName("BX-2 every other printable character makes the token invalid")
  void everyOtherCharacterIsRefused() {
    for (char c = '!'; c <= '~'; c++) {
      if (B64TOKEN.indexOf(c) < 0 && c != ',' && c != '=') {
        assertMalformed(presence("Bearer a" + c + "b"), REALM);
      }
    }
  }

  @ParameterizedTest
  @DisplayName("BX-2 a token of another shape is invalid")
  @ValueSource(
      strings = {
        "Bearer a b",
        "Bearer Bearer a",
        "Bearer \"abc\"",
        "Bearer a=b",
        "Bearer =",
        "Bearer ==a",
        "Bearer <script>alert(1)</script>",
        "Bearer \u00e9",
        "Bearer a\u00a0",
        "Bearer \u00a0",
        "Bearer\tabc",
        "Bearer abc\tdef"
      })
  void tokenOfAnotherShapeIsInvalid(String authorization) {
    assertMalformed(presence(authorization), REALM);
  }

  @ParameterizedTest
  @DisplayName("BX-2 control characters never reach the servlet, whoever refuses them")
  @ValueSource(ints = {0x00, 0x01, 0x08, 0x0b, 0x1b, 0x7f})
  void controlCharacterIsRefused(int character) {
    Answer answer = presence("Bearer abc" + (char) character + "def");

    assertThat(answer.status()).isIn(400, 401);
    assertServletDidNotRun(answer);
  }

  @ParameterizedTest
  @DisplayName("BX-3 two Authorization headers are refused with 400")
  @ValueSource(strings = {"Bearer abc|Bearer abc", "Bearer abc|Basic eA==", "Basic eA==|Bearer a"})
  void twoHeadersAreRefused(String pair) {
    assertInvalidRequest(presence(pair.split("\\|", -1)), REALM);
  }

  @Test
  @DisplayName("BX-3 two Authorization headers are refused where credentials are optional")
  void twoHeadersAreRefusedWhereOptional() {
    Answer answer =
        odd.raw(
            "GET /odd/optional/x HTTP/1.1",
            "Authorization: Basic eA==",
            "Authorization: Basic eA==");

    assertInvalidRequest(answer, REALM);
  }

  @ParameterizedTest
  @DisplayName("BX-3 a comma behind Bearer is refused with 400")
  @ValueSource(
      strings = {"Bearer a,b", "Bearer a, Bearer b", "Bearer,abc", "Bearer ,", "Bearer a,"})
  void tokenWithCommaIsRefused(String authorization) {
    assertInvalidRequest(presence(authorization), REALM);
  }

  @ParameterizedTest
  @DisplayName("BX-4 Bearer with nothing behind it counts as no credentials")
  @ValueSource(strings = {"Bearer", "bearer", "Bearer ", "Bearer     "})
  void schemeWithoutTokenIsNoCredentials(String authorization) {
    assertNotAuthenticated(presence(authorization), REALM);
  }

  @ParameterizedTest
  @DisplayName("BX-5 another scheme counts as no credentials")
  @ValueSource(
      strings = {
        "Basic am9objpzZWNyZXQ=",
        "BearerX abc",
        "Bear abc",
        "DPoP abc",
        "Digest username=\"x\", realm=\"y\"",
        "abc",
        "Basic a, Bearer b"
      })
  void otherSchemeIsNoCredentials(String authorization) {
    assertNotAuthenticated(presence(authorization), REALM);
  }

  @Test
  @DisplayName("BX-5 no header, or an empty one, is no credentials")
  void noHeaderIsNoCredentials() {
    assertNotAuthenticated(presence(), REALM);
    assertNotAuthenticated(presence(""), REALM);
  }

  @Test
  @DisplayName("BX-6 query, cookie and other headers never carry a token")
  void tokenElsewhereIsIgnored() {
    assertNotAuthenticated(odd.get("/presence/x?access_token=abc&token=abc"), REALM);
    assertNotAuthenticated(
        odd.get("/presence/x", "Cookie", "access_token=abc; token=abc; Authorization=abc"), REALM);
    assertNotAuthenticated(
        odd.get("/presence/x", "X-Authorization", "Bearer abc", "X-Access-Token", "abc"), REALM);
    assertNotAuthenticated(
        odd.get("/presence/x", "Proxy-Authorization", "Bearer abc", "X-Auth-Token", "abc"), REALM);
  }

  @Test
  @DisplayName("BX-7 a token in the form body is ignored")
  void tokenInFormIsIgnored() {
    assertNotAuthenticated(odd.form("/presence/x", "access_token", "abc"), REALM);
  }

  @Test
  @DisplayName("BX-7 the servlet reads body and parameters untouched, in its own encoding")
  void bodyIsLeftToTheServlet() {
    String form = Http.encode("name", "Gr\u00fc\u00dfe \u20ac", "access_token", "other");

    Answer body =
        odd.post("/presence/x?q=1", form, "Authorization", "Bearer abc", "X-Read", "body");
    assertThat(body.json("body")).isEqualTo(form);

    Answer parameters =
        odd.post("/presence/x?q=1", form, "Authorization", "Bearer abc", "X-Read", "parameters");
    assertThat(parameters.json("parameter name")).isEqualTo("[Gr\u00fc\u00dfe \u20ac]");
    assertThat(parameters.json("parameter q")).isEqualTo("[1]");
    assertThat(parameters.json("accessToken")).isEqualTo("abc");
  }

  @Test
  @DisplayName("BX-8 C18 a token of 8,192 characters is read, a longer one is too long")
  void longTokenIsRefused() {
    String longest = "x".repeat(8192);

    assertThat(presence("Bearer " + longest).json("accessToken")).isEqualTo(longest);
    assertMalformed(presence("Bearer " + "x".repeat(8193)), REALM);
    assertMalformed(presence("Bearer " + "x".repeat(65536)), REALM);
  }

  @Test
  @DisplayName("BX-8 the length is judged before scheme and grammar")
  void lengthIsJudgedFirst() {
    assertMalformed(presence("Basic " + "x".repeat(9000)), REALM);
    assertMalformed(presence("Bearer " + "x,".repeat(9000)), REALM);
  }

  @Test
  @DisplayName("BX-9 each of many parallel requests sees its own token")
  void parallelRequestsSeeTheirOwnTokens() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        String name = "thread" + thread;
        results.add(threads.submit(() -> ownTokensSeen(name)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdown();
    }
  }

  private int ownTokensSeen(String name) {
    int seen = 0;
    for (int i = 0; i < 200; i++) {
      String token = name + "." + i;
      Answer answer = odd.getWith(token, "/presence/x");
      if (answer.status() == 200 && token.equals(answer.json("accessToken"))) {
        seen++;
      }
    }
    return seen;
  }

  @Test
  @DisplayName("BX-9 attributes that something else set before are overwritten or removed")
  void forgedAttributesDoNotSurvive() {
    for (String name : List.of("token", "bearer.sub", "bearer.tid", "bearer.scopes")) {
      Answer anonymous = odd.get("/optional/x", "X-Test-Attribute", name + "=forged");
      assertThat(anonymous.status()).isEqualTo(200);
      assertThat(anonymous.json(name)).as(name).isNull();

      Answer known =
          odd.get("/table/x", "X-Test-Attribute", name + "=forged", "Authorization", "Bearer good");
      assertThat(known.json(name)).as(name).isNotNull().isNotEqualTo("forged");
    }
    String verified = "io.github.servletbearer.BearerToken";
    assertThat(odd.get("/optional/x", "X-Test-Attribute", verified + "=x").json("tokenClass"))
        .isNull();
  }

  @Test
  @DisplayName("BX-9 no attribute that the filter sets can be forged to pass it")
  void noAttributeOpensTheDoor() {
    String names = odd.getWith("good", "/table/x").json("attributeNames");
    assertThat(names).contains("bearer.sub");

    for (String name : names.split(" ", -1)) {
      Answer answer = odd.get("/table/x", "X-Test-Attribute", name + "=forged");
      assertThat(answer.status()).as(name).isEqualTo(401);
      assertServletDidNotRun(answer);
    }
  }

  @Test
  @DisplayName("BX-10 no session and no cookie is made, whatever the answer")
  void noSessionIsMade() {
    Answer answer = odd.getWith("good", "/table/x");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json("session")).isEqualTo("false");
    assertNoCookie(answer);
    assertNoCookie(odd.getWith("bad", "/table/x"));
  }

  @Test
  @DisplayName("autoError=false lets a request without credentials through, without the attribute")
  void optionalFilterLetsAnonymousThrough() {
    for (Answer answer :
        List.of(
            odd.get("/optional/x"),
            odd.get("/optional/x", "Authorization", "Basic eA=="),
            odd.get("/optional/x", "Authorization", "Bearer"))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json("token")).isNull();
      assertThat(answer.json("remoteUser")).isNull();
      assertThat(answer.json("authType")).isNull();
    }
  }

  @Test
  @DisplayName("autoError=false refuses bad credentials all the same")
  void optionalFilterRefusesBadCredentials() {
    assertInvalidToken(odd.getWith("unknown", "/optional/x"), REALM);
    assertMalformed(odd.get("/optional/x", "Authorization", "Bearer a b"), REALM);
    assertInvalidRequest(odd.get("/optional/x", "Authorization", "Bearer a,b"), REALM);
  }

  @Test
  @DisplayName("PD-7 the request answers for the token's user")
  void requestAnswersForTheTokensUser() {
    Answer gina = odd.getWith("good", "/table/x");
    assertThat(gina.json("token")).isEqualTo("good");
    assertThat(gina.json("remoteUser")).isEqualTo("gina");
    assertThat(gina.json("principal")).isEqualTo("gina");
    assertThat(gina.json("inRoleUser")).isEqualTo("true");
    assertThat(gina.json("inRoleAdmin")).isEqualTo("false");
    assertThat(gina.json("authType")).isEqualTo("Bearer");
    assertThat(gina.json("bearer.sub")).isEqualTo("gina");
    assertThat(gina.json("bearer.scopes")).isEqualTo("user");
    assertThat(gina.json("bearer.tid")).hasSizeLessThan(20).doesNotContain("good");
    assertThat(gina.json("tokenClass")).isEqualTo("io.github.servletbearer.BearerToken");

    Answer boss = odd.getWith("boss", "/table/x");
    assertThat(boss.json("inRoleAdmin")).isEqualTo("true");
    assertThat(boss.json("bearer.scopes")).isEqualTo("user admin");
    assertThat(boss.json("bearer.tid")).isNotEqualTo(gina.json("bearer.tid"));
  }

  @Test
  @DisplayName("presence knows a token but no user")
  void presenceKnowsNoUser() {
    Answer answer = presence("Bearer abc");

    assertThat(answer.json("accessToken")).isEqualTo("abc");
    assertThat(answer.json("token")).isNull();
    assertThat(answer.json("principal")).isNull();
    assertThat(answer.json("remoteUser")).isNull();
    assertThat(answer.json("authType")).isNull();
    assertThat(answer.json("inRoleUser")).isEqualTo("false");
  }

  @Test
  @DisplayName("a verifier's token that has expired is invalid, whatever the verifier thinks")
  void expiredTokenOfAVerifierIsInvalid() {
    assertInvalidToken(odd.getWith("old", "/table/x"), REALM);
  }
}
