// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;

/**
 * Filters mapped to addresses as clients write them: containers compare what follows the context
 * path.
 */
public final class ContextPathPatterns {
  private ContextPathPatterns() {}

  /** Adds a warning where a url-pattern begins with the context path, and leads to no servlet. */
  public static void warn(String contextPath, Deployment deployment, Problems problems) {
    for (FilterEntry filter : deployment.bearerFilters()) {
      for (UrlPattern pattern : filter.requestPatterns()) {
        String text = pattern.text();
        boolean begins = !contextPath.isEmpty() && text.startsWith(contextPath + "/");
        if (begins && !leadsToServlet(pattern, deployment)) {
          problems.warning(
              ProblemCode.FILTER_SEES_NOTHING,
              "<filter> "
                  + filter.name()
                  + " is mapped to \""
                  + text
                  + "\", where no servlet is: a url-pattern begins behind the context path.",
              "Write \""
                  + text.substring(contextPath.length())
                  + "\", unless the application has a folder of that name.");
        }
      }
    }
  }

  /** Servlets by extension are everywhere, so they do not count. */
  private static boolean leadsToServlet(UrlPattern pattern, Deployment deployment) {
    for (ServletEntry servlet : deployment.servlets()) {
      for (UrlPattern other : servlet.patterns()) {
        boolean meets = other.extension() == null && other.intersect(pattern) != null;
        if (meets && !deployment.isContainersOwn(servlet)) {
          return true;
        }
      }
    }
    return false;
  }
}
