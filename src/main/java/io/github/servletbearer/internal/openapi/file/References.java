// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows references within one document (OAS 3.0.3 4.7.23). Immutable. */
final class References {
  static final String REF = "$ref";

  /** How many references may lead to one another. */
  private static final int MAX_STEPS = 10;

  private final Map<String, Object> root;

  References(Map<String, Object> root) {
    this.root = root;
  }

  /** What a JSON pointer in a fragment (RFC 6901 6) names, or null where it is nothing. */
  @Nullable Object find(String reference) {
    if (reference.equals("#")) {
      return root;
    }
    if (!reference.startsWith("#/")) {
      return null;
    }
    Object here = root;
    for (String step : PathShape.decoded(reference.substring(2)).split("/", -1)) {
      here = member(here, step.replace("~1", "/").replace("~0", "~"));
    }
    return here;
  }

  private static @Nullable Object member(@Nullable Object owner, String name) {
    if (owner instanceof Map) {
      return ((Map<?, ?>) owner).get(name);
    }
    if (!(owner instanceof List) || !name.matches("0|[1-9][0-9]{0,8}")) {
      return null;
    }
    List<?> elements = (List<?>) owner;
    int index = Integer.parseInt(name);
    return index < elements.size() ? elements.get(index) : null;
  }

  /** The object itself, or the one that its references lead to; null where they lead nowhere. */
  @SuppressWarnings("unchecked") // names of members are texts
  @Nullable Map<String, Object> resolved(@Nullable Object object) {
    Object here = object;
    for (int i = 0; i < MAX_STEPS && here instanceof Map; i++) {
      Object reference = ((Map<?, ?>) here).get(REF);
      if (!(reference instanceof String)) {
        return (Map<String, Object>) here;
      }
      here = find((String) reference);
    }
    return null;
  }
}
