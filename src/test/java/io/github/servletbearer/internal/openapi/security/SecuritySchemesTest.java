// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.openapi.Application;
import io.github.servletbearer.internal.openapi.OpenApiDocument;
import io.github.servletbearer.internal.openapi.TestServlets;
import io.github.servletbearer.internal.openapi.Values;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySchemesTest {
  private static final String ID = "https://id.example.com/";

  /** One servlet and one filter for each kind of scheme. */
  private static Application everyKind() {
    String verifier = "com.example.Verifier";
    Application application = new Application().companion();
    for (String path : List.of("/own", "/code", "/oidc", "/pasted")) {
      application.servlet("servlet-" + path, TestServlets.Plain.class, path);
    }
    return application
        .filter("own", "/own", "schemeName", "Own", "requiredScopes", "r")
        .filter(
            "code",
            "/code",
            "schemeName",
            "Code",
            "verify",
            verifier,
            "requiredScopes",
            "r",
            "authorizationUrl",
            ID + "authorize",
            "tokenUrl",
            ID + "token",
            "refreshUrl",
            ID + "refresh",
            "clientId",
            "docs",
            "scopes",
            "r = Read; w = Write")
        .filter(
            "oidc",
            "/oidc",
            "schemeName",
            "Oidc",
            "verify",
            verifier,
            "requiredScopes",
            "r",
            "openIdConnectUrl",
            ID + ".well-known/openid-configuration")
        .filter(
            "pasted",
            "/pasted",
            "schemeName",
            "Pasted",
            "verify",
            verifier,
            "requiredScopes",
            "r",
            "scheme",
            "http");
  }

  private static Map<String, Object> scheme(Application application, String name) {
    return Values.map(application.document(), "components", "securitySchemes", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void swaggerParserReportsNothingForAnyKind(String openapiVersion) {
    String json = everyKind().set("openapiVersion", openapiVersion).json();
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(json, null, new ParseOptions());
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo(openapiVersion);
    assertThat(result.getOpenAPI().getComponents().getSecuritySchemes())
        .containsOnlyKeys("Own", "Code", "Oidc", "Pasted");
  }

  @Test
  void codeFlowHasTheAddressesOfTheProvider() {
    Map<String, Object> scheme = scheme(everyKind(), "Code");
    assertThat(scheme)
        .containsOnlyKeys("type", "description", "flows")
        .containsEntry("type", "oauth2");
    assertThat(Values.at(scheme, "flows"))
        .isEqualTo(
            Map.of(
                "authorizationCode",
                Map.of(
                    "authorizationUrl",
                    ID + "authorize",
                    "tokenUrl",
                    ID + "token",
                    "refreshUrl",
                    ID + "refresh",
                    "scopes",
                    Map.of("r", "Read", "w", "Write"))));
  }

  @Test
  void relativeAddressesOfTheProviderBecomeAbsoluteWithAPublicUrl() {
    Application application =
        new Application()
            .companion()
            .filter("f", "/a", "authorizationUrl", "../id/authorize", "tokenUrl", "../id/token")
            .set("publicUrl", "https://api.example.com/shop");
    assertThat(
            Values.map(scheme(application, "OAuth2PasswordBearer"), "flows", "authorizationCode"))
        .containsEntry("authorizationUrl", "https://api.example.com/id/authorize")
        .containsEntry("tokenUrl", "https://api.example.com/id/token")
        .doesNotContainKey("refreshUrl");
  }

  @Test
  void openIdConnectHasItsDiscoveryDocumentAndNoFlows() {
    assertThat(scheme(everyKind(), "Oidc"))
        .containsOnlyKeys("type", "description", "openIdConnectUrl")
        .containsEntry("type", "openIdConnect")
        .containsEntry("openIdConnectUrl", ID + ".well-known/openid-configuration");
  }

  @Test
  void plainHttpIsABearerWithoutAFormatUnlessItIsKnown() {
    assertThat(scheme(everyKind(), "Pasted"))
        .containsOnlyKeys("type", "description", "scheme")
        .containsEntry("type", "http")
        .containsEntry("scheme", "bearer");
  }

  @Test
  void tokensThatOnlyKeysCanVerifyAreJwts() {
    Deployment deployment =
        WebXmlText.deployment(
            WebXmlText.COMPANION,
            WebXmlText.filter("f", "verify", "jwks"),
            WebXmlText.filterMapping("f", "/a"));
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(Map.of()), "Shop", new Problems());
    Map<String, Object> document =
        OpenApiDocument.of(
                settings,
                settings.coverage(deployment),
                ApplicationFiles.of(ClassFiles.of(getClass().getClassLoader())),
                OpenApiFile.NONE)
            .object();
    assertThat(Values.map(document, "components", "securitySchemes", "OAuth2PasswordBearer"))
        .containsEntry("type", "http")
        .containsEntry("bearerFormat", "JWT");
  }

  @Test
  void schemesOfDifferentProvidersHaveTheFlowsAndTheNamesOfTheirOwn() {
    String okta = "https://example.okta.com/oauth2/default";
    String entra = "https://login.example.com/v2.0";
    Application application =
        new Application()
            .set("jwksIssuer", okta + ", " + entra)
            .set("jwksAudience", "shop")
            .companion()
            .filter("partner", "/partner", ofProvider("Partner", okta, "jwks"))
            .filter("staff", "/staff", ofProvider("Staff", entra, "issued, jwks"));

    assertThat(scheme(application, "Partner").toString())
        .contains(okta + "/authorize", "Only tokens of " + okta + " are accepted.")
        .doesNotContain(entra);
    assertThat(scheme(application, "Staff").toString())
        .contains(entra + "/authorize", "Tokens of " + entra + " are accepted, too.")
        .doesNotContain(okta);
  }

  private static String[] ofProvider(String scheme, String issuer, String verify) {
    return new String[] {
      "verify",
      verify,
      "schemeName",
      scheme,
      "issuers",
      issuer,
      "authorizationUrl",
      issuer + "/authorize",
      "tokenUrl",
      issuer + "/token"
    };
  }

  /** OAS 3.0.3 4.7.30: oauth2 and openIdConnect list scopes, for all others the list is empty. */
  @Test
  void requirementsListScopesWhereTheirSchemeCan() {
    Application application = everyKind();
    assertThat(application.security("GET /own")).isEqualTo(application.locked("Own", "r"));
    assertThat(application.security("GET /code")).isEqualTo(application.locked("Code", "r"));
    assertThat(application.security("GET /oidc")).isEqualTo(application.locked("Oidc", "r"));
    assertThat(application.security("GET /pasted")).isEqualTo(application.locked("Pasted"));
  }

  @ParameterizedTest
  @CsvSource({
    "Own, Log in with user name and password;",
    "Code, Log in at the identity provider;",
    "Oidc, Get a token from the OpenID provider",
    "Pasted, Get a token from those who run this API;"
  })
  void everyKindDescribesHowToGetAToken(String name, String words) {
    assertThat((String) scheme(everyKind(), name).get("description"))
        .startsWith(words)
        .endsWith("goes into the header Authorization: Bearer.");
  }

  @Test
  void tokenEndpointIsAnOperationOnlyWhereItIsMapped() {
    assertThat(everyKind().operations()).containsKey("POST /token");
    Application bare =
        new Application()
            .servlet("bearer", "io.github.servletbearer.BearerServlet", "/openapi.json")
            .filter(
                "f",
                "/a",
                "verify",
                "com.example.Verifier",
                "authorizationUrl",
                ID + "authorize",
                "tokenUrl",
                ID + "token");
    assertThat(bare.operations()).isEmpty();
  }
}
