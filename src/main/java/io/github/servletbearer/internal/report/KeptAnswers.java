// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static java.util.stream.Collectors.joining;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filters that keep answers and give them to others. Ehcache's finds an answer by path and query
 * written one after the other: {@code /?api/xnull} is what it has kept of {@code /api/x}. That of
 * GlassFish and Payara keeps one answer for all paths of a servlet's folder, that of OSCache one
 * for all users of a path, also where a token is optional. Filters of one class may share a cache.
 * So none, nor all together, may see locked paths beside open ones, or an endpoint whose answer is
 * for one client alone.
 */
public final class KeptAnswers {
  private static final List<Endpoint> FOR_ONE = Arrays.asList(Endpoint.TOKEN, Endpoint.REVOKE);

  private KeptAnswers() {}

  /** Adds a problem where such filters would give away answers to a token, or tokens. */
  public static void require(Settings settings, Coverage coverage, Problems problems) {
    Set<String> trusted = settings.get(Setting.PASS_THROUGH_FILTERS);
    List<OtherFilter> keeping = new ArrayList<>();
    Set<UrlPattern> seen = new LinkedHashSet<>();
    boolean isOpen = false;
    for (OtherFilter filter : coverage.deployment().otherFilters()) {
      if (filter.keepsAnswers() && !trusted.contains(filter.name())) {
        Set<UrlPattern> patterns = patterns(filter.entry(), coverage);
        isOpen |= isOpen(filter, patterns, settings, coverage);
        seen.addAll(patterns);
        if (!patterns.isEmpty()) {
          keeping.add(filter);
        }
      }
    }
    Set<String> given = new LinkedHashSet<>();
    if (isOpen) {
      locked(seen, coverage).forEach(locked -> given.add(Mapping.text(locked)));
    }
    for (Endpoint endpoint : FOR_ONE) {
      String path = settings.endpoints().path(endpoint);
      if (path != null && seen.stream().anyMatch(pattern -> pattern.matches(path))) {
        given.add(path);
      }
    }
    add(keeping, given, problems);
  }

  private static void add(List<OtherFilter> keeping, Set<String> given, Problems problems) {
    if (!given.isEmpty()) {
      String filters = keeping.stream().map(OtherFilter::toString).collect(joining(", "));
      problems.error(
          ProblemCode.KEPT_ANSWERS,
          String.format(
              "what keeps answers gives them to others, also to requests without a token: filter %s"
                  + " sees %s.",
              filters, String.join(", ", given)),
          "Map it to paths that need no token, or behind the bearer filter to none but what that"
              + " covers, and in both cases not to the token endpoint. If its class keeps nothing"
              + " of these paths, add its name to passThroughFilters: "
              + keeping.stream().map(OtherFilter::name).collect(joining(" "))
              + ".");
    }
  }

  /** Whether it answers some request that no bearer filter has judged. */
  private static boolean isOpen(
      OtherFilter filter, Set<UrlPattern> seen, Settings settings, Coverage coverage) {
    for (UrlPattern pattern : seen) {
      Mapping mapping =
          new Mapping(settings, filter.name(), false, pattern, coverage.parts(filter, pattern));
      if (!mapping.openParts().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** What bearer filters cover of these paths, in whatever order. */
  private static List<UrlPattern> locked(Set<UrlPattern> seen, Coverage coverage) {
    List<UrlPattern> locked = new ArrayList<>();
    for (FilterEntry bearer : coverage.deployment().bearerFilters()) {
      for (UrlPattern covered : patterns(bearer, coverage)) {
        seen.stream().map(covered::intersect).filter(both -> both != null).forEach(locked::add);
      }
    }
    return Mapping.widest(locked);
  }

  /** The paths at which a filter sees requests from outside. */
  private static Set<UrlPattern> patterns(FilterEntry filter, Coverage coverage) {
    Set<UrlPattern> patterns = new LinkedHashSet<>(filter.requestPatterns());
    for (ServletEntry servlet : coverage.deployment().servlets()) {
      if (filter.seesServlet(servlet.name())) {
        patterns.addAll(servlet.patterns());
      }
    }
    return patterns;
  }
}
