// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of objects by their kind; what is missing or of another kind is empty. */
final class Members {
  private Members() {}

  @SuppressWarnings("unchecked") // names of members are texts
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Collections.emptyMap();
  }

  /** The objects in an array. */
  static List<Map<String, Object>> objects(@Nullable Object value) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object element : value instanceof List ? (List<?>) value : Collections.emptyList()) {
      if (element instanceof Map) {
        objects.add(object(element));
      }
    }
    return objects;
  }
}
