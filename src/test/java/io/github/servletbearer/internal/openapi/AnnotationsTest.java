// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.json.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rarer annotations, and where they contradict the filters. */
class AnnotationsTest {
  private static final String SCHEME = "OAuth2PasswordBearer";

  private final Application application = new Application().companion();

  private Application speaker() {
    return application.servlet("speaker", NamesOfServlets.Speaker.class, "/s").filter("f", "/s");
  }

  @Test
  void definitionSpeaksForTheWholeDocument() {
    Map<String, Object> document = speaker().document();
    assertThat(Values.map(document, "info"))
        .containsEntry("title", "The shop")
        .containsEntry("version", "7.1")
        .containsEntry("description", "At length")
        .containsEntry("termsOfService", "https://example.com/terms")
        .containsEntry("contact", Map.of("name", "Ann", "email", "ann@example.com"))
        .containsEntry("license", Map.of("name", "MIT"))
        .doesNotContainKey("summary");
    assertThat(Values.list(document, "tags"))
        .extracting(tag -> Values.at(tag, "name"))
        .containsExactly("Zebra", "Ant", "Speaker", "Token");
    assertThat(document)
        .containsEntry("externalDocs", Map.of("url", "https://example.com/more"))
        .containsEntry("x-logo", Map.of("url", "logo.png"));
  }

  @Test
  void summaryAndLicenceIdentifierAreNewIn31() {
    Map<String, Object> info =
        Values.map(speaker().set("openapiVersion", "3.1.0").document(), "info");
    assertThat(info)
        .containsEntry("summary", "In short")
        .containsEntry("license", Map.of("name", "MIT", "identifier", "MIT"));
  }

  @Test
  void settingsGoBeforeTheDefinition() {
    speaker().set("title", "Ours").set("version", "2");
    assertThat(Values.map(application.document(), "info"))
        .containsEntry("title", "Ours")
        .containsEntry("version", "2")
        .containsEntry("description", "At length");
  }

  @Test
  void declaredServersComeAfterOursUnlessThePublicAddressIsSet() {
    assertThat(Values.list(speaker().document(), "servers"))
        .extracting(server -> Values.at(server, "url"))
        .containsExactly(".", "https://{region}.example.com/shop");
    application.set("publicUrl", "https://api.example.com");
    assertThat(Values.list(application.document(), "servers"))
        .extracting(server -> Values.at(server, "url"))
        .containsExactly("https://api.example.com");
  }

  @Test
  void declaredSchemesStandBesideOursAndOursGoFirst() {
    Map<String, Object> schemes = Values.map(speaker().document(), "components", "securitySchemes");
    assertThat(schemes).containsOnlyKeys("Key", SCHEME, "Portal");
    assertThat(schemes.get("Key"))
        .isEqualTo(Map.of("type", "apiKey", "in", "header", "name", "X-Key"));
    assertThat(Values.map(schemes, SCHEME)).containsEntry("type", "oauth2");
    assertThat(Values.map(schemes, "Portal", "flows", "authorizationCode"))
        .containsEntry("authorizationUrl", "https://id.example.com/auth")
        .containsEntry("scopes", Map.of("read", "Read"));
    assertThat(application.warnings())
        .hasSize(2)
        .anyMatch(line -> line.contains("scheme Half without what its type needs"))
        .anyMatch(line -> line.contains("scheme " + SCHEME + ", which a filter has already"));
  }

