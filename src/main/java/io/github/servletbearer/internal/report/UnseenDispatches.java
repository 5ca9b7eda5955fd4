// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dispatches within the application that a filter does not see, and so does not lock. */
final class UnseenDispatches {
  /** Containers forward to welcome files, too. */
  private static final Dispatcher[] INNER_DISPATCHES = {
    Dispatcher.FORWARD, Dispatcher.INCLUDE, Dispatcher.ASYNC
  };

  private UnseenDispatches() {}

  /**
   * Adds each that is missing: a warning, or an error where the application is known to make such
   * dispatches.
   *
   * @param seen the kinds of dispatch that it makes, each with a place in words
   */
  static void add(
      Deployment deployment,
      Protection protection,
      Map<Dispatcher, String> seen,
      Problems problems) {
    for (FilterEntry filter : deployment.bearerFilters()) {
      if (protection.judgesAll(filter)) {
        continue; // so it has judged what is dispatched later
      }
      for (Dispatcher type : INNER_DISPATCHES) {
        List<String> without = filter.requestMappingsWithout(type);
        if (!without.isEmpty()) {
          add(filter, type, String.join(", ", without), seen.get(type), problems);
        }
      }
    }
  }

  private static void add(
      FilterEntry filter,
      Dispatcher type,
      String mappings,
      @Nullable String place,
      Problems problems) {
    String text =
        String.format(
            "<filter> %s protects %s from outside, and does not see a dispatch of type %s: ",
            filter.name(), mappings, type);
    String cure = "Add <dispatcher>" + type + "</dispatcher> to its <filter-mapping>.";
    if (place == null) {
      String danger = "an open page can lead there without a token.";
      problems.warning(ProblemCode.DISPATCH_UNSEEN, text + danger, cure);
    } else {
      problems.error(ProblemCode.DISPATCH_UNSEEN, text + place + ".", cure);
    }
  }
}
