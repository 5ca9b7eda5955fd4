// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestDescriptionTest {
  private static Object schemaOf(String template, Map<String, Object> schema) {
    RequestDescription request = new RequestDescription();
    request.add("path", "id", schema, false, null);
    return request.parameters(UriTemplate.of("/").append(template)).get(0).get("schema");
  }

  @Test
  @DisplayName("a pattern of digits says nothing new of a whole number, and much of a text")
  void digits() {
    assertThat(schemaOf("{id: \\d+}", Map.of("type", "integer", "format", "int64")))
        .isEqualTo(Map.of("type", "integer", "format", "int64"));
    assertThat(schemaOf("{id: \\d+}", Map.of("type", "string")))
        .isEqualTo(Map.of("type", "string", "pattern", "^(\\d+)$"));
    assertThat(schemaOf("{id: [a-z]+}", Map.of("type", "integer", "format", "int64")))
        .isEqualTo(Map.of("type", "string", "pattern", "^([a-z]+)$"));
  }

  @Test
  @DisplayName("a more special request has the same parts, fields and matrix parameters")
  void copyHasTheSame() {
    RequestDescription request = new RequestDescription();
    request.addPart("file", Map.of("type", "string"), true);
    request.addMatrix("color");
    RequestDescription copy = request.copy();
    assertThat(copy.hasParts()).isTrue();
    assertThat(copy.form()).containsOnlyKeys("file");
    assertThat(copy.requiredFields()).containsExactly("file");
    assertThat(copy.matrixSentence()).contains("color");
  }
}
