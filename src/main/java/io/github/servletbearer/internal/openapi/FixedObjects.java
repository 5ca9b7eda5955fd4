// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.json.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in every document, from {@code fixed.json}. Each instance reads the file anew,
 * so that its document may change the objects. Not thread-safe.
 */
final class FixedObjects {
  private final Map<String, Object> all;

  /**
   * @param names finds the name of a schema by the one that it has in the file
   */
  FixedObjects(UnaryOperator<String> names) {
    String text = Streams.resource(FixedObjects.class, "fixed.json");
    for (String name : Arrays.asList(DocumentedErrors.SCHEMA, OAuthOperations.TAG)) {
      String end = "schemas/%s\"";
      text = text.replace(String.format(end, name), String.format(end, names.apply(name)));
    }
    all = members(Json.parse(text));
  }

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
