// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named schemas that a document needs: those of operations that it does not show are left out.
 * Not thread-safe.
 */
final class UsedSchemas {
  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Object> schemas;
  private final Map<String, Object> used = new TreeMap<>();
  private final Deque<Object> open = new ArrayDeque<>(); // a chain of schemas may be long

  private UsedSchemas(Map<String, Object> schemas) {
    this.schemas = schemas;
  }

  /** Those to which the values refer, by themselves or by other schemas; sorted. */
  static Map<String, Object> of(Map<String, Object> schemas, Object... values) {
    UsedSchemas search = new UsedSchemas(schemas);
    for (Object value : values) {
      search.see(value);
    }
    while (!search.open.isEmpty()) {
      Object next = search.open.pop();
      Iterable<?> parts = next instanceof Map ? ((Map<?, ?>) next).values() : (Iterable<?>) next;
      for (Object part : parts) {
        search.see(part);
      }
    }
    return search.used;
  }

  private void see(@Nullable Object value) {
    if (value instanceof Map || value instanceof Iterable) {
      open.push(value);
    } else if (value instanceof String && ((String) value).startsWith(REFERENCE)) {
      String name = ((String) value).substring(REFERENCE.length());
      Object schema = schemas.get(name);
      if (schema != null && used.put(name, schema) == null) {
        open.push(schema);
      }
    }
  }
}
