// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.json.Json;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in every document, from {@code fixed.json}. Each instance reads the file anew,
 * so that its document may change the objects. Not thread-safe.
 */
final class FixedObjects {
  private final Map<String, Object> all =
      members(Json.parse(Streams.resource(FixedObjects.class, "fixed.json")));

  /** The object at a path of names. */
  Map<String, Object> get(String... path) {
    return get(all, path);
  }

  /** The object at a path of names within another one. */
  static Map<String, Object> get(Map<String, Object> object, String... path) {
    Map<String, Object> found = object;
    for (String name : path) {
      found = members(found.get(name));
    }
    return found;
  }

  @SuppressWarnings("unchecked") // the file is ours
  private static Map<String, Object> members(@Nullable Object object) {
    return (Map<String, Object>) Objects.requireNonNull(object);
  }
}
