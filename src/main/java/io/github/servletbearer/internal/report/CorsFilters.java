// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The application's own CORS filters, as far as they are known by their classes: a preflight has no
 * token, so the filter that answers it must come before a bearer filter. Immutable.
 */
final class CorsFilters {
  private static final String OURS_ALONE = "remove it and name the origins in corsAllowedOrigins.";

  private final Settings settings;
  private final Coverage coverage;

  CorsFilters(Settings settings, Coverage coverage) {
    this.settings = settings;
    this.coverage = coverage;
  }

  /** Adds a warning for each that cannot work as it is. */
  void warn(Problems problems) {
    for (OtherFilter filter : coverage.deployment().otherFilters()) {
      if (filter.isCors()) {
        warn(filter, problems);
      }
    }
  }

  private void warn(OtherFilter filter, Problems problems) {
    Set<UrlPattern> covered = new LinkedHashSet<>();
    Set<UrlPattern> behind = new LinkedHashSet<>();
    for (ServletEntry servlet : coverage.deployment().servlets()) {
      for (UrlPattern mapping : servlet.patterns()) {
        for (MappingPart part : coverage.parts(servlet, mapping)) {
          if (!part.filterNames().isEmpty() && sees(filter, servlet, part)) {
            covered.add(part.pattern());
          }
          if (coverage.judgesBefore(filter, servlet.name(), part)) {
            behind.add(part.pattern());
          }
        }
      }
    }
    if (!covered.isEmpty() && settings.find(Setting.CORS_ALLOWED_ORIGINS) != null) {
      String cause = " answers pages of other origins on %s, and so does corsAllowedOrigins.";
      report(filter, cause, covered, "Remove corsAllowedOrigins, or remove the filter.", problems);
    } else if (!behind.isEmpty()) {
      String cause =
          " comes after the bearer filter on %s, which refuses a browser's question by OPTIONS:"
              + " it never has a token.";
      String cure = "Put its <filter-mapping> before that of the BearerFilter, or " + OURS_ALONE;
      report(filter, cause, behind, cure, problems);
    } else if (!covered.isEmpty() && filter.handsOnPreflights()) {
      String cause =
          " passes a browser's question by OPTIONS to the bearer filter on %s, which refuses it:"
              + " it never has a token.";
      String cure = "Add its init-param chainPreflight with the value false, or " + OURS_ALONE;
      report(filter, cause, covered, cure, problems);
    }
  }

  private static boolean sees(OtherFilter filter, ServletEntry servlet, MappingPart part) {
    return filter.entry().seesServlet(servlet.name())
        || filter.patterns().stream().anyMatch(p -> p.intersect(part.pattern()) != null);
  }

  private static void report(
      OtherFilter filter, String cause, Set<UrlPattern> where, String cure, Problems problems) {
    String paths = Mapping.texts(Mapping.widest(new ArrayList<>(where)));
    problems.warning(
        ProblemCode.CORS_FILTER, "filter " + filter + String.format(cause, paths), cure);
  }
}
