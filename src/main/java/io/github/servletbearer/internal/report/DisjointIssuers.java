// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paths that pass several filters of which no issuer's token passes all: mostly one filter is for
 * some of the paths of another, whose {@code exclude} does not name them.
 */
final class DisjointIssuers {
  private static final Set<String> WITH_ISSUERS =
      new HashSet<>(Arrays.asList(FilterSettings.ISSUED, FilterSettings.JWKS));

  /** Stands for our own token endpoint, whose issuer may have no name. */
  private static final String OWN = "";

  private DisjointIssuers() {}

  /** Adds a warning for each set of filters that meet on a path. */
  static void warn(Problems problems, Settings settings, Protection protection) {
    Set<Set<String>> seen = new HashSet<>();
    for (Mapping mapping : protection.mappings()) {
      for (MappingPart part : mapping.parts()) {
        List<FilterSettings> filters = settings.filters(part.filterNames());
        filters.removeIf(filter -> !WITH_ISSUERS.containsAll(filter.get(Setting.VERIFY)));
        if (filters.size() > 1 && areDisjoint(settings, filters) && seen.add(part.filterNames())) {
          warn(problems, Mapping.text(part.pattern()), filters);
        }
      }
    }
  }

  private static boolean areDisjoint(Settings settings, List<FilterSettings> filters) {
    Set<String> common = issuers(settings, filters.get(0));
    filters.forEach(filter -> common.retainAll(issuers(settings, filter)));
    return common.isEmpty();
  }

  private static Set<String> issuers(Settings settings, FilterSettings filter) {
    Set<String> issuers = new HashSet<>(settings.acceptedIssuers(filter));
    if (filter.get(Setting.VERIFY).contains(FilterSettings.ISSUED)) {
      issuers.add(OWN);
    }
    return issuers;
  }

  private static void warn(Problems problems, String path, List<FilterSettings> filters) {
    problems.warning(
        ProblemCode.SETTINGS_DISAGREE,
        String.format(
            "%s passes <filter> %s, and there is no issuer whose tokens all of them accept:"
                + " every token is refused there.",
            path,
            filters.stream()
                .map(filter -> Redacted.line(filter.name()))
                .collect(Collectors.joining(" and <filter> "))),
        "Name the path in the exclude of each filter that is not meant for it, or let their"
            + " verify and issuers have one in common.");
  }
}
