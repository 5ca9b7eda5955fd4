// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the annotations of one method say, in the fields of an Operation Object. Immutable. */
final class OperationWords {
  /** The words of a method without any annotation. */
  static final OperationWords NONE = new OperationWords(Collections.emptyMap(), "", false, false);

  /** The words of a method that the document shall not show. */
  static final OperationWords HIDDEN = new OperationWords(Collections.emptyMap(), "", true, true);

  private final Map<String, Object> fields;
  private final String method;
  private final boolean annotated;
  private final boolean hidden;

  private OperationWords(
      Map<String, Object> fields, String method, boolean annotated, boolean hidden) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    this.method = method;
    this.annotated = annotated;
    this.hidden = hidden;
  }

  /**
   * The words of an annotated method.
   *
   * @param fields fields of an Operation Object (OAS 3.0.3 4.7.10)
   * @param method the HTTP methods that the annotation names, by commas, or an empty text
   */
  static OperationWords of(Map<String, Object> fields, String method) {
    return new OperationWords(fields, method, true, false);
  }

  /** The same words, marked as deprecated. */
  OperationWords deprecated() {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put("deprecated", true);
    return new OperationWords(more, method, annotated, hidden);
  }

  /** Fields of an Operation Object. */
  Map<String, Object> fields() {
    return fields;
  }

  /** The HTTP methods named, by commas, or an empty text. */
  String method() {
    return method;
  }

  /** Whether there was an annotation of the document's vocabulary. */
  boolean isAnnotated() {
    return annotated;
  }

  /** Whether the document shall not show the method. */
  boolean isHidden() {
    return hidden;
  }
}
