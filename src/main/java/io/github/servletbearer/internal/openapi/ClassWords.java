// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the annotations of a servlet's class say. Immutable. */
final class ClassWords {
  /** The words of a class without any annotation. */
  static final ClassWords NONE =
      new ClassWords(Collections.emptyMap(), Collections.emptyMap(), false);

  private final Map<String, String> tags;
  private final Map<String, Object> responses;
  private final boolean hidden;

  /**
   * The words of a class.
   *
   * @param tags descriptions by name
   * @param responses Response Objects by status code, for every method
   */
  ClassWords(Map<String, String> tags, Map<String, Object> responses, boolean hidden) {
    this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    this.responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
    this.hidden = hidden;
  }

  /** Descriptions, which may be empty, by the tag's name. */
  Map<String, String> tags() {
    return tags;
  }

  /** Response Objects (OAS 3.0.3 4.7.17) that hold for every method, by status code. */
  Map<String, Object> responses() {
    return responses;
  }

  /** Whether the document shall not show the servlet. */
  boolean isHidden() {
    return hidden;
  }

  /** Whether there was an annotation of the document's vocabulary. */
  boolean isAnnotated() {
    return hidden || !tags.isEmpty() || !responses.isEmpty();
  }
}
