// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jboss.jandex.Type;
import org.junit.jupiter.api.Test;

class SchemasTest {
  private static Schemas schemas(String openapiVersion) {
    return new Schemas(
        new ClassIndex(ClassFiles.of(SchemasTest.class.getClassLoader())), openapiVersion);
  }

  @Test
  void scalarsAreTypesWithFormats() {
    Schemas schemas = schemas("3.0.3");
    assertThat(schemas.of(Type.create(long.class)))
        .isEqualTo(Map.of("type", "integer", "format", "int64"));
    assertThat(schemas.of(Type.create(String.class))).isEqualTo(Map.of("type", "string"));
    assertThat(schemas.of(Type.create(java.util.UUID.class)))
        .isEqualTo(Map.of("type", "string", "format", "uuid"));
    assertThat(schemas.of(Type.create(Object.class))).isEmpty();
    assertThat(schemas.components()).isEmpty();
  }

  @Test
  void classesAreNamedAndMayNameThemselves() {
    Schemas schemas = schemas("3.0.3");
    assertThat(schemas.of(Type.create(TestServlets.Order.class)))
        .isEqualTo(Map.of("$ref", "#/components/schemas/Order"));
    assertThat(schemas.components()).containsOnlyKeys("Line", "Order", "State");
    Map<String, Object> order = Values.map(schemas.components(), "Order");
    assertThat(order).containsEntry("required", List.of("number"));
    assertThat(Values.map(order, "properties"))
        .containsOnlyKeys(
            "number", "lines", "prices", "replacedBy", "state", "picture", "e-mail", "active")
        .containsEntry("replacedBy", Map.of("$ref", "#/components/schemas/Order"))
        .containsEntry(
            "lines", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Line")))
        .containsEntry(
            "prices", Map.of("type", "object", "additionalProperties", Map.of("type", "number")))
        .containsEntry("e-mail", Map.of("type", "string", "nullable", true));
    assertThat(Values.map(schemas.components(), "State"))
        .containsEntry("enum", List.of("OPEN", "CLOSED"));
  }

  @Test
  void wordsBesideAReferenceStandAroundIt() {
    Schemas schemas = schemas("3.0.3");
    schemas.of(Type.create(TestServlets.Line.class));
    assertThat(Values.map(schemas.components(), "Line", "properties", "order"))
        .containsKeys("allOf", "description")
        .doesNotContainKey("$ref");
  }

  @Test
  void nullIsATypeSince31() {
    Schemas schemas = schemas("3.1.0");
    schemas.of(Type.create(TestServlets.Order.class));
    assertThat(Values.map(schemas.components(), "Order", "properties", "e-mail"))
        .isEqualTo(Map.of("type", List.of("string", "null")));
  }

  @Test
  void nameThatIsTakenGetsANumber() {
    Schemas schemas = schemas("3.0.3");
    schemas.define("Token", Map.of("type", "object"));
    assertThat(schemas.of(Type.create(TestServlets.Token.class)))
        .isEqualTo(Map.of("$ref", "#/components/schemas/Token2"));
  }
}
