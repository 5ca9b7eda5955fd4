// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInsufficientScope;
import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertNoCookie;
import static io.github.servletbearer.it.Refusals.assertNoStore;
import static io.github.servletbearer.it.Refusals.assertTokenError;
import static io.github.servletbearer.it.Refusals.assertWrongPassword;
import static io.github.servletbearer.it.TestApps.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.BrokenUsers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password grant (RFC 6749 3.2, 4.3, 5) with the container's own users. */
@ExtendWith(SharedServer.class)
class TokenEndpointIT {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JOHN = "grant_type=password&username=johndoe&password=secret";

  private final Http odd;
  private final Http brokenUsers;
  private final Http full;

  TokenEndpointIT(Container server) {
    full = new Http(server.base(), "/full");
    odd = new Http(server.base(), "/odd");
    brokenUsers = new Http(server.base(), "/broken-users");
  }

  private static void assertGranted(Answer answer, String... scopes) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json("access_token")).matches("[A-Za-z0-9_-]{43,}");
    assertThat(answer.json("scope").split(" ", -1)).containsExactlyInAnyOrder(scopes);
  }

  @Test
  @DisplayName("TE-6 the answer has token, type, lifetime and scope, and nothing else")
  void rightPasswordGetsToken() {
    Answer answer = odd.post("/token", JOHN);

    assertGranted(answer, "user");
    assertThat(answer.json("token_type")).isEqualTo("bearer");
    assertThat(answer.json().get("expires_in").toString()).isEqualTo("900");
    assertThat(answer.json().keySet())
        .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(odd.getWith(answer.json("access_token"), "/api/x").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("TE-7 nothing is cached, and no session or cookie is made")
  void answersAreNotStored() {
    Answer answer = odd.post("/token", JOHN);
    assertNoStore(answer);
    assertNoCookie(answer);

    Answer refused = odd.post("/token", "username=x");
    assertNoStore(refused);
    assertNoCookie(refused);
  }

  @Test
  @DisplayName("AR-1 every token is another one")
  void tokensAreDistinct() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      tokens.add(brokenUsers.login("distinct" + i, "any"));
    }
    assertThat(tokens).hasSize(100);
  }

  @Test
  @DisplayName("a token is good in the application that issued it, and in no other")
  void tokenBelongsToItsApplication() {
    assertInvalidToken(brokenUsers.getWith(odd.login("johndoe", "secret"), "/api/x"), "broken");
  }

  @ParameterizedTest
  @DisplayName("TE-1 any method but POST is 405")
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "post"})
  void otherMethodsAreNotAllowed(String method) {
    Answer answer = odd.send(method, "/token", null, "Accept", "application/json");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow").split(" *, *", -1)).contains("POST");
    assertThat(answer.json("detail")).isNotBlank();
  }

  @Test
  @DisplayName("TE-1 TRACE is not echoed")
  void traceIsNotEchoed() {
    Answer answer = odd.raw("TRACE /odd/token HTTP/1.1", "X-Probe: traced");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text()).doesNotContain("traced");
  }

  @ParameterizedTest
  @DisplayName("TE-2 the form's media type is read in any case and with parameters")
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8"
      })
  void formMediaTypeIsRead(String type) {
    assertGranted(odd.send("POST", "/token", JOHN, "Content-Type", type), "user");
  }

  @ParameterizedTest
  @DisplayName("TE-2 every other media type is refused")
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencodedx",
        "application/xml",
        ""
      })
  void otherMediaTypesAreRefused(String type) {
    assertTokenError(
        odd.send("POST", "/token", JOHN, "Content-Type", type), 400, "invalid_request");
  }

  @Test
  @DisplayName("TE-2 a body without media type is refused")
  void missingMediaTypeIsRefused() {
    assertTokenError(odd.rawWithBody(JOHN, "POST /odd/token HTTP/1.1"), 400, "invalid_request");
  }

  @Test
  @DisplayName("TE-3 TE-13 user name and password are read as UTF-8, to the last byte")
  void formIsReadAsUtf8() {
    String[] exact = {"grant_type", "password", "username", "exact", "password", BrokenUsers.EXACT};
    assertGranted(brokenUsers.form("/token", exact), "user");

    exact[5] = BrokenUsers.EXACT.trim();
    assertWrongPassword(brokenUsers.form("/token", exact));
    exact[5] = BrokenUsers.EXACT.substring(0, 72);
    assertWrongPassword(brokenUsers.form("/token", exact));
  }

  @ParameterizedTest
  @DisplayName("TE-3 a form that is not well-formed is refused")
  @ValueSource(
      strings = {
        "username=johndoe&password=secret%",
        "username=johndoe&password=secret%2",
        "username=johndoe&password=secret%zz",
        "username=johndoe&password=%ff",
        "username=johndoe&password=%c0%80",
        "username=johndoe&password=%ed%a0%80"
      })
  void malformedFormIsRefused(String form) {
    assertTokenError(odd.post("/token", form), 400, "invalid_request");
  }

  @Test
  @DisplayName("TE-4 credentials in the query are not read")
  void queryIsNotRead() {
    assertTokenError(odd.post("/token?" + JOHN, ""), 400, "invalid_request");
    assertTokenError(
        odd.post("/token?password=secret", "grant_type=password&username=johndoe"),
        400,
        "invalid_request");
    assertThat(odd.get("/token?" + JOHN, "Accept", "application/json").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @DisplayName("TE-5 a repeated parameter is refused")
  @ValueSource(
      strings = {
        "grant_type=password&grant_type=password&username=johndoe&password=secret",
        "username=johndoe&username=johndoe&password=secret",
        "username=johndoe&password=secret&password=secret",
        "username=johndoe&password=secret&scope=user&scope=user",
        "username=johndoe&password=secret&pass%77ord=other"
      })
  void repeatedParameterIsRefused(String form) {
    assertTokenError(odd.post("/token", form), 400, "invalid_request");
  }

  @ParameterizedTest
  @DisplayName("TE-5 an empty or absent user name or password is refused")
  @ValueSource(
      strings = {
        "",
        "grant_type=password",
        "grant_type=password&username=johndoe",
        "grant_type=password&username=johndoe&password=",
        "grant_type=password&username=&password=secret",
        "grant_type=password&password=secret",
        "username=johndoe"
      })
  void missingCredentialsAreRefused(String form) {
    assertTokenError(odd.post("/token", form), 400, "invalid_request");
  }

  @ParameterizedTest
  @DisplayName("TE-5 unknown parameters are ignored, empty ones count as absent")
  @ValueSource(
      strings = {
        "username=johndoe&password=secret",
        "grant_type=&username=johndoe&password=secret",
        "grant_type=password&username=johndoe&password=secret&scope=&client_id=&client_secret=",
        "grant_type=password&username=johndoe&password=secret&colour=green",
        "&grant_type=password&&username=johndoe&password=secret&",
        "grant%5Ftype=password&user%6eame=johndoe&password=s%65cret"
      })
  void lenientFormsAreRead(String form) {
    assertGranted(odd.post("/token", form), "user");
  }

  @ParameterizedTest
  @DisplayName("TE-8 another grant type is unsupported")
  @ValueSource(
      strings = {"client_credentials", "refresh_token", "Password", "passwordx", "password%0A"})
  void otherGrantTypesAreUnsupported(String grantType) {
    String form = "username=johndoe&password=secret&grant_type=" + grantType;

    assertTokenError(odd.post("/token", form), 400, "unsupported_grant_type");
  }

  @Test
  @DisplayName("TE-8 TE-12 wrong password and unknown user get the same answer")
  void wrongPasswordAndUnknownUserAreAlike() {
    Answer wrong = odd.form("/token", "username", "alice", "password", "wrong-password");
    Answer unknown = odd.form("/token", "username", "nobody", "password", "wrong-password");

    assertWrongPassword(wrong);
    assertWrongPassword(unknown);
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  @DisplayName("TE-9 the empty client of Swagger UI is no client authentication")
  void emptyBasicClientIsIgnored() {
    assertGranted(odd.post("/token", JOHN, "Authorization", "Basic Og=="), "user");
  }

  @Test
  @DisplayName("TE-9 there are no clients: who says to be one is refused")
  void clientsAreRefused() {
    Answer basic = odd.post("/token", JOHN, "Authorization", "Basic Y2xpZW50OnNlY3JldA==");
    assertThat(basic.status()).isEqualTo(401);
    assertThat(basic.json("error")).isEqualTo("invalid_client");
    assertThat(basic.header("WWW-Authenticate")).startsWith("Basic realm=\"");
    assertNoStore(basic);

    Answer form = odd.post("/token", JOHN + "&client_id=client&client_secret=secret");
    assertTokenError(form, 400, "invalid_client");
    assertGranted(odd.post("/token", JOHN + "&client_id=public"), "user");
  }

  @Test
  @DisplayName("TE-11 no scope requested: all that the user may have")
  void noScopeAskedGivesAll() {
    assertGranted(odd.form("/token", "username", "alice", "password", "secret2"), "user", "admin");
    assertGranted(odd.post("/token", JOHN), "user");
  }

  @Test
  @DisplayName("TE-11 scopes asked: the intersection with what the user may have")
  void scopesAskedGiveTheIntersection() {
    assertGranted(odd.post("/token", JOHN + "&scope=user"), "user");
    assertGranted(odd.post("/token", JOHN + "&scope=admin+user"), "user");

    Answer narrowed =
        odd.form("/token", "username", "alice", "password", "secret2", "scope", "user");
    assertGranted(narrowed, "user");
    assertInsufficientScope(odd.getWith(narrowed.json("access_token"), "/admin/x"), REALM, "admin");
  }

  @ParameterizedTest
  @DisplayName("TE-11 an unknown, malformed or withheld scope is invalid")
  @ValueSource(strings = {"nonsense", "user+nonsense", "admin", "us%22er", "us%5Cer", "%C3%A9"})
  void badScopeIsInvalid(String scope) {
    assertTokenError(odd.post("/token", JOHN + "&scope=" + scope), 400, "invalid_scope");
  }

  @Test
  @DisplayName("TE-13 a password of more than 1,024 bytes is refused like a wrong one")
  void longPasswordIsWrong() {
    String[] form = {"username", "long", "password", "x".repeat(1024)};
    assertGranted(brokenUsers.form("/token", form), "user");

    form[3] = "x".repeat(1025);
    assertWrongPassword(brokenUsers.form("/token", form));
    form[3] = "\u20ac".repeat(342);
    assertWrongPassword(brokenUsers.form("/token", form));
  }

  @Test
  @DisplayName("a form of more than 64 KiB is refused, with or without Content-Length")
  void longFormIsRefused() {
    String pad = JOHN + "&pad=";
    assertGranted(odd.post("/token", pad + "x".repeat(65_536 - pad.length())), "user");

    String tooLong = pad + "x".repeat(65_536);
    assertTokenError(odd.post("/token", tooLong), 413, "invalid_request");

    StringBuilder chunked = new StringBuilder();
    for (int at = 0; at < tooLong.length(); at += 8192) {
      String chunk = tooLong.substring(at, Math.min(at + 8192, tooLong.length()));
      chunked.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk);
      chunked.append("\r\n");
    }
    String transcript =
        odd.rawText(
            "POST /odd/token HTTP/1.1",
            "Content-Type: " + FORM,
            "Transfer-Encoding: chunked",
            "Connection: close",
            "Host: " + odd.host(),
            "",
            chunked + "0\r\n");
    assertThat(transcript).startsWith("HTTP/1.1 413").contains("\"invalid_request\"");
  }

  @Test
  @DisplayName("TE-14 passwords from another machine must come over https")
  void httpsIsRequiredOfOtherMachines() {
    Answer refused = odd.post("/token", JOHN, "X-Test-Address", "203.0.113.9");
    assertThat(refused.status()).isBetween(400, 403);
    assertThat(refused.json("error")).isEqualTo("invalid_request");
    assertThat(refused.json().has("access_token")).isFalse();

    assertGranted(
        odd.post("/token", JOHN, "X-Test-Address", "203.0.113.9", "X-Test-Scheme", "https"),
        "user");
    assertGranted(odd.post("/token", JOHN, "X-Test-Address", "0:0:0:0:0:0:0:1"), "user");
  }

  @Test
  @DisplayName("TE-14 no header of the client's vouches for https")
  void forwardedHeadersAreNotRead() {
    Answer answer =
        odd.post(
            "/token",
            JOHN,
            "X-Test-Address",
            "203.0.113.9",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-For",
            "127.0.0.1",
            "Forwarded",
            "for=127.0.0.1;proto=https");

    assertThat(answer.json().has("access_token")).isFalse();
  }

  @Test
  @DisplayName("TE-14 a proxy on the same machine does not make its clients local")
  void proxiesClientsAreNotLocal() {
    Answer answer = odd.post("/token", JOHN, "X-Forwarded-For", "203.0.113.9");

    assertTokenError(answer, 400, "invalid_request");
    assertThat(answer.json("detail")).contains("HTTPS");
  }

  @Test
  @DisplayName("HttpURLConnection asks for text/html, too, and is no browser")
  void javaClientsGetJson() {
    String accept = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
    assertGranted(odd.post("/token", JOHN, "Accept", accept), "user");
  }

  @Test
  @DisplayName("one user's oldest token gives way to the twenty-first, and only that one")
  void oldestTokenGivesWay() {
    String first = odd.login("alice", "secret2");
    String second = odd.login("alice", "secret2");
    String john = odd.login("johndoe", "secret");
    for (int i = 0; i < 19; i++) {
      odd.login("alice", "secret2");
    }

    assertInvalidToken(odd.getWith(first, "/api/x"), REALM);
    assertThat(odd.getWith(second, "/api/x").status()).isEqualTo(200);
    assertThat(odd.getWith(john, "/api/x").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("AR-8 a full store refuses new logins with 503, and logs nobody out")
  void fullStoreRefusesNewLogIns() {
    String first = full.login("first", "any");
    String second = full.login("second", "any");

    Refusals.assertUnavailable(full.form("/token", "username", "third", "password", "any"));
    assertThat(full.getWith(first, "/api/x").status()).isEqualTo(200);
    assertThat(full.getWith(second, "/api/x").status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "a browser gets a form, with one style and one script that are allowed by their hash")
  void browserGetsForm() {
    Answer page = odd.get("/token", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).matches("(?i)text/html; ?charset=utf-8");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .contains("style-src 'sha256-", "script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.text())
        .containsPattern("(?i)<form[^>]+method=\"?post")
        .contains("name=\"username\"", "name=\"password\"")
        .containsOnlyOnce("<script>");
  }

  @ParameterizedTest
  @DisplayName("whoever does not ask for HTML gets JSON: scripts, Swagger UI, no Accept at all")
  @ValueSource(strings = {"*/*", "application/json, text/plain, */*", "application/json"})
  void scriptsGetJson(String accept) {
    assertGranted(odd.post("/token", JOHN, "Accept", accept), "user");
    assertTokenError(odd.post("/token", "", "Accept", accept), 400, "invalid_request");
    assertThat(odd.get("/token", "Accept", accept).status()).isEqualTo(405);
    assertThat(odd.raw("GET /odd/token HTTP/1.1").status()).isEqualTo(405);
  }

  @Test
  @DisplayName("TE-14 no form is shown where a password may not be typed")
  void noFormOverPlainHttp() {
    Answer page = odd.get("/token", "Accept", "text/html", "X-Test-Address", "203.0.113.9");

    assertThat(page.status()).isGreaterThanOrEqualTo(400);
    assertThat(page.text()).doesNotContain("name=\"password\"");
  }

  private Answer submit(String username, String password, String... headers) {
    String origin = odd.address("/").resolve("/").toString();
    List<String> all =
        new java.util.ArrayList<>(List.of("Accept", "text/html", "Content-Type", FORM));
    if (headers.length == 0) {
      all.addAll(List.of("Origin", origin.substring(0, origin.length() - 1)));
      all.addAll(List.of("Sec-Fetch-Site", "same-origin"));
    }
    all.addAll(List.of(headers));
    StringBuilder form = new StringBuilder(Http.encode("username", username, "password", password));
    Matcher hidden =
        Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
            .matcher(odd.get("/token", "Accept", "text/html").text());
    while (hidden.find()) {
      form.append('&').append(Http.encode(hidden.group(1), hidden.group(2)));
    }
    return odd.send("POST", "/token", form.toString(), all.toArray(String[]::new));
  }

  @Test
  @DisplayName("the form's result page shows the token once, uncached and unframed")
  void resultPageShowsToken() {
    Answer page = submit("johndoe", "secret");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertNoCookie(page);
    Matcher token = Pattern.compile("[A-Za-z0-9_-]{43,}").matcher(page.text());
    assertThat(token.find()).isTrue();
    assertThat(odd.getWith(token.group(), "/api/x").json("remoteUser")).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("the form says why it was refused, and gives back no password")
  void formSaysWhyItWasRefused() {
    Answer page = submit("form-user", "wrong-password\"<b>");

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text())
        .contains("Incorrect username or password")
        .doesNotContain("wrong-password", "<b>");
  }

  @Test
  @DisplayName("a login that another site's page sends is refused")
  void foreignFormIsRefused() {
    for (String[] headers :
        new String[][] {
          {"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"},
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Sec-Fetch-Site", "cross-site"}
        }) {
      Answer page = submit("johndoe", "secret", headers);

      assertThat(page.status()).as(String.join(" ", headers)).isBetween(400, 403);
      assertThat(page.text()).doesNotContainPattern("[A-Za-z0-9_-]{43}");
    }
  }
}
