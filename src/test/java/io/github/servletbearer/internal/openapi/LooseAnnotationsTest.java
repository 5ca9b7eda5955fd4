// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations that compile, and that OpenAPI does not have so. */
class LooseAnnotationsTest {
  private static final Map<String, Object> CAT = Map.of("$ref", "#/components/schemas/Cat");
  private static final Map<String, Object> DOG = Map.of("$ref", "#/components/schemas/Dog");

  private final Application application =
      new Application().companion().servlet("loose", Loose.class, "/loose/*").filter("f", "/*");

  @Test
  void parameterWithContentHasOneMediaTypeAndNoSchema() {
    List<Object> parameters = Values.list(application.operation("GET /loose/{id}"), "parameters");
    assertThat(parameters.get(0))
        .isEqualTo(
            Map.of(
                "name",
                "id",
                "in",
                "path",
                "required",
                true,
                "content",
                Map.of("application/json", Map.of("schema", CAT))));
    assertThat(parameters.get(1))
        .isEqualTo(
            Map.of(
                "name",
                "filter",
                "in",
                "query",
                "content",
                Map.of("application/json", Map.of("schema", Map.of("type", "object")))));
  }

  @Test
  void typesThatJsonSchemaDoesNotHaveAreLeftToTheJavaType() {
    List<Object> parameters = Values.list(application.operation("GET /loose/{id}"), "parameters");
    assertThat(Values.at(parameters.get(2), "schema")).isEqualTo(Map.of("type", "integer"));
    assertThat(Values.at(parameters.get(3), "schema")).isEqualTo(Map.of("type", "string"));
  }

  @Test
  void statusesThatOpenApiDoesNotHaveAreTheDefault() {
    assertThat(Values.map(application.operation("GET /loose/{id}"), "responses"))
        .containsOnlyKeys("200", "4XX", "401", "503", "default");
  }

  @Test
  void keyWithoutAPlaceIsNotShown() {
    assertThat(Values.map(application.document(), "components", "securitySchemes"))
        .doesNotContainKey("Key");
    assertThat(application.warnings())
        .anyMatch(line -> line.contains("scheme Key without what its type needs"));
  }

  @Test
  void classesAndInterfacesMayBeComposed() {
    Map<String, Object> schemas = Values.map(application.document(), "components", "schemas");
    assertThat(schemas.get("Animal"))
        .isEqualTo(Map.of("type", "object", "description", "Any", "oneOf", List.of(CAT, DOG)));
    assertThat(Values.map(schemas, "Cat"))
        .containsEntry("allOf", List.of(Map.of("$ref", "#/components/schemas/Base")));
  }

  @Test
  void whatIsComposedMayBeNullIn31() {
    application.set("openapiVersion", "3.1.0");
    Map<String, Object> properties =
        Values.map(application.document(), "components", "schemas", "Cat", "properties");
    Map<String, Object> none = Map.of("type", "null");
    assertThat(properties)
        .containsEntry("both", Map.of("anyOf", List.of(Map.of("allOf", List.of(DOG, CAT)), none)))
        .containsEntry("one", Map.of("anyOf", List.of(Map.of("oneOf", List.of(DOG, CAT)), none)))
        .containsEntry("mother", Map.of("anyOf", List.of(CAT, none)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void swaggerParserReportsNothing(String openapiVersion) {
    String json = application.set("openapiVersion", openapiVersion).json();
    assertThat(new OpenAPIV3Parser().readContents(json, null, new ParseOptions()).getMessages())
        .isEmpty();
  }

  @SecurityScheme(
      name = "Key",
      type = SecuritySchemeType.APIKEY,
      in = SecuritySchemeIn.DEFAULT,
      paramName = "X-Key")
  static class Loose extends HttpServlet {
    @Override
    @Operation(
        parameters = {
          @Parameter(
              name = "id",
              in = ParameterIn.PATH,
              content = @Content(schema = @Schema(implementation = Cat.class))),
          @Parameter(
              name = "filter",
              style = ParameterStyle.FORM,
              explode = Explode.TRUE,
              allowReserved = true,
              content = {
                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                @Content(mediaType = "application/xml")
              }),
          @Parameter(name = "count", schema = @Schema(type = "Integer")),
          @Parameter(name = "when", schema = @Schema(type = "date"))
        })
    @ApiResponse(
        responseCode = "200",
        content = @Content(schema = @Schema(implementation = Animal.class)))
    @ApiResponse(responseCode = "4xx")
    @ApiResponse(responseCode = "500, 502")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** One of those. */
  @Schema(
      description = "Any",
      oneOf = {Cat.class, Dog.class})
  interface Animal {}

  static class Base {
    int age;
  }

  @Schema(allOf = Base.class)
  static class Cat extends Base implements Animal {
    @Schema(
        allOf = {Dog.class, Cat.class},
        nullable = true)
    Object both;

    @Schema(
        oneOf = {Dog.class, Cat.class},
        nullable = true)
    Object one;

    @Schema(nullable = true)
    Cat mother;
  }

  static class Dog implements Animal {
    int bones;
  }
}
