// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of verify need of other settings. */
class VerifyRulesTest {
  private static final Map<String, String> PROVIDER =
      Map.of(
          "bearer.jwksIssuer", "https://idp.example.com/realms/shop",
          "bearer.jwksAudience", "inventory-api");
  private static final Map<String, String> INTROSPECTION =
      Map.of(
          "bearer.introspectionUri", "https://idp.example.com/introspect",
          "bearer.introspectionClientId", "inventory-api",
          "bearer.introspectionClientSecret", "env:INTROSPECTION_SECRET");
  private static final Map<String, String> JWT =
      Map.of(
          "bearer.tokenFormat", "jwt",
          "bearer.signingKey", "file:/etc/shop/new.jwk file:/etc/shop/old.jwk",
          "bearer.issuer", "https://shop.example.com");

  private final Problems problems = new Problems();

  private Settings read(String verify, Map<String, String> context) {
    return SettingsReader.read(
        deployment(COMPANION, filter("f", "verify", verify), filterMapping("f", "/api/*")),
        Sources.of(Map.of(), Map.of(), context),
        "Application",
        problems);
  }

  private static Map<String, String> with(Map<String, String> base, String... namesAndValues) {
    Map<String, String> all = new HashMap<>(base);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return all;
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @DisplayName("an issuer is any StringOrURI where jwksUri says where its keys are")
  @ValueSource(
      strings = {"accounts.google.com", "pomerium.iap.example.test", "urn:example:idp", "ADFS"})
  void issuerNeedNotBeAddress(String issuer) {
    Map<String, String> named = with(PROVIDER, "bearer.jwksIssuer", issuer);
    Settings settings = read("jwks", with(named, "bearer.jwksUri", "https://idp.example.com/k"));
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.get(Setting.JWKS_ISSUER)).containsExactly(issuer);
    read("jwks", named);
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).contains(issuer, "jwksUri");
  }

  @Test
  @DisplayName("several issuers have a key set each, so one jwksUri for them is an error")
  void issuersHaveTheirOwnKeys() {
    Map<String, String> two =
        with(PROVIDER, "bearer.jwksIssuer", "https://a.example.com, https://b.example.com/x");
    Settings settings = read("jwks", two);
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.get(Setting.JWKS_ISSUER))
        .containsExactly("https://a.example.com", "https://b.example.com/x");
    read("jwks", with(two, "bearer.jwksUri", "https://a.example.com/keys"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB206").contains("jwksUri", "jwksIssuer names 2");
  }

  @Test
  void providerNeedsIssuerAndAudienceOnly() {
    Settings settings = read("jwks", PROVIDER);
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
    assertThat(settings.get(Setting.JWKS_ISSUER))
        .containsExactly("https://idp.example.com/realms/shop");
    assertThat(settings.get(Setting.JWKS_AUDIENCE)).containsExactly("inventory-api");
    assertThat(settings.find(Setting.JWKS_URI)).isNull();
    assertThat(settings.get(Setting.JWKS_ALGORITHMS))
        .extracting(JwsAlgorithm::header)
        .containsExactly("RS256", "ES256", "ES384", "ES512", "EdDSA", "PS256");
    assertThat(settings.get(Setting.JWKS_MAX_AGE)).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.get(Setting.JWKS_STALE_IF_ERROR)).isEqualTo(Duration.ofHours(1));
    assertThat(settings.get(Setting.USER_CLAIMS)).containsExactly("sub");
    assertThat(settings.get(Setting.SCOPE_CLAIMS)).containsExactly("scope", "scp");
    assertThat(settings.get(Setting.ROLE_CLAIMS)).containsExactly("roles", "realm_access.roles");
  }

  @Test
  @DisplayName("JV-11 issuer and audience are mandatory, and both are reported at once")
  void jwksNeedsIssuerAndAudience() {
    read("jwks", Map.of());
    assertThat(errors())
        .hasSize(2)
        .allMatch(error -> error.startsWith("SB210 <filter> f: verify=jwks needs the setting "))
        .anyMatch(error -> error.contains("jwksIssuer"))
        .anyMatch(error -> error.contains("jwksAudience"));
  }

  @Test
  void introspectionNeedsAddressAndClient() {
    read("introspection", Map.of());
    assertThat(errors())
        .hasSize(3)
        .anyMatch(error -> error.contains("introspectionUri"))
        .anyMatch(error -> error.contains("introspectionClientId"))
        .anyMatch(error -> error.contains("introspectionClientSecret"));
  }

  @Test
  void answersAreBelievedForHalfAMinuteUnlessSwitchedOff() {
    assertThat(read("introspection", INTROSPECTION).get(Setting.INTROSPECTION_CACHE_LIFETIME))
        .isEqualTo(Duration.ofSeconds(30));
    Map<String, String> off = with(INTROSPECTION, "bearer.introspectionCacheLifetime", "off");
    assertThat(read("introspection", off).get(Setting.INTROSPECTION_CACHE_LIFETIME))
        .isEqualTo(Duration.ZERO);
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bearer.jwksIssuer, http://idp.example.com/realm",
    "bearer.jwksUri, http://idp.example.com/keys",
  })
  @DisplayName("JK-1 keys are not fetched over plain HTTP from another machine")
  void plainHttpIsRefused(String name, String value) {
    read("jwks", with(PROVIDER, name, value));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB102").contains("https");
  }

  @Test
  @DisplayName("tokens and the client's secret are not sent over plain HTTP either")
  void introspectionOverPlainHttpIsRefused() {
    read("introspection", with(INTROSPECTION, "bearer.introspectionUri", "http://idp.example/i"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB102 introspectionUri").contains("https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8180/x",
        "http://127.1.2.3/x",
        "http://localhost/x",
        "http://LocalHost:8180/x",
        "http://[::1]:8180/x",
        "http://[0:0:0:0:0:0:0:1]/x"
      })
  void thisMachineMayBeReachedOverHttp(String address) {
    read("jwks", with(PROVIDER, "bearer.jwksIssuer", address));
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1.example.com/x", "http://localhost.example.com/"})
  void namesThatLookLocalAreNot(String address) {
    read("jwks", with(PROVIDER, "bearer.jwksUri", address));
    assertThat(errors()).hasSize(1);
  }

  @Test
  void plainHttpIsAllowedWhereItIsAllowedForPasswords() {
    read(
        "jwks",
        with(PROVIDER, "bearer.jwksIssuer", "http://idp/realm", "bearer.requireHttps", "false"));
    assertThat(errors()).isEmpty();
  }

  @Test
  @DisplayName("JV-12 two issuers of one name would share their keys")
  void providerAndWeHaveDifferentIssuers() {
    Map<String, String> both = with(JWT, "bearer.issuer", "https://idp.example.com/realms/shop");
    both.putAll(PROVIDER);
    read("issued, jwks", both);
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB206").contains("jwksIssuer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2hunter2", "file:key.jwk", "env:NO-NAME", "jndi:ldap://x/y", "file:x"})
  @DisplayName("CF-2 a secret itself is refused, and never printed")
  void secretIsNotPrinted(String value) {
    read("introspection", with(INTROSPECTION, "bearer.introspectionClientSecret", value));
    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("SB102 introspectionClientSecret = (withheld)")
        .doesNotContain(value);
  }

  @Test
  @DisplayName("CF-2 a secret with a placeholder is not printed either")
  void secretWithPlaceholderIsNotPrinted() {
    read("issued", with(JWT, "bearer.signingKey", "hunter2${x}"));
    assertThat(errors()).hasSize(1).noneMatch(error -> error.contains("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "bearer.clockSkew, 121s",
    "bearer.clockSkew, -1s",
    "bearer.maxTokenLength, 255",
    "bearer.maxTokenLength, 65537",
    "bearer.maxTokenLength, 8k",
    "bearer.jwksAlgorithms, HS256",
    "bearer.jwksAlgorithms, none",
    "bearer.jwksAlgorithms, rs256",
    "bearer.jwksIssuer, https://idp.example.com/?x",
    "bearer.jwksIssuer, idp.example.com",
    "bearer.jwksUri, https://user:secret@idp.example.com/",
    "bearer.introspectionCacheLifetime, 0s",
    "bearer.tokenFormat, JWT",
  })
  @DisplayName("CF-1, JV-2 bad values stop the deployment")
  void badValuesAreErrors(String name, String value) {
    read("jwks", with(PROVIDER, name, value));
    assertThat(errors()).isNotEmpty();
    assertThat(errors().get(0)).startsWith("SB102 " + name.substring("bearer.".length()));
  }

  @Test
  void providerWithoutAFilterIsReported() {
    Map<String, String> both = with(PROVIDER);
    both.putAll(INTROSPECTION);
    read("issued", both);
    assertThat(errors()).isEmpty();
    assertThat(problems.warnings())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.SETTINGS_DISAGREE, ProblemCode.SETTINGS_DISAGREE);
  }

  @Test
  void severalVerifiersNeedWhatEachNeeds() {
    read("issued, jwks, introspection", Map.of());
    assertThat(errors()).hasSize(5);
  }
}
