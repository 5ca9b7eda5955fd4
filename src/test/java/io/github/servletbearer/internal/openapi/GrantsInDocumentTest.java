// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document has the grants that are offered, and no other. */
class GrantsInDocumentTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ALL = "password refresh_token client_credentials";

  /** An application with all endpoints, these grants, and refresh tokens and clients if wanted. */
  private static Application application(String grants, String lifetime, boolean clients) {
    Application application =
        new Application()
            .servlet(
                "bearer",
                "io.github.servletbearer.BearerServlet",
                "/auth/token",
                "/auth/revoke",
                "/openapi.json",
                "/docs/*")
            .servlet("s", TestServlets.Plain.class, "/a")
            .filter("f", "/a", "requiredScopes", "r")
            .set("grants", grants)
            .set("refreshTokenLifetime", lifetime);
    return clients ? application.set("clients", "file:/clients") : application;
  }

  private static Map<String, Object> scheme(Application application) {
    return Values.map(
        application.document(), "components", "securitySchemes", "OAuth2PasswordBearer");
  }

  private static Map<String, Object> form(Application application, String operation) {
    return Values.map(
        application.operation("POST /auth/" + operation), "requestBody", "content", FORM, "schema");
  }

  private static Map<String, Object> responses(Application application, String operation) {
    return Values.map(application.operation("POST /auth/" + operation), "responses");
  }

  private static Map<String, Object> token(Application application) {
    return Values.map(application.document(), "components", "schemas", "Token", "properties");
  }

  @ParameterizedTest
  @CsvSource({
    "3.0.3, password, off, false",
    "3.1.0, password refresh_token, 1h, false",
    "3.0.3, password refresh_token client_credentials, 1h, true",
    "3.1.0, refresh_token, 1h, true",
    "3.0.3, client_credentials, off, true",
    "3.0.3, client_credentials, off, false"
  })
  void swaggerParserReportsNothing(
      String version, String grants, String lifetime, boolean clients) {
    String json = application(grants, lifetime, clients).set("openapiVersion", version).json();
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(json, null, new ParseOptions());
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).containsKeys("/a", "/auth/revoke");
  }

  @Test
  void everythingThatIsOfferedIsDocumented() {
    Application all = application(ALL, "1h", true);
    Map<String, Object> form = form(all, "token");
    assertThat(form).doesNotContainKey("required");
    assertThat(Values.map(form, "properties"))
        .containsOnlyKeys(
            "grant_type",
            "username",
            "password",
            "refresh_token",
            "scope",
            "client_id",
            "client_secret");
    assertThat(Values.at(form, "properties", "grant_type", "enum"))
        .isEqualTo(List.of("password", "refresh_token", "client_credentials"));
    assertThat(responses(all, "token")).containsOnlyKeys("200", "400", "401", "413", "429", "503");
    assertThat(token(all)).containsKey("refresh_token");
    assertThat((String) all.operation("POST /auth/token").get("description"))
        .contains("RFC 6749 4.3", "RFC 6749 6", "RFC 6749 4.4");
  }

  @Test
  void passwordAloneIsDocumentedAsBefore() {
    Application plain = application("password", "off", false);
    Map<String, Object> form = form(plain, "token");
    assertThat(form).containsEntry("required", List.of("username", "password"));
    assertThat(Values.map(form, "properties"))
        .containsOnlyKeys("grant_type", "username", "password", "scope");
    assertThat(responses(plain, "token")).containsOnlyKeys("200", "400", "413", "429", "503");
    assertThat(token(plain)).doesNotContainKey("refresh_token");
    assertThat(plain.operation("POST /auth/token"))
        .containsEntry("summary", "Log in")
        .containsEntry(
            "description",
            "Takes user name and password and answers with an access token: the password grant of"
                + " OAuth 2.0 (RFC 6749 4.3).");
  }

  @Test
  void refreshTokensHaveTheirPlace() {
    Application lasting = application("password refresh_token", "1h", false);
    assertThat(Values.at(scheme(lasting), "flows"))
        .isEqualTo(
            Map.of(
                "password",
                Map.of(
                    "tokenUrl",
                    "auth/token",
                    "refreshUrl",
                    "auth/token",
                    "scopes",
                    Map.of("r", ""))));
    assertThat(responses(lasting, "token")).doesNotContainKey("401");
  }

  @Test
  void peopleAndClientsHaveAFlowEach() {
    Map<String, Object> flows = Values.map(scheme(application(ALL, "1h", true)), "flows");
    assertThat(flows).containsOnlyKeys("password", "clientCredentials");
    assertThat(Values.map(flows, "password")).containsKey("refreshUrl");
    assertThat(Values.at(flows, "clientCredentials"))
        .isEqualTo(Map.of("tokenUrl", "auth/token", "scopes", Map.of("r", "")));
  }

  @Test
  void clientsAloneAreDocumentedWithoutALogin() {
    Application clients = application("client_credentials", "off", true);
    assertThat(Values.map(scheme(clients), "flows")).containsOnlyKeys("clientCredentials");
    assertThat((String) scheme(clients).get("description"))
        .isEqualTo(
            "Get a token as a client, with its id and secret; it goes into the header"
                + " Authorization: Bearer.");
    assertThat(form(clients, "token")).containsEntry("required", List.of("grant_type"));
    assertThat(Values.map(form(clients, "token"), "properties"))
        .containsOnlyKeys("grant_type", "scope", "client_id", "client_secret");
    assertThat(clients.operation("POST /auth/token")).containsEntry("summary", "Get a token");
    assertThat(clients.security("GET /a")).isEqualTo(clients.locked("OAuth2PasswordBearer", "r"));
  }

  @Test
  void nothingOfferedIsNoOperation() {
    Application nothing = application("client_credentials", "off", false);
    assertThat(nothing.operations()).containsOnlyKeys("GET /a", "POST /auth/revoke");
    assertThat(scheme(nothing)).containsEntry("type", "http");
    assertThat(Values.map(nothing.document(), "components", "schemas")).doesNotContainKey("Token");
  }

  @Test
  void revocationIsAnOperationWhereItIsMapped() {
    Application plain = application("password", "off", false);
    Map<String, Object> form = form(plain, "revoke");
    assertThat(form).containsEntry("required", List.of("token"));
    assertThat(Values.map(form, "properties")).containsOnlyKeys("token", "token_type_hint");
    assertThat(responses(plain, "revoke")).containsOnlyKeys("200", "400", "413", "503");
    assertThat(plain.operation("POST /auth/revoke"))
        .containsEntry("operationId", "revoke")
        .containsEntry("tags", List.of("Token"));
    assertThat(plain.security("POST /auth/revoke")).isNull();
    assertThat(new Application().companion().operations()).containsOnlyKeys("POST /token");

    Application clients = application(ALL, "1h", true);
    assertThat(Values.map(form(clients, "revoke"), "properties")).containsKey("client_secret");
    assertThat(responses(clients, "revoke")).containsKeys("401", "429");
  }

  /** The file of fixed objects repeats what the catalogue of errors says. */
  @ParameterizedTest
  @ValueSource(strings = {"token", "revoke"})
  void errorsOfTheEndpointsHaveTheDescriptionsOfTheCatalogue(String operation) {
    Map<String, Object> responses = responses(application(ALL, "1h", true), operation);
    for (BearerError error :
        List.of(
            BearerError.CONTENT_TOO_LARGE,
            BearerError.TOO_MANY_REQUESTS,
            BearerError.UNAVAILABLE)) {
      assertThat(Values.at(responses, String.valueOf(error.status()), "description"))
          .isEqualTo(error.description());
    }
  }
}
