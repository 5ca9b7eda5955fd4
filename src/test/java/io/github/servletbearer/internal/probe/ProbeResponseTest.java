// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an answer is. */
class ProbeResponseTest {
  private static final String OURS = "{\"detail\":\"x\"}";

  private static ProbeResponse answer(int status, String header, String value, String body) {
    return new ProbeResponse(
        status,
        Collections.singletonList(new String[] {header, value}),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static ProbeResponse challenged(String challenge, String body) {
    return answer(401, "www-authenticate", challenge, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer realm=\"x\"", "Basic realm=\"x\", Bearer realm=\"y\""})
  void challengeIsFoundInEveryForm(String challenge) {
    assertThat(challenged(challenge, OURS).isNotAuthenticated()).isTrue();
    assertThat(challenged(challenge, "<html>").isNotAuthenticated()).as("of another").isFalse();
    assertThat(challenged(challenge, OURS).isInvalidToken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic realm=\"bearer x\"", "BearerToken", "DPoP"})
  void otherChallengesAreNone(String challenge) {
    assertThat(challenged(challenge, OURS).isNotAuthenticated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "500, true, false",
    "503, true, false",
    "501, false, true", // a method that is not implemented
    "505, false, false", // what an odd target may be answered
    "400, false, true",
    "499, false, true",
    "404, false, true",
    "399, false, false",
    "200, false, false"
  })
  void statusTellsWhoseFaultItIs(int status, boolean isFailure, boolean isClientError) {
    assertThat(answer(status, "X", "y", "<html>").isFailure()).isEqualTo(isFailure);
    assertThat(answer(status, "X", "y", "<html>").isClientError()).isEqualTo(isClientError);
    assertThat(answer(status, "X", "y", OURS).isFailure()).as("ours").isFalse();
  }

  @Test
  void documentIsAnsweredWith200() {
    assertThat(answer(200, "X", "y", "{\"openapi\":\"3.0.3\"}").isDocument()).isTrue();
    assertThat(answer(404, "X", "y", "no \"openapi\" here").isDocument()).isFalse();
  }

  @Test
  void equalAnswersHaveTheSameBodyAndLeadToTheSamePlace() {
    ProbeResponse redirect = answer(302, "Location", "/login", "");
    assertThat(redirect.isLike(answer(302, "Location", "/login", ""))).isTrue();
    assertThat(redirect.isLike(answer(302, "Location", "/api", ""))).isFalse();
    assertThat(redirect.isLike(answer(302, "Location", "/login", "x"))).isFalse();
    assertThat(redirect.isLike(answer(301, "Location", "/login", ""))).isFalse();
    assertThat(answer(200, "Location", "/a", "").isLike(answer(200, "Location", "/b", "")))
        .as("no redirect")
        .isTrue();
  }

  @Test
  void cachesAreToldInAnyCase() {
    assertThat(answer(401, "cache-control", "private, No-Store", "").isNoStore()).isTrue();
    assertThat(answer(401, "cache-control", "no-cache", "").isNoStore()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "302, Location, /login?token=secret, 302 to /login",
    "302, Location, /login;jsessionid=secret, 302 to /login",
    "200, Content-Type, text/html;charset=UTF-8, 200 text/html",
    "200, X, y, 200"
  })
  void textHoldsNothingConfidential(int status, String header, String value, String text) {
    assertThat(answer(status, header, value, "").text()).isEqualTo(text);
  }
}
