// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInternalError;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When something of ours, or something we ask, fails: no servlet, no 401, no detail. */
@ExtendWith(SharedServer.class)
class FailClosedIT {

  private final Http odd;
  private final Http brokenUsers;
  private final Container server;

  FailClosedIT(Container server) {
    this.server = server;
    odd = new Http(server.base(), "/odd");
    brokenUsers = new Http(server.base(), "/broken-users");
  }

  @ParameterizedTest
  @DisplayName("CF-3 a verifier that throws, errs, answers null or cannot decide gives 503")
  @ValueSource(strings = {"/throws/x", "/error/x", "/null/x", "/down/x"})
  void verifierThatCannotDecideGives503(String path) {
    Answer answer = odd.getWith("failing-token", path);

    assertUnavailable(answer);
    assertThat(answer.toString()).doesNotContain("secret-detail", "failing-token", "Exception");
  }

  @ParameterizedTest
  @DisplayName("CF-3 it is the same for every kind of Error and for exceptions out of place")
  @ValueSource(strings = {"linkage", "assertion", "overflow", "sneaky"})
  void everyKindOfFailureGives503(String kind) {
    Answer answer = odd.getWith(kind, "/error/x");

    assertUnavailable(answer);
    assertThat(answer.toString()).doesNotContain("secret-detail", "Exception");
  }

  @ParameterizedTest
  @DisplayName("CF-3 without credentials a failing verifier is not asked")
  @ValueSource(strings = {"/throws/x", "/error/x", "/null/x", "/down/x"})
  void noCredentialsAreStill401(String path) {
    assertNotAuthenticated(odd.get(path), TestApps.REALM);
  }

  @Test
  @DisplayName("CF-3 a failure within the filter gives 500 without the servlet")
  void failureWithinTheFilterGives500() {
    Answer answer = odd.get("/api/x", "X-Test-Break", "1");

    assertInternalError(answer);
    assertThat(answer.toString()).doesNotContain("secret-detail", "Exception");
    assertInternalError(odd.get("/optional/x", "X-Test-Break", "1"));
  }

  @Test
  @DisplayName("CF-3 an exception of the application stays the application's")
  void exceptionOfTheApplicationIsLeftAlone() {
    Http site = new Http(server.base(), "/site");
    String token = site.login("johndoe", "secret");

    Answer answer = site.getWith(token, "/api/fail");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json("servlet")).isEqualTo("error-page");
  }

  @ParameterizedTest
  @DisplayName("TE-15 users that cannot be checked give 503, never a token")
  @ValueSource(strings = {"throws", "errs", "null", "down"})
  void usersThatCannotBeCheckedGive503(String username) {
    Answer answer =
        brokenUsers.form(
            "/token", "grant_type", "password", "username", username, "password", "pass-word");

    assertUnavailable(answer);
    assertThat(answer.json().has("access_token")).isFalse();
    assertThat(answer.toString()).doesNotContain("secret-detail", "pass-word", "Exception");
  }

  @Test
  @DisplayName("TE-15 the class of users says who may log in, and with which roles")
  void classOfUsersDecides() {
    Refusals.assertWrongPassword(
        brokenUsers.form(
            "/token", "grant_type", "password", "username", "wrong", "password", "pass-word"));

    String token = brokenUsers.login("zo\u00eb", "any");
    Answer answer = brokenUsers.getWith(token, "/api/x");
    assertThat(answer.json("remoteUser")).isEqualTo("zo\u00eb");
    assertThat(answer.json("inRoleUser")).isEqualTo("true");
    assertThat(answer.json("bearer.scopes")).isEqualTo("user");
  }

  @Test
  @DisplayName("a token ends with its lifetime")
  void tokenExpires() {
    String token = brokenUsers.login("brief", "any");
    assertThat(brokenUsers.getWith(token, "/api/x").status()).isEqualTo(200);

    Answer answer =
        Await.first(
            Duration.ofSeconds(20),
            () -> brokenUsers.getWith(token, "/api/x"),
            each -> each.status() != 200);
    Refusals.assertInvalidToken(answer, "broken");
  }
}
