// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations of swagger 1.x on servlets and models. */
class Swagger1AnnotationsTest {
  private static final Map<String, Object> PET = Map.of("$ref", "#/components/schemas/Animal");
  private static final String JSON = "application/json";

  private final Application application =
      new Application()
          .companion()
          .servlet("pets", OldServlets.Pets.class, "/pets")
          .filter("f", "/*");

  private Map<String, Object> property(String name) {
    return Values.map(
        application.document(), "components", "schemas", "Animal", "properties", name);
  }

  @Test
  void operationHasItsWords() {
    Map<String, Object> get = application.operation("GET /pets");
    assertThat(get)
        .containsEntry("summary", "Lists pets")
        .containsEntry("description", "All of them")
        .containsEntry("operationId", "listPets")
        .containsEntry("tags", List.of("pets", "reading"))
        .containsEntry("x-owner", "team-a");
    assertThat(Values.list(application.document(), "tags"))
        .contains(Map.of("name", "pets", "description", "All the animals"));
    assertThat(Values.map(application.document(), "info")).containsEntry("description", "In short");
  }

  @Test
  void responsesOfOperationAndOfListAreOne() {
    Map<String, Object> responses = Values.map(application.operation("GET /pets"), "responses");
    assertThat(responses).containsKeys("200", "404", "500", "401");
    assertThat(Values.at(responses, "200", "description")).isEqualTo("The pets");
    assertThat(Values.map(responses, "200", "content")).containsOnlyKeys(JSON, "application/xml");
    assertThat(Values.at(responses, "200", "content", JSON, "schema"))
        .isEqualTo(Map.of("type", "array", "items", PET));
    assertThat(Values.at(responses, "200", "headers", "X-Left"))
        .isEqualTo(
            Map.of("description", "More", "schema", Map.of("type", "integer", "format", "int32")));
    assertThat(Values.at(responses, "404", "content"))
        .isEqualTo(Map.of("text/plain", Map.of("example", "Nothing there")));
    assertThat(Values.at(responses, "500", "description")).isEqualTo("Broken");
  }

  @Test
  void implicitParametersAreParameters() {
    assertThat(Values.list(application.operation("GET /pets"), "parameters"))
        .containsExactly(
            Map.of(
                "name", "page",
                "in", "query",
                "description", "Which page",
                "required", true,
                "schema",
                    Map.of(
                        "type",
                        "integer",
                        "format",
                        "int32",
                        "default",
                        BigInteger.ONE,
                        "minimum",
                        BigDecimal.ONE,
                        "maximum",
                        new BigDecimal("9"))),
            Map.of(
                "name",
                "sort",
                "in",
                "query",
                "explode",
                false,
                "schema",
                Map.of(
                    "type",
                    "array",
                    "items",
                    Map.of("type", "string", "enum", List.of("name", "age")))),
            Map.of(
                "name", "X-Trace",
                "in", "header",
                "schema", Map.of("type", "string", "format", "uuid")));
  }

  @Test
  void implicitBodyAndFormAreBodies() {
    Map<String, Object> post = application.operation("POST /pets");
    assertThat(Values.at(post, "requestBody"))
        .isEqualTo(
            Map.of(
                "description",
                "The new one",
                "required",
                true,
                "content",
                Map.of(JSON, Map.of("schema", PET))));
    assertThat(Values.at(post, "responses", "201", "content", JSON, "schema")).isEqualTo(PET);
    assertThat(Values.map(post, "responses")).doesNotContainKey("200");
    Object form = Values.at(application.operation("PUT /pets"), "requestBody", "content");
    assertThat(Values.at(form, "multipart/form-data", "schema", "properties"))
        .isEqualTo(
            Map.of(
                "title", Map.of("type", "string", "description", "Words"),
                "picture", Map.of("type", "string", "format", "binary")));
  }

