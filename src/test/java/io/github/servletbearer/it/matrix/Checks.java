// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what one test checks, and reports at its end all that did not hold. Thread-safe. */
final class Checks {

  private static final int SHOWN = 40;
  private static final int WIDTH = 400;

  private final List<String> failures = new ArrayList<>();
  private int count;

  synchronized void that(boolean holds, String description) {
    count++;
    if (!holds) {
      failures.add(description);
    }
  }

  synchronized int count() {
    return count;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** What did not hold, equal texts once, each in one line. */
  synchronized String summary() {
    Map<String, Integer> times = new LinkedHashMap<>();
    for (String failure : failures) {
      String line = failure.replaceAll("\\s*\\R\\s*", " | ");
      times.merge(line.substring(0, Math.min(line.length(), WIDTH)), 1, Integer::sum);
    }
    StringBuilder summary = new StringBuilder();
    summary.append(failures.size()).append(" of ").append(count).append(" checks failed:");
    int shown = 0;
    for (Map.Entry<String, Integer> each : times.entrySet()) {
      if (++shown > SHOWN) {
        return summary.append("\n  ...").toString();
      }
      summary.append("\n  ").append(each.getKey());
      summary.append(each.getValue() > 1 ? " [" + each.getValue() + " times]" : "");
    }
    return summary.toString();
  }
}
