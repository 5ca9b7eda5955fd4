// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.util.ArrayList;
import java.util.List;

/** Counts what one test checks, and reports at its end all that did not hold. Thread-safe. */
final class Checks {

  private static final int SHOWN = 40;

  private final List<String> failures = new ArrayList<>();
  private int count;

  synchronized void that(boolean holds, String description) {
    count++;
    if (!holds) {
      failures.add(description);
    }
  }

  /** Runs a part of the test that counts as one check. */
  void that(String description, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | AssertionError e) {
      that(false, description + ": " + e);
      return;
    }
    that(true, description);
  }

  synchronized int count() {
    return count;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized String summary() {
    List<String> shown = failures.subList(0, Math.min(SHOWN, failures.size()));
    return failures.size()
        + " of "
        + count
        + " checks failed:\n  "
        + String.join("\n  ", shown)
        + (failures.size() > SHOWN ? "\n  ..." : "");
  }
}
