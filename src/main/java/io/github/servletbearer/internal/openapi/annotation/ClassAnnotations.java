// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.security.DeclaredSecurity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The annotations of a servlet's class. Immutable. */
public final class ClassAnnotations {
  /** A class without any annotation. */
  static final ClassAnnotations NONE =
      new ClassAnnotations(
          Collections.emptyMap(),
          Collections.emptyMap(),
          Collections.emptyMap(),
          DeclaredSecurity.NONE,
          false);

  private final Map<String, Map<String, Object>> tags;
  private final Map<String, Object> responses;
  private final Map<String, Object> fields;
  private final DeclaredSecurity security;
  private final boolean hidden;

  /**
   * @param tags Tag Objects by name
   * @param responses Response Objects by status code, for every method
   * @param fields further fields of an Operation Object, for every method
   */
  ClassAnnotations(
      Map<String, Map<String, Object>> tags,
      Map<String, Object> responses,
      Map<String, Object> fields,
      DeclaredSecurity security,
      boolean hidden) {
    this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    this.responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    this.security = security;
    this.hidden = hidden;
  }

  /** Tag Objects (OAS 3.0.3 4.7.22) by name. */
  public Map<String, Map<String, Object>> tags() {
    return tags;
  }

  /** Response Objects (OAS 3.0.3 4.7.17) that hold for every method, by status code. */
  public Map<String, Object> responses() {
    return responses;
  }

  /** Further fields of an Operation Object that hold for every method: links, extensions. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** What is declared of the security of every method. */
  public DeclaredSecurity declaredSecurity() {
    return security;
  }

  /** Whether the document does not show the servlet. */
  boolean isHidden() {
    return hidden;
  }

  /** Whether there was an annotation of the document's vocabulary. */
  boolean isAnnotated() {
    return hidden
        || security.isMade()
        || !tags.isEmpty()
        || !responses.isEmpty()
        || !fields.isEmpty();
  }
}
