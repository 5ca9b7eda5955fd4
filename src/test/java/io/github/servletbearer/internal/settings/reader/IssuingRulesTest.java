// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.SecretReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the settings of our own tokens need of each other. */
class IssuingRulesTest {
  private static final Map<String, String> JWT =
      Map.of(
          "bearer.tokenFormat", "jwt",
          "bearer.signingKey", "file:/etc/shop/new.jwk file:/etc/shop/old.jwk",
          "bearer.issuer", "https://shop.example.com");

  private final Problems problems = new Problems();

  private Settings read(Map<String, String> context) {
    return SettingsReader.read(
        deployment(COMPANION, filter("f"), filterMapping("f", "/api/*")),
        Sources.of(Map.of(), Map.of(), context),
        "Application",
        problems);
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @Test
  void jwtsOfOurOwnNeedKeyAndIssuer() {
    read(Map.of("bearer.tokenFormat", "jwt"));
    assertThat(errors())
        .hasSize(2)
        .anyMatch(error -> error.contains("issuer"))
        .anyMatch(error -> error.contains("genkey"));
  }

  @Test
  @DisplayName("a value that is not valid is one problem, and not called missing as well")
  void wrongValuesAreNotMissing() {
    read(
        Map.of(
            "bearer.tokenFormat", "jwt",
            "bearer.signingKey", "/etc/shop/key.jwk",
            "bearer.issuer", "shop"));
    assertThat(errors()).hasSize(2).allMatch(error -> error.startsWith("SB102 "));
  }

  @Test
  void keysKeepTheirOrder() {
    Settings settings = read(JWT);
    assertThat(errors()).isEmpty();
    assertThat(settings.get(Setting.TOKEN_FORMAT)).isEqualTo(TokenFormat.JWT);
    assertThat(settings.get(Setting.SIGNING_KEY))
        .extracting(SecretReference::toString)
        .containsExactly("file:/etc/shop/new.jwk", "file:/etc/shop/old.jwk");
    assertThat(settings.get(Setting.AUDIENCE)).isEqualTo("https://shop.example.com");
  }

  @Test
  void keyThatSignsNothingIsReported() {
    read(Map.of("bearer.signingKey", "file:/etc/shop/key.jwk"));
    assertThat(errors()).isEmpty();
    assertThat(problems.warnings())
        .singleElement()
        .asString()
        .contains("signingKey is set and has no effect: tokenFormat is opaque");
  }

  @Test
  @DisplayName("a password grant for clients with a secret needs clients")
  void passwordGrantOfClientsNeedsClients() {
    read(Map.of("bearer.passwordGrantClients", "authenticated"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB210").contains("bearer.clients");
  }

  @Test
  @DisplayName("the same word for any, and no other")
  void passwordGrantClientsIsOneOfTwo() {
    read(Map.of("bearer.passwordGrantClients", "any"));
    assertThat(errors()).isEmpty();
    read(Map.of("bearer.passwordGrantClients", "confidential"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB102 passwordGrantClients");
  }
}
