// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects operations by path (Paths Object, OAS 3.0.3 4.7.8). Not thread-safe. */
final class PathItems {
  /** The fixed fields of a Path Item Object, in its order (OAS 3.0.3 4.7.9). */
  private static final List<String> FIELDS =
      Collections.unmodifiableList(
          Arrays.asList(
              "summary description get put post delete options head patch trace servers"
                  .split(" ", -1)));

  private final Map<String, Map<String, Object>> items = new TreeMap<>();
  private final Set<String> operationIds = new HashSet<>();

  /** A name that no operation has yet. */
  String freeOperationId(String wanted) {
    String id = wanted;
    for (int i = 2; !operationIds.add(id); i++) {
      id = wanted + "_" + i;
    }
    return id;
  }

  /** Adds an operation; an open one is marked as open, since no mark could be an oversight. */
  void add(String path, String method, Map<String, Object> operation) {
    operation.putIfAbsent("security", Collections.emptyList());
    put(path, method, operation);
  }

  /** Adds a field of a path. */
  void put(String path, String field, Object value) {
    items
        .computeIfAbsent(
            path,
            key ->
                new TreeMap<>(Comparator.comparingInt(PathItems::rank).thenComparing(name -> name)))
        .put(field, value);
  }

  /** Whether any operation stands there. */
  boolean has(String path) {
    return items.containsKey(path);
  }

  /** Extensions come last. */
  private static int rank(String field) {
    int index = FIELDS.indexOf(field);
    return index < 0 ? FIELDS.size() : index;
  }

  /** Path Item Objects by path, sorted. */
  Map<String, Object> objects() {
    return new LinkedHashMap<>(items);
  }
}
