// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.servletbearer.it.app.EchoServlet;
import java.util.Map;

/** What each refusal looks like on the wire, exactly. One place for the whole suite. */
public final class Refusals {

  static final String INVALID_TOKEN = "The access token is invalid or has expired";
  static final String WRONG_PASSWORD = "Incorrect username or password";

  private Refusals() {}

  public static void assertNotAuthenticated(Answer answer, String realm) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"" + realm + "\"");
    assertOurs(answer);
  }

  public static void assertInvalidToken(Answer answer, String realm) {
    assertChallenged(answer, 401, "invalid_token", Map.of("realm", realm));
    assertThat(answer.json("detail")).isEqualTo(INVALID_TOKEN);
    assertThat(answer.json("error_description")).isEqualTo(INVALID_TOKEN);
  }

  /** What cannot be a token; says what form is expected. */
  public static void assertMalformed(Answer answer, String realm) {
    assertChallenged(answer, 401, "invalid_token", Map.of("realm", realm));
    assertThat(answer.json("detail")).startsWith("Malformed credentials: ");
    assertThat(answer.json("error_description")).isEqualTo(answer.json("detail"));
  }

  public static void assertInvalidRequest(Answer answer, String realm) {
    assertChallenged(answer, 400, "invalid_request", Map.of("realm", realm));
  }

  public static void assertInsufficientScope(Answer answer, String realm, String scope) {
    assertChallenged(answer, 403, "insufficient_scope", Map.of("realm", realm, "scope", scope));
    assertThat(answer.json("detail"))
        .isEqualTo("The access token lacks a required scope: " + scope);
  }

  private static void assertChallenged(
      Answer answer, int status, String error, Map<String, String> parameters) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    Challenge challenge = Challenge.parse(answer.header("WWW-Authenticate"));
    assertThat(challenge.scheme()).isEqualTo("Bearer");
    assertThat(challenge.parameters())
        .containsAllEntriesOf(parameters)
        .containsEntry("error", error)
        .containsEntry("error_description", answer.json("error_description"))
        .hasSize(parameters.size() + 2);
    assertThat(answer.json().keySet())
        .containsExactlyInAnyOrder("detail", "error", "error_description");
    assertThat(answer.json("error")).isEqualTo(error);
    assertThat(answer.json("detail")).isNotBlank();
    assertOurs(answer);
  }

  /** The verifier could not decide: neither 401 nor the servlet. */
  public static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(answer.has("WWW-Authenticate")).isFalse();
    assertThat(answer.json("detail")).isNotBlank();
    assertOurs(answer);
  }

  public static void assertInternalError(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"Internal Server Error\"}\n");
    assertOurs(answer);
  }

  /** A refusal of the token endpoint (RFC 6749 5.2), with the detail that FastAPI clients show. */
  public static void assertTokenError(Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json("error")).isEqualTo(error);
    assertThat(answer.json("error_description")).isNotBlank();
    assertThat(answer.json("detail")).isEqualTo(answer.json("error_description"));
    assertThat(answer.json().has("access_token")).isFalse();
    assertThat(answer.has("WWW-Authenticate")).isFalse();
    assertNoStore(answer);
    assertOurs(answer);
  }

  public static void assertWrongPassword(Answer answer) {
    assertTokenError(answer, 400, "invalid_grant");
    assertThat(answer.json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"detail": "Incorrect username or password", "error": "invalid_grant",
                 "error_description": "Incorrect username or password"}
                """));
  }

  public static void assertThrottled(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 300);
    assertThat(answer.json("detail")).isNotBlank();
    assertThat(answer.json().has("access_token")).isFalse();
    assertOurs(answer);
  }

  /** RFC 6749 5.1: both fields on success and on error. */
  public static void assertNoStore(Answer answer) {
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
  }

  /** JSON of ours, not a page of the container's; not cached; no session; no servlet has run. */
  public static void assertOurs(Answer answer) {
    assertThat(answer.header("Content-Type")).matches("(?i)application/json(; ?charset=utf-8)?");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertNoCookie(answer);
    assertServletDidNotRun(answer);
  }

  public static void assertNoCookie(Answer answer) {
    assertThat(answer.headers("Set-Cookie")).isEmpty();
  }

  public static void assertServletDidNotRun(Answer answer) {
    assertThat(answer.has(EchoServlet.RAN)).as("a servlet ran: " + answer).isFalse();
    assertThat(answer.text()).doesNotContain(EchoServlet.MARK);
  }
}
