// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.Collections;
import java.util.List;

/** The result of a probe. Immutable. */
public final class ProbeResult {
  private final boolean judged;
  private final List<String> lines;
  private final Problems problems;

  ProbeResult(boolean judged, List<String> lines, Problems problems) {
    this.judged = judged;
    this.lines = Collections.unmodifiableList(lines);
    this.problems = problems;
  }

  /** Whether all requests could be sent; only then the rest is meaningful. */
  public boolean isJudged() {
    return judged;
  }

  /** The table of what differs, notes, and the summary. */
  public List<String> lines() {
    return lines;
  }

  /** What is wrong, each with its cure; none where all is as reported. */
  public Problems problems() {
    return problems;
  }
}
