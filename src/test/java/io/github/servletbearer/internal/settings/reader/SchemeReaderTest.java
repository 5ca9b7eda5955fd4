// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.SERVLET_CLASS;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.SchemeKind;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemeReaderTest {
  private static final String BARE =
      servlet("companion", SERVLET_CLASS) + servletMapping("companion", "/openapi.json");
  private static final String VERIFIER = "com.example.Verifier";
  private static final String LOG_IN = "https://id.example.com/authorize";
  private static final String TOKEN = "https://id.example.com/token";
  private static final String DISCOVERY =
      "https://id.example.com/.well-known/openid-configuration?p=x";

  private final Problems problems = new Problems();

  /** The scheme of a filter with these init-params. */
  private SchemeSettings scheme(String companion, String... parameters) {
    Settings settings =
        SettingsReader.read(
            deployment(companion, filter("f", parameters), filterMapping("f", "/api/*")),
            Sources.of(Map.of(), Map.of(), Map.of()),
            "Application",
            problems);
    return settings.schemes().get("OAuth2PasswordBearer");
  }

  private void onlyErrors(String... texts) {
    assertThat(problems.errors())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.SETTINGS_DISAGREE);
    assertThat(problems.errors()).hasSameSizeAs(texts);
    for (int i = 0; i < texts.length; i++) {
      assertThat(problems.errors().get(i).toString()).contains(texts[i]);
    }
  }

  @Test
  void ownTokenEndpointIsThePasswordFlow() {
    SchemeSettings scheme = scheme(COMPANION);
    assertThat(scheme.kind()).isEqualTo(SchemeKind.PASSWORD);
    assertThat(scheme.find(Setting.TOKEN_URL)).isEqualTo("token");
    assertThat(scheme(COMPANION, "verify", VERIFIER).find(Setting.TOKEN_URL)).isEqualTo("token");
    assertThat(scheme(COMPANION, "scheme", "password").find(Setting.TOKEN_URL)).isEqualTo("token");
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void ownTokensAreRefreshedWhereTheyComeFrom() {
    assertThat(scheme(COMPANION).find(Setting.REFRESH_URL)).isNull();
    String[] lasting = {"refreshTokenLifetime", "1h"};
    assertThat(scheme(COMPANION, lasting).find(Setting.REFRESH_URL)).isEqualTo("token");
    assertThat(
            scheme(COMPANION, "refreshTokenLifetime", "1h", "grants", "password")
                .find(Setting.REFRESH_URL))
        .isNull();
    assertThat(
            scheme(COMPANION, "refreshTokenLifetime", "1h", "refreshUrl", "x")
                .find(Setting.REFRESH_URL))
        .isEqualTo("x");
    assertThat(
            scheme(COMPANION, "refreshTokenLifetime", "1h", "tokenUrl", TOKEN)
                .find(Setting.REFRESH_URL))
        .isNull();
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void clientsGetTokensBesideThoseWhoLogIn() {
    assertThat(scheme(COMPANION).isForClientsToo()).isFalse();
    SchemeSettings scheme = scheme(COMPANION, "clients", "file:/clients");
    assertThat(scheme.kind()).isEqualTo(SchemeKind.PASSWORD);
    assertThat(scheme.isForClientsToo()).isTrue();
    assertThat(
            scheme(COMPANION, "clients", "file:/clients", "grants", "password").isForClientsToo())
        .isFalse();
    assertThat(scheme(COMPANION, "clients", "file:/clients", "tokenUrl", TOKEN).isForClientsToo())
        .isFalse();
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void withoutThePasswordGrantClientsAreLeft() {
    SchemeSettings scheme =
        scheme(COMPANION, "grants", "client_credentials", "clients", "file:/clients");
    assertThat(scheme.kind()).isEqualTo(SchemeKind.CLIENT_CREDENTIALS);
    assertThat(scheme.find(Setting.TOKEN_URL)).isEqualTo("token");
    assertThat(scheme.find(Setting.REFRESH_URL)).isNull();
    assertThat(scheme.isForClientsToo()).isFalse();
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void ownEndpointThatOffersNothingIsPlainHttp() {
    SchemeSettings scheme = scheme(COMPANION, "grants", "client_credentials");
    assertThat(scheme.kind()).isEqualTo(SchemeKind.HTTP);
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  @DisplayName("CF-1: a kind of scheme whose grant is switched off is an error that says the cure")
  void kindWithoutItsGrantIsAnError() {
    scheme(COMPANION, "scheme", "password", "grants", "client_credentials");
    scheme(COMPANION, "scheme", "clientCredentials");
    onlyErrors(
        "password needs the grant password, which our token endpoint does not offer. Name it in"
            + " grants,",
        "clientCredentials needs the grant client_credentials, which our token endpoint does not"
            + " offer. Name it in grants and the clients in clients,");
  }

  @Test
  void grantsOfOursSayNothingOfAnotherTokenEndpoint() {
    String[] off = {"grants", "client_credentials", "tokenUrl", TOKEN, "verify", VERIFIER};
    assertThat(scheme(COMPANION, off).kind()).isEqualTo(SchemeKind.PASSWORD);
    SchemeSettings clients =
        scheme(COMPANION, "scheme", "clientCredentials", "tokenUrl", TOKEN, "verify", VERIFIER);
    assertThat(clients.find(Setting.TOKEN_URL)).isEqualTo(TOKEN);
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void tokenUrlAloneIsThePasswordFlow() {
    SchemeSettings scheme = scheme(BARE, "verify", VERIFIER, "tokenUrl", TOKEN);
    assertThat(scheme.kind()).isEqualTo(SchemeKind.PASSWORD);
    assertThat(scheme.find(Setting.TOKEN_URL)).isEqualTo(TOKEN);
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void nothingAtAllIsPlainHttp() {
    SchemeSettings scheme = scheme(BARE, "verify", VERIFIER);
    assertThat(scheme.kind()).isEqualTo(SchemeKind.HTTP);
    assertThat(scheme.find(Setting.TOKEN_URL)).isNull();
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void authorizationUrlIsTheCodeFlow() {
    SchemeSettings scheme =
        scheme(
            COMPANION,
            "authorizationUrl",
            LOG_IN,
            "tokenUrl",
            TOKEN,
            "refreshUrl",
            TOKEN,
            "clientId",
            "docs page");
    assertThat(problems.errors()).isEmpty();
    assertThat(scheme.kind()).isEqualTo(SchemeKind.AUTHORIZATION_CODE);
    assertThat(scheme.find(Setting.AUTHORIZATION_URL)).isEqualTo(LOG_IN);
    assertThat(scheme.find(Setting.TOKEN_URL)).isEqualTo(TOKEN);
    assertThat(scheme.find(Setting.REFRESH_URL)).isEqualTo(TOKEN);
    assertThat(scheme.find(Setting.CLIENT_ID)).isEqualTo("docs page");
    assertThat(scheme.find(Setting.OPEN_ID_CONNECT_URL)).isNull();
  }

  @Test
  @DisplayName("our own token endpoint knows no codes: it is no default for the code flow")
  void codeFlowNeedsATokenUrlOfItsOwn() {
    assertThat(scheme(COMPANION, "authorizationUrl", LOG_IN).find(Setting.TOKEN_URL)).isNull();
    onlyErrors("authorizationCode needs tokenUrl. Set it");
  }

  @Test
  void everyMissingAddressIsReported() {
    scheme(COMPANION, "scheme", "authorizationCode");
    onlyErrors("authorizationCode needs tokenUrl.", "authorizationCode needs authorizationUrl.");
  }

  @Test
  void discoveryDocumentIsOpenIdConnect() {
    SchemeSettings scheme = scheme(COMPANION, "openIdConnectUrl", DISCOVERY);
    assertThat(problems.errors()).isEmpty();
    assertThat(scheme.kind()).isEqualTo(SchemeKind.OPEN_ID_CONNECT);
    assertThat(scheme.find(Setting.OPEN_ID_CONNECT_URL)).hasToString(DISCOVERY);
    assertThat(scheme.find(Setting.TOKEN_URL)).isNull();
    scheme(COMPANION, "scheme", "openIdConnect");
    onlyErrors("openIdConnect needs openIdConnectUrl.");
  }

  @Test
  void schemeSaysMoreThanTheTokenEndpoint() {
    SchemeSettings scheme = scheme(COMPANION, "scheme", "http");
    assertThat(problems.errors()).isEmpty();
    assertThat(scheme.kind()).isEqualTo(SchemeKind.HTTP);
    assertThat(scheme.find(Setting.TOKEN_URL)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "authorizationUrl, password, authorizationCode",
    "openIdConnectUrl, password, openIdConnect",
    "clientId, password, authorizationCode",
    "tokenUrl, http, password or authorizationCode or clientCredentials",
    "refreshUrl, http, password or authorizationCode",
    "authorizationUrl, http, authorizationCode",
    "openIdConnectUrl, http, openIdConnect",
    "clientId, http, authorizationCode",
  })
  @DisplayName("CF-1: a setting without effect is an error that says where it belongs")
  void foreignSettingsAreErrors(String setting, String kind, String cure) {
    scheme(COMPANION, "scheme", kind, setting, "https://id.example.com/x");
    onlyErrors(setting + " does not go with " + kind + ". Remove it, set scheme to " + cure + ",");
  }

  @Test
  @DisplayName("CF-1: all contradictions of a scheme are reported at once")
  void allContradictionsAreReported() {
    SchemeSettings scheme =
        scheme(
            COMPANION,
            "scheme",
            "openIdConnect",
            "tokenUrl",
            TOKEN,
            "authorizationUrl",
            LOG_IN,
            "clientId",
            "docs");
    onlyErrors(
        "tokenUrl does not go with openIdConnect.",
        "authorizationUrl does not go with openIdConnect.",
        "openIdConnect needs openIdConnectUrl.",
        "clientId does not go with openIdConnect.");
    assertThat(scheme.find(Setting.TOKEN_URL)).isNull();
  }

  @Test
  void twoKindsOfAddressesAreAContradiction() {
    scheme(COMPANION, "authorizationUrl", LOG_IN, "tokenUrl", TOKEN, "openIdConnectUrl", DISCOVERY);
    onlyErrors("openIdConnectUrl does not go with authorizationCode.");
  }

  @ParameterizedTest
  @CsvSource({
    "scheme, oauth2",
    "scheme, Password",
    "authorizationUrl, /authorize",
    "authorizationUrl, javascript:alert(1)",
    "openIdConnectUrl, .well-known/openid-configuration",
    "openIdConnectUrl, https:x",
    "openIdConnectUrl, ftp://id.example.com/x",
    "clientId, Büro",
  })
  @DisplayName("CF-1: each bad value stops the deployment")
  void badValuesAreErrors(String name, String value) {
    scheme(COMPANION, name, value);
    assertThat(problems.errors()).hasSize(1);
    assertThat(problems.errors().get(0).code()).isEqualTo(ProblemCode.BAD_VALUE);
    assertThat(problems.errors().get(0).toString()).contains(name + " = ");
  }

  @Test
  @DisplayName("our own tokens do not open a lock that only takes a provider's")
  void ownTokenEndpointIsNotShownForForeignTokens() {
    assertThat(scheme(COMPANION, "verify", "jwks").kind()).isEqualTo(SchemeKind.HTTP);
    assertThat(scheme(COMPANION, "verify", "introspection, jwks").find(Setting.TOKEN_URL)).isNull();
    assertThat(scheme(COMPANION, "verify", "issued, jwks").find(Setting.TOKEN_URL))
        .isEqualTo("token");
  }

  @Test
  void tokensAreJwtsWhereNothingElseIsVerified() {
    assertThat(scheme(COMPANION, "verify", "jwks").isJwt()).isTrue();
    assertThat(scheme(COMPANION, "verify", "introspection, jwks").isJwt()).isFalse();
    assertThat(scheme(COMPANION, "verify", VERIFIER).isJwt()).isFalse();
    assertThat(scheme(COMPANION).isJwt()).isFalse();
  }
}
