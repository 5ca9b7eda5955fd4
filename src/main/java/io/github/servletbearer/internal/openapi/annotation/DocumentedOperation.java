// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.security.DeclaredSecurity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One HTTP method that a servlet answers, with its annotations. Immutable. */
public final class DocumentedOperation {
  private final String method;
  private final OperationAnnotations annotations;

  DocumentedOperation(String method, OperationAnnotations annotations) {
    this.method = method;
    this.annotations = annotations;
  }

  /** The HTTP method, in capitals. */
  public String method() {
    return method;
  }

  /** Fields of an Operation Object. */
  public Map<String, Object> fields() {
    return annotations.fields();
  }

  /** The Tag Objects that the method itself describes, by name. */
  public Map<String, Map<String, Object>> tagObjects() {
    return annotations.tags();
  }

  /** What annotations security of its security. */
  public DeclaredSecurity declaredSecurity() {
    return annotations.declaredSecurity();
  }

  /** The path that the method names for itself, or an empty text. */
  public String path() {
    return annotations.path();
  }

  /** A text of the annotations, or an empty one. */
  public String text(String field) {
    return String.valueOf(fields().getOrDefault(field, ""));
  }

  /** The Parameter Objects, in their order. */
  @SuppressWarnings("unchecked") // made so by the annotation source
  public List<Map<String, Object>> parameters() {
    return (List<Map<String, Object>>) fields().getOrDefault("parameters", Collections.emptyList());
  }

  /** The names of the tags. */
  @SuppressWarnings("unchecked") // made so by the annotation source
  public List<String> tags() {
    return (List<String>) fields().getOrDefault("tags", Collections.emptyList());
  }

  /** Response Objects by status code. */
  @SuppressWarnings("unchecked") // made so by the annotation source
  public Map<String, Object> responses() {
    return (Map<String, Object>) fields().getOrDefault("responses", Collections.emptyMap());
  }

  /** The names of the path parameters, in their order: they make the path's template. */
  public List<String> pathParameters() {
    List<String> names = new ArrayList<>();
    for (Map<String, Object> parameter : parameters()) {
      if ("path".equals(parameter.get("in"))) {
        names.add(String.valueOf(parameter.get("name")));
      }
    }
    return names;
  }
}
