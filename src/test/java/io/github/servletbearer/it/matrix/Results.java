// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What came out for one pair: counts for each group, and what was observed. */
final class Results {

  private static final Map<Pair, Results> ALL = new LinkedHashMap<>();

  private final Map<Group.Column, Integer> counts = new EnumMap<>(Group.Column.class);
  private final Map<Group.Column, Integer> failures = new EnumMap<>(Group.Column.class);
  private final Map<MatrixApps.Companion, Set<String>> wrong =
      new EnumMap<>(MatrixApps.Companion.class);
  private String server = "";

  private Results() {}

  static Results of(Pair pair) {
    return ALL.computeIfAbsent(pair, key -> new Results());
  }

  static Map<Pair, Results> all() {
    return ALL;
  }

  void add(Group.Column column, Checks checks) {
    counts.merge(column, checks.count(), Integer::sum);
    failures.merge(column, checks.failures().size(), Integer::sum);
  }

  /** What the container made of a wrong configuration. */
  void observe(MatrixApps.Companion companion, String seen) {
    wrong.computeIfAbsent(companion, key -> new TreeSet<>()).add(seen);
  }

  void server(String info) {
    server = info;
  }

  /** What the server says of itself. */
  String server() {
    return server;
  }

  /** All that was seen with such a companion, for any problem. */
  String wrong(MatrixApps.Companion companion) {
    return String.join("; ", wrong.getOrDefault(companion, Set.of()));
  }

  /** A cell of the table. */
  String cell(Group.Column column) {
    int count = counts.getOrDefault(column, 0);
    int failed = failures.getOrDefault(column, 0);
    if (count == 0) {
      return "-";
    }
    return failed == 0 ? "ok (" + count + ")" : failed + " of " + count + " failed";
  }
}