  @Test
  void modelHasItsWords() {
    Map<String, Object> model =
        Values.map(application.document(), "components", "schemas", "Animal");
    assertThat(model)
        .containsEntry("description", "One of the shop")
        .containsEntry("required", List.of("id"));
    assertThat(Values.map(model, "properties"))
        .containsOnlyKeys("id", "kind", "legs", "weight", "born", "rank", "both");
    assertThat(property("id"))
        .containsEntry("description", "Its number")
        .containsEntry("readOnly", true)
        .containsEntry("example", new BigInteger("7"));
    assertThat(property("kind")).containsEntry("enum", List.of("cat", "dog"));
    assertThat(property("legs"))
        .containsEntry("minimum", BigDecimal.ONE)
        .doesNotContainKeys("maximum", "enum");
    assertThat(property("weight"))
        .containsEntry("minimum", BigDecimal.ZERO)
        .containsEntry("exclusiveMinimum", true)
        .doesNotContainKey("exclusiveMaximum");
    assertThat(property("born"))
        .isEqualTo(Map.of("type", "string", "format", "date-time", "readOnly", true));
    assertThat(property("rank")).isEqualTo(Map.of("type", "integer", "format", "int32"));
  }

  @Test
  void newAnnotationsGoFirstFieldByField() {
    application.servlet("mixed", OldServlets.Mixed.class, "/mixed");
    Map<String, Object> get = application.operation("GET /mixed");
    assertThat(get)
        .containsEntry("summary", "Of 2.x")
        .containsEntry("description", "Notes of 1.x")
        .containsEntry("operationId", "two")
        .containsEntry("tags", List.of("first", "second"));
    assertThat(Values.at(get, "responses", "409", "description")).isEqualTo("Of 2.x");
    assertThat(Values.at(get, "responses", "404", "description")).isEqualTo("Missing");
    assertThat(Values.at(get, "responses", "200", "content", JSON, "schema")).isEqualTo(PET);
    assertThat(property("both"))
        .containsEntry("description", "Of 2.x")
        .containsEntry("example", "old");
  }

  @Test
  void hiddenIsHidden() {
    application.servlet("hidden", OldServlets.Hidden.class, "/hidden");
    assertThat(application.operations())
        .containsOnlyKeys("GET /pets", "POST /pets", "PUT /pets", "POST /token");
  }

  @Test
  void methodNamesItself() {
    application.servlet("service", OldServlets.Service.class, "/service");
    assertThat(application.operations())
        .containsKey("PUT /service")
        .doesNotContainKey("GET /service");
    Object map =
        Values.at(
            application.operation("PUT /service"), "responses", "200", "content", JSON, "schema");
    assertThat(map).isEqualTo(Map.of("type", "object", "additionalProperties", PET));
  }

  @Test
  void authorizationIsDeclaredAndNotShown() {
    assertThat(application.security("GET /pets"))
        .isEqualTo(application.locked("OAuth2PasswordBearer"));
    assertThat(application.warnings())
        .singleElement()
        .asString()
        .contains("GET /pets requires broken of OAuth2PasswordBearer by annotation");
  }

  @Test
  void olderPackageIsReadToo() {
    application.servlet("birds", OldServlets.Birds.class, "/birds");
    Map<String, Object> get = application.operation("GET /birds");
    assertThat(get)
        .containsEntry("summary", "Lists birds")
        .containsEntry("description", "Singing ones first")
        .containsEntry("operationId", "listBirds")
        .containsEntry("tags", List.of("birds", "air", "song"));
    assertThat(Values.at(get, "parameters"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name", "colour",
                    "in", "query",
                    "description", "Of the feathers",
                    "schema", Map.of("type", "string", "enum", List.of("red", "blue")))));
    assertThat(Values.at(get, "responses", "404", "description")).isEqualTo("None");
    assertThat(Values.at(get, "responses", "200", "content", JSON, "schema", "type"))
        .isEqualTo("array");
    assertThat(Values.map(application.document(), "components", "schemas", "Bird"))
        .containsEntry("description", "It flies")
        .containsEntry("required", List.of("songs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void swaggerParserReportsNothing(String openapiVersion) {
    String json =
        application
            .servlet("birds", OldServlets.Birds.class, "/birds")
            .servlet("mixed", OldServlets.Mixed.class, "/mixed")
            .servlet("service", OldServlets.Service.class, "/service")
            .set("openapiVersion", openapiVersion)
            .json();
    assertThat(new OpenAPIV3Parser().readContents(json, null, new ParseOptions()).getMessages())
        .isEmpty();
  }
}
