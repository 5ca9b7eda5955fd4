// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Servlets that an open page may call by their names ({@code getNamedDispatcher}): no filter on a
 * url-pattern sees that (Servlet 3.0 6.2.5).
 *
 * <p>Spring's own calls count, too: {@code ServletForwardingController} calls any servlet that its
 * bean names, and such a bean may be in XML, annotations, code or another library, so that reading
 * cannot exclude it.
 */
final class NamedDispatches {
  private NamedDispatches() {}

  /** Adds one finding where the application makes such calls and covered servlets are in reach. */
  static void add(Application application, Problems problems) {
    String place = application.scan().dispatches().firstNamed();
    List<String> reached = new ArrayList<>();
    for (String servlet : application.protection().coveredServlets()) {
      if (!isSeen(servlet, application)) {
        reached.add(servlet);
      }
    }
    if (place == null || reached.isEmpty()) {
      return;
    }
    String text =
        String.format(
            "%s: an open page that gets there may call %s by name, which no filter on a"
                + " url-pattern sees.",
            place, String.join(", ", reached));
    String cure =
        "Add to the <filter-mapping>: <servlet-name>"
            + String.join("</servlet-name><servlet-name>", reached)
            + "</servlet-name>, with the dispatchers FORWARD and INCLUDE.";
    boolean stops = application.settings().find(Setting.OPEN_PATHS) != null;
    problems.add(stops, ProblemCode.NAMED_DISPATCH, text, cure);
  }

  private static boolean isSeen(String servlet, Application application) {
    boolean forward = false;
    boolean include = false;
    for (FilterEntry filter : application.deployment().bearerFilters()) {
      if (application.protection().judgesAll(filter)) {
        return true; // no page is open
      }
      for (String name : new String[] {servlet, FilterEntry.EVERY_SERVLET}) {
        Set<Dispatcher> types = filter.servletNames().get(name);
        forward |= types != null && types.contains(Dispatcher.FORWARD);
        include |= types != null && types.contains(Dispatcher.INCLUDE);
      }
    }
    return forward && include;
  }
}
