// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PARAMETER =
      Pattern.compile("(" + TOKEN + ")=\"((?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*)\"");

  private final Challenge challenge = new Challenge("Inventory", null);

  /** RFC 9110 11.6.1 for one challenge whose values are all quoted; strict, and our own. */
  private static Map<String, String> parse(String value) {
    assertThat(value).startsWith("Bearer ");
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = "Bearer ".length();
    Matcher parameter = PARAMETER.matcher(value);
    while (true) {
      assertThat(parameter.region(at, value.length()).lookingAt())
          .as("a parameter at %s of %s", at, value)
          .isTrue();
      String unquoted = parameter.group(2).replaceAll("\\\\(.)", "$1");
      assertThat(parameters.put(parameter.group(1), unquoted)).as("once in %s", value).isNull();
      at = parameter.end();
      if (at == value.length()) {
        return parameters;
      }
      assertThat(value.substring(at)).startsWith(", ");
      at += 2;
    }
  }

  @Test
  @DisplayName("CH-2: without credentials the challenge names the realm and no error")
  void missingCredentialsAreNoError() {
    assertThat(challenge.format(BearerError.NOT_AUTHENTICATED))
        .isEqualTo("Bearer realm=\"Inventory\"");
  }

  @Test
  @DisplayName("CH-2, CH-3: a refused token has code and description, each once")
  void refusedTokenHasCodeAndDescription() {
    assertThat(parse(challenge.format(BearerError.INVALID_TOKEN)))
        .containsExactly(
            Map.entry("realm", "Inventory"),
            Map.entry("error", "invalid_token"),
            Map.entry("error_description", "The access token is invalid or has expired"));
  }

  @Test
  @DisplayName("CH-2: insufficient_scope names the required scopes, separated by spaces")
  void missingScopesAreNamed() {
    assertThat(
            parse(
                challenge.format(
                    BearerError.INSUFFICIENT_SCOPE,
                    "needs it!em~s",
                    List.of("items:read", "it!em~s"))))
        .containsEntry("error_description", "needs it!em~s")
        .containsEntry("scope", "items:read it!em~s")
        .containsEntry("error", "insufficient_scope");
    assertThat(parse(challenge.format(BearerError.INSUFFICIENT_SCOPE, "x", List.of())))
        .doesNotContainKey("scope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"b\" c", "a\\b", "\\\"", "a, b=\"c\", error=\"x\"", " ", "'"})
  @DisplayName("CH-3: whatever the configured realm holds comes back out of the quotes")
  void realmIsQuoted(String realm) {
    assertThat(parse(new Challenge(realm, null).format(BearerError.INVALID_TOKEN)))
        .containsEntry("realm", realm)
        .containsEntry("error", "invalid_token")
        .hasSize(3);
  }

  @Test
  @DisplayName("RFC 9728 5.1: every challenge names where the metadata are")
  void metadataAreNamed() {
    String address = "https://shop.example.com/a/.well-known/oauth-protected-resource";
    Challenge discoverable = new Challenge("Inventory", address);

    for (BearerError error : BearerError.values()) {
      assertThat(parse(discoverable.format(error))).containsEntry("resource_metadata", address);
      assertThat(parse(challenge.format(error))).doesNotContainKey("resource_metadata");
    }
    assertThat(parse(discoverable.format(BearerError.INSUFFICIENT_SCOPE, "x", List.of("a"))))
        .containsOnlyKeys("realm", "error", "error_description", "scope", "resource_metadata");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b=c", "a\nb", "a\rb", "a\tb", "a\0", "Büro", "\u007f"})
  @DisplayName("CH-3: line breaks and whatever is no printable ASCII are refused")
  void realmWithOtherCharactersIsRefused(String realm) {
    assertThatThrownBy(() -> new Challenge(realm, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> challenge.format(BearerError.INSUFFICIENT_SCOPE, "x", List.of(realm)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CH-1, CH-3: each entry of the catalogue fits into a challenge (RFC 6750 3)")
  void everyErrorFits(BearerError error) {
    // error and error_description: %x20-21 / %x23-5B / %x5D-7E
    assertThat(error.description()).matches("[ !#-\\[\\]-~]+");
    Map<String, String> parsed = parse(challenge.format(error));
    assertThat(parsed).containsEntry("realm", "Inventory");
    if (error.code() == null) {
      assertThat(parsed).hasSize(1);
    } else {
      assertThat(error.code()).matches("[a-z_]+");
      assertThat(parsed)
          .containsEntry("error", error.code())
          .containsEntry("error_description", error.description());
    }
  }

  @Test
  @DisplayName("CH-2: status codes are those of RFC 6750 3.1 and RFC 6749 5.2")
  void statusCodes() {
    assertThat(BearerError.NOT_AUTHENTICATED.status()).isEqualTo(401);
    assertThat(BearerError.INVALID_REQUEST.status()).isEqualTo(400);
    assertThat(BearerError.INVALID_TOKEN.status()).isEqualTo(401);
    assertThat(BearerError.INSUFFICIENT_SCOPE.status()).isEqualTo(403);
    assertThat(BearerError.INVALID_GRANT.status()).isEqualTo(400);
    assertThat(BearerError.INVALID_CLIENT.status()).isEqualTo(401);
    assertThat(BearerError.UNSUPPORTED_GRANT_TYPE.status()).isEqualTo(400);
    assertThat(BearerError.INVALID_SCOPE.status()).isEqualTo(400);
    assertThat(BearerError.UNAVAILABLE.status()).isEqualTo(503);
  }
}
