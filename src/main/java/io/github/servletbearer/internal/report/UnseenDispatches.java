// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches within the application that a filter does not see, and so does not lock.
 *
 * <p>One forward anywhere requires FORWARD everywhere, since the path of a dispatch is known when
 * it happens, and a request that has been judged is not judged again. A filter that judges every
 * request from outside, before all others and without {@code exclude}, need see none: no page is
 * left from which an unjudged request could be dispatched. But for ASYNC: a filter before it,
 * though it passes every request on, may let one wait, and the container then dispatches it past
 * this one.
 */
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
      boolean judgesAll = protection.judgesAll(filter);
      for (Dispatcher type : INNER_DISPATCHES) {
        boolean mayWait = judgesAll && type == Dispatcher.ASYNC;
        OtherFilter first = mayWait ? protection.suspending(filter) : null;
        List<String> without = filter.requestMappingsWithout(type);
        if (!without.isEmpty() && (!judgesAll || first != null)) {
          String from = first == null ? "an open page" : "filter " + first + ", which comes first,";
          String text = text(filter, type, String.join(", ", without));
          add(text, from, cure(deployment.webXml().version(), type), seen.get(type), problems);
        }
      }
    }
  }

  private static String text(FilterEntry filter, Dispatcher type, String mappings) {
    return String.format(
        "<filter> %s protects %s from outside, and does not see a dispatch of type %s: ",
        filter.name(), mappings, type);
  }

  /** Older descriptors do not allow each dispatcher: 2.3 none, 2.4 and 2.5 all but ASYNC. */
  private static String cure(@Nullable String version, Dispatcher type) {
    String since = type == Dispatcher.ASYNC ? "3.0" : "2.4";
    String add = "Add <dispatcher>" + type + "</dispatcher> to its <filter-mapping>";
    if (version == null || version.compareTo(since) >= 0) {
      return add + ".";
    }
    return add
        + String.format(
            ", which a web.xml of version %s does not allow: give it version %s or later, or map"
                + " the filter to /*, before all others.",
            Redacted.line(version), since);
  }

  private static void add(
      String text, String from, String cure, @Nullable String place, Problems problems) {
    String reason = place == null ? from + " can lead there without a token" : place;
    problems.add(place != null, ProblemCode.DISPATCH_UNSEEN, text + reason + ".", cure);
  }
}
