// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's id and secret in an Authorization header (RFC 7617, RFC 6749 2.3.1). */
class BasicCredentialsTest {
  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static List<String> readings(String header) {
    BasicCredentials credentials = BasicCredentials.parse(header);
    return credentials.secrets().stream().map(secret -> credentials.id() + " / " + secret).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'reports:s3cret', 'reports / s3cret'",
    "'reports:with:colons', 'reports / with:colons'",
    "'reports:', 'reports / '",
    "'reports:50%', 'reports / 50%'",
  })
  void plainCredentialsHaveOneReading(String text, String reading) {
    assertThat(readings(basic(text))).containsExactly(reading);
  }

  @Test
  @DisplayName("TE-9 id and secret are form-decoded first, and then taken as they are")
  void encodedCredentialsHaveTwoReadings() {
    assertThat(readings(basic("my-client:a%2Bb+c")))
        .containsExactly("my-client / a+b c", "my-client / a%2Bb+c");
    assertThat(readings(basic("reports:%E2%82%AC")))
        .containsExactly("reports / \u20ac", "reports / %E2%82%AC");
  }

  @ParameterizedTest
  @CsvSource({
    "'my%2Bclient:x', 'my+client / x'",
    "'%72eports:a+b', 'reports / a b'",
    "'my+client:x', 'my+client / x'",
    "'my+client:a+b', 'my+client / a+b'",
    "'my%20client:a+b', 'my%20client / a+b'",
    "'r%C3%BCben:%E2%82%AC', 'r%C3%BCben / %E2%82%AC'",
  })
  @DisplayName("both readings are of one id; a blank or umlaut can be in none")
  void idHasOneReading(String text, String reading) {
    assertThat(readings(basic(text))).containsExactly(reading);
  }

  @Test
  void whatIsNoUtf8AfterDecodingHasOneReading() {
    assertThat(readings(basic("reports:%FF"))).containsExactly("reports / %FF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Basically abc", "Digest x=y", "BasicOg=="})
  void otherSchemesAreNone(String header) {
    assertThat(BasicCredentials.parse(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic Og==", "basic  Og== "})
  @DisplayName("TE-9 Basic Og== is no client")
  void emptyClientIsNone(String header) {
    assertThat(BasicCredentials.parse(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!!", "Basic OmE=", "Basic YWJj"})
  void malformedCredentialsHaveNoReading(String header) {
    assertThat(readings(header)).isEmpty();
  }

  @Test
  void otherEncodingsThanUtf8HaveNoReading() {
    byte[] latin = "reports:gr\u00fcn".getBytes(ISO_8859_1);
    assertThat(readings("Basic " + Base64.getEncoder().encodeToString(latin))).isEmpty();
  }

  @Test
  void longCredentialsHaveNoReading() {
    assertThat(readings(basic("reports:" + "x".repeat(2_041)))).isEmpty();
    assertThat(readings(basic("reports:" + "x".repeat(2_040)))).hasSize(1);
    assertThat(BasicCredentials.ofForm("reports", "x".repeat(2_042)).secrets()).isEmpty();
  }

  @Test
  @DisplayName("LG-1 no secret in toString")
  void secretIsNotShown() {
    BasicCredentials credentials = BasicCredentials.parse(basic("reports:s3cret"));
    assertThat(credentials.toString()).doesNotContain("s3cret");
  }
}
