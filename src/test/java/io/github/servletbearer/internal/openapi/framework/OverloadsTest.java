// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two operations at one place. */
class OverloadsTest {
  private static final Map<String, Object> ID =
      Map.of("in", "path", "name", "id", "required", true);
  private static final Map<String, Object> PAGE =
      Map.of("in", "query", "name", "page", "required", true);

  private static OperationAnnotations joined(
      Map<String, Object> first, Map<String, Object> second) {
    List<DocumentedOperation> joined =
        Overloads.joined(
            List.of(
                new DocumentedOperation("GET", OperationAnnotations.ofFramework(first, "/x/{id}")),
                new DocumentedOperation(
                    "GET", OperationAnnotations.ofFramework(second, "/x/{id}"))));
    assertThat(joined).hasSize(1);
    return joined.get(0).annotations();
  }

  @Test
  @DisplayName("what one alone asks for is not required, but in a path")
  void parameters() {
    OperationAnnotations joined = joined(Map.of("parameters", List.of(ID, PAGE)), Map.of());
    assertThat(joined.parameters().get(0)).isEqualTo(ID);
    assertThat(joined.parameters().get(1)).isEqualTo(Map.of("in", "query", "name", "page"));
    joined = joined(Map.of(), Map.of("parameters", List.of(ID, PAGE)));
    assertThat(joined.parameters().get(0)).isEqualTo(ID);
    assertThat(joined.parameters().get(1)).isEqualTo(Map.of("in", "query", "name", "page"));
  }

  @Test
  @DisplayName("what both ask for is required, as a text where they differ in its type")
  void parametersOfBoth() {
    Map<String, Object> number =
        Map.of(
            "in", "query", "name", "page", "required", true, "schema", Map.of("type", "integer"));
    OperationAnnotations joined =
        joined(Map.of("parameters", List.of(PAGE)), Map.of("parameters", List.of(number)));
    assertThat(joined.parameters().get(0))
        .containsEntry("required", true)
        .containsEntry("schema", Map.of("type", "string"));
  }

  @Test
  @DisplayName("a media type that both have with other schemas may hold anything")
  void schemas() {
    Map<String, Object> text = Map.of("schema", Map.of("type", "string"));
    Map<String, Object> number = Map.of("schema", Map.of("type", "integer"));
    Map<String, Object> both = Map.of("text/csv", text, "application/json", text);
    OperationAnnotations joined =
        joined(
            Map.of("responses", Map.of("200", Map.of("content", both))),
            Map.of("responses", Map.of("200", Map.of("content", Map.of("text/csv", number)))));
    assertThat(joined.responses().get("200"))
        .isEqualTo(Map.of("content", Map.of("text/csv", Map.of(), "application/json", text)));
  }

  @Test
  @DisplayName("only what all of them are is deprecated; the words of the first one stay")
  void words() {
    Map<String, Object> old = Map.of("deprecated", true, "summary", "old");
    assertThat(joined(old, Map.of("summary", "new")).fields())
        .doesNotContainKey("deprecated")
        .containsEntry("summary", "old");
    assertThat(joined(old, old).fields()).containsEntry("deprecated", true);
  }
}
