// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The named schemas that a document needs: those of operations that it does not show are left out.
 */
final class UsedSchemas {
  private static final String REFERENCE = "#/components/schemas/";

  private UsedSchemas() {}

  /** Those to which the values refer, by themselves or by other schemas; sorted. */
  static Map<String, Object> of(Map<String, Object> schemas, Object... values) {
    Map<String, Object> used = new TreeMap<>();
    Deque<Object> open = new ArrayDeque<>(Arrays.asList(values));
    while (!open.isEmpty()) { // a loop, for schemas may refer to one another in a long chain
      Object next = open.remove();
      if (next instanceof Map) {
        ((Map<?, ?>) next).values().stream().filter(Objects::nonNull).forEach(open::add);
      } else if (next instanceof Collection) {
        ((Collection<?>) next).stream().filter(Objects::nonNull).forEach(open::add);
      } else if (next instanceof String && ((String) next).startsWith(REFERENCE)) {
        String name = ((String) next).substring(REFERENCE.length());
        Object schema = used.containsKey(name) ? null : schemas.get(name);
        if (schema != null) {
          used.put(name, schema);
          open.add(schema);
        }
      }
    }
    return used;
  }
}
