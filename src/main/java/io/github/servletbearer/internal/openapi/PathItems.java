// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects operations by path (Paths Object, OAS 3.0.3 4.7.8). Not thread-safe. */
final class PathItems {
  /** The fixed fields of a Path Item Object, in its order (OAS 3.0.3 4.7.9). */
  private static final List<String> METHODS =
      Arrays.asList("get", "put", "post", "delete", "options", "head", "patch", "trace");

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
    items
        .computeIfAbsent(
            path, key -> new TreeMap<>((a, b) -> METHODS.indexOf(a) - METHODS.indexOf(b)))
        .put(method, operation);
  }

  /** Path Item Objects by path, sorted. */
  Map<String, Object> objects() {
    return new LinkedHashMap<>(items);
  }
}
