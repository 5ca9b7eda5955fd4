// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers that differ from the report, as a table. Not thread-safe. */
final class Differences {
  private static final int MOST_ROWS = 100;
  private static final List<String> HEAD =
      Arrays.asList("path", "method", "sent", "answer", "expected");

  /** The first of each kind; alike ones are counted. */
  private final Map<List<String>, List<String>> rows = new LinkedHashMap<>();

  private final Map<List<String>, Integer> alike = new LinkedHashMap<>();
  private final Map<Difference, Integer> counts = new EnumMap<>(Difference.class);

  void add(Difference difference, String path, String method, String sent, String answer) {
    counts.merge(difference, 1, Integer::sum);
    String expected = difference.expected();
    List<String> kind =
        difference == Difference.CACHEABLE
            ? Arrays.asList(expected)
            : Arrays.asList(path, method, answer, expected);
    rows.putIfAbsent(
        kind, Arrays.asList(Redacted.line(path), method, Redacted.line(sent), answer, expected));
    alike.merge(kind, 1, Integer::sum);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** How many answers differ. */
  int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The table, a line for each row; alike answers for one path are one row. */
  List<String> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(HEAD);
    rows.forEach(
        (kind, row) -> {
          int more = alike.getOrDefault(kind, 1) - 1;
          List<String> cells = new ArrayList<>(row);
          cells.set(2, row.get(2) + (more == 0 ? "" : " (and " + more + " more)"));
          table.add(cells);
        });
    List<String> lines = new ArrayList<>();
    for (List<String> row : table.subList(0, Math.min(table.size(), MOST_ROWS + 1))) {
      lines.add(line(row, table));
    }
    if (table.size() > MOST_ROWS + 1) {
      lines.add("  and " + (table.size() - MOST_ROWS - 1) + " more rows");
    }
    return lines;
  }

  private static String line(List<String> row, List<List<String>> table) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int width = 0;
      for (List<String> other : table) {
        width = Math.max(width, other.get(column).length());
      }
      line.append("  ").append(row.get(column));
      for (int i = row.get(column).length(); i < width && column < row.size() - 1; i++) {
        line.append(' ');
      }
    }
    return line.toString();
  }

  /** One problem for each way in which answers differ. */
  void addTo(Problems problems) {
    counts.forEach(
        (difference, count) ->
            problems.error(
                ProblemCode.ANSWER_DIFFERS,
                difference.text() + " (" + count + (count == 1 ? " answer)." : " answers)."),
                difference.cure()));
  }
}