  @Test
  void smallAnnotationsAreAllRead() {
    application.servlet("files", NamesOfServlets.Files.class, "/files/*").filter("f", "/files/*");
    Map<String, Object> get = application.operation("GET /files/{folder}/versions/{number}");
    assertThat(get)
        .containsEntry(
            "externalDocs", Map.of("description", "More", "url", "https://example.com/get"))
        .containsEntry("x-owner", "team-a")
        .containsEntry(
            "servers", List.of(Map.of("url", "."), Map.of("url", "https://mirror.example.com")))
        .doesNotContainKey("x-path");
    assertThat(new String(Json.compact(get.get("x-rank")), StandardCharsets.UTF_8))
        .isEqualTo("[1,2.50]");
    assertThat(Values.list(get, "parameters"))
        .extracting(p -> Values.at(p, "in") + " " + Values.at(p, "name"))
        .containsExactly("path folder", "path number", "query as");
    assertThat(Values.map(Values.list(get, "parameters").get(2), "examples"))
        .isEqualTo(Map.of("a", Map.of("value", "zip"), "example", Map.of("value", "{}")));
    assertThat(Values.at(get, "responses", "200", "headers", "X-Left"))
        .isEqualTo(Map.of("description", "Left", "schema", Map.of("type", "integer")));
    Object example =
        Values.at(
            get, "responses", "200", "content", "application/json", "examples", "one", "value");
    assertThat(new String(Json.compact(example), StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":7,\"x\":1.0}");
    assertThat(Values.map(get, "responses")).containsKeys("default", "401");
    Object form =
        Values.at(
            application.operation("POST /files"),
            "requestBody",
            "content",
            "application/x-www-form-urlencoded",
            "schema");
    assertThat(form)
        .isEqualTo(
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("name", Map.of("type", "string"), "size", Map.of("type", "integer"))));
    assertThat(Values.list(application.document(), "tags"))
        .contains(
            Map.of("name", "Files", "externalDocs", Map.of("url", "https://example.com/files")));
  }

  @Test
  void ownPathIsLockedByTheMappingPartThatItIsIn() {
    application
        .servlet("files", NamesOfServlets.Files.class, "/files/*")
        .filter("f", "/files/secret/*");
    assertThat(application.security("GET /files/{folder}/versions/{number}")).isNull();
    assertThat(application.security("GET /files/secret/versions/{number}"))
        .isEqualTo(application.locked(SCHEME));
  }

  @Test
  void ownPathOutsideTheMappingsIsNotDocumented() {
    application.servlet("lost", NamesOfServlets.Lost.class, "/lost/*").filter("f", "/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
    assertThat(application.warnings()).singleElement().asString().contains("x-path", "lost", "GET");
  }

  @Test
  void promisesThatNoFilterKeepsAreLoggedAndNotDocumented() {
    application
        .servlet("promises", NamesOfServlets.Promises.class, "/p")
        .filter("f", "/*", "requiredScopes", "kept");
    for (String method : List.of("GET", "POST", "PUT")) {
      assertThat(application.security(method + " /p"))
          .isEqualTo(application.locked(SCHEME, "kept"));
    }
    assertThat(application.warnings())
        .containsExactly(
            "Servlet promises, GET /p requires broken of OAuth2PasswordBearer by annotation, but"
                + " not by the filter's requiredScopes; the document does not show it.",
            "Servlet promises, POST /p requires the scheme Key by annotation, but no filter of that"
                + " scheme is before it; the document does not show it.",
            "Servlet promises, PUT /p is marked @SecurityRequirements({}), but a filter protects"
                + " it; the document shows the filter's security.");
  }

  @Test
  void promiseOfAnOpenServletOpensAndLocksNothing() {
    application.servlet("promises", NamesOfServlets.Promises.class, "/p").filter("f", "/q");
    assertThat(application.security("GET /p")).isNull();
    assertThat(application.warnings()).hasSize(2);
  }

  @Test
  void applicationThatPromisesNothingIsNotWarned() {
    application.servlet("orders", TestServlets.Orders.class, "/orders").filter("f", "/*");
    assertThat(application.warnings()).isEmpty();
  }

  @Test
  void wordsMayStandInAnInterface() {
    application.servlet("i", NamesOfServlets.Implements.class, "/i").filter("f", "/*");
    assertThat(application.operation("GET /i")).containsEntry("summary", "From the interface");
  }

  @Test
  void containersServletsAreLeftOutUnread() {
    application
        .filter("f", "/*")
        .servlet("default", "org.apache.catalina.servlets.DefaultServlet", "/")
        .servlet("files", "org.eclipse.jetty.servlet.DefaultServlet", "/files/*")
        .files(
            name -> {
              throw new AssertionError(name);
            });
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void swaggerParserReportsNothing(String openapiVersion) {
    String json =
        speaker()
            .servlet("files", NamesOfServlets.Files.class, "/files/*")
            .servlet("promises", NamesOfServlets.Promises.class, "/p")
            .servlet("models", Models.Shelf.class, "/models")
            .filter("g", "/files/x/*")
            .set("openapiVersion", openapiVersion)
            .json();
    assertThat(new OpenAPIV3Parser().readContents(json, null, new ParseOptions()).getMessages())
        .isEmpty();
  }
}
