// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;

/** Filters that refuse nothing: a warning at the start, and an error for a release. */
public final class ReportOnlyFilters {
  private static final String CURE =
      "Remove reportOnly once the log and JMX show that all clients send tokens.";

  private ReportOnlyFilters() {}

  /** Adds a problem for each of them. */
  public static void add(boolean stops, Settings settings, Problems problems) {
    settings.filters().values().stream()
        .filter(FilterSettings::isReportOnly)
        .forEach(filter -> problems.add(stops, ProblemCode.REPORT_ONLY, text(filter), CURE));
  }

  private static String text(FilterSettings filter) {
    return "filter "
        + filter.name()
        + " has reportOnly=true: it refuses NOTHING, so every request gets in.";
  }
}
