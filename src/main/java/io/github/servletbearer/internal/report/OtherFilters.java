// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the application's other filters may answer before a bearer filter or one of our endpoints.
 * Immutable.
 */
final class OtherFilters {
  private final List<Mapping> mappings;
  private final List<OtherFilter> trusted = new ArrayList<>();
  private final Map<Endpoint, List<OtherFilter>> atEndpoints = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);

  OtherFilters(Settings settings, Coverage coverage, List<Mapping> mappings) {
    Deployment deployment = coverage.deployment();
    this.mappings = mappings;
    for (OtherFilter filter : deployment.otherFilters()) {
      if (settings.get(Setting.PASS_THROUGH_FILTERS).contains(filter.name())) {
        trusted.add(filter);
      }
    }
    for (Endpoint endpoint : Endpoint.values()) {
      String path = settings.endpoints().path(endpoint);
      if (path != null) {
        paths.put(endpoint, path);
        atEndpoints.put(endpoint, settings.endpoints().mayAnswer(endpoint, deployment, coverage));
      }
    }
  }

  /** Those that pass every request on, by the word of the setting alone. */
  List<OtherFilter> trusted() {
    return trusted;
  }

  /** Those that may answer at an endpoint. */
  List<OtherFilter> at(Endpoint endpoint) {
    return atEndpoints.getOrDefault(endpoint, Collections.emptyList());
  }

  /** Adds one warning for all filters that come before ours. */
  void warnOfAhead(Problems problems) {
    Ahead ahead = ahead(pattern -> true);
    if (!ahead.isEmpty()) {
      problems.warning(ProblemCode.FILTER_AHEAD, ahead.text(), ahead.cure());
    }
  }

  /** Makes it an error, where the patterns do not say that the path may be open. */
  void requireBehind(OpenPaths named, Problems problems) {
    Ahead ahead = ahead(pattern -> !named.nameByPath(pattern));
    if (!ahead.isEmpty()) {
      problems.error(ProblemCode.FILTER_AHEAD, ahead.text(), ahead.cure());
    }
  }

  private Ahead ahead(Predicate<UrlPattern> wanted) {
    Ahead ahead = new Ahead();
    for (Mapping mapping : mappings) {
      for (MappingPart part : mapping.overtaken()) {
        if (wanted.test(part.pattern())) {
          part.ahead().forEach(filter -> ahead.add(filter, part.pattern()));
        }
      }
    }
    return ahead;
  }

  /** Adds one warning for all endpoints that another filter may answer. */
  void warnOfEndpoints(Problems problems) {
    Set<String> affected = new LinkedHashSet<>();
    Set<OtherFilter> filters = new LinkedHashSet<>();
    paths.forEach(
        (endpoint, path) -> {
          if (!at(endpoint).isEmpty()) {
            affected.add(path);
            filters.addAll(at(endpoint));
          }
        });
    if (!filters.isEmpty()) {
      problems.warning(
          ProblemCode.ENDPOINT_BEHIND_FILTER,
          String.format(
              "%s may answer at %s, so it is unknown whether these addresses work.",
              text(filters), String.join(", ", affected)),
          "Let these paths through there, or map the filter elsewhere; where it lets them through,"
              + " add its name to passThroughFilters.");
    }
  }

  /** Filters in words. */
  static String text(Iterable<OtherFilter> filters) {
    List<String> names = new ArrayList<>();
    filters.forEach(filter -> names.add("filter " + filter));
    return String.join(", ", names);
  }

  /** Filters before ours, each with the paths where it is. */
  private static final class Ahead {
    private final Map<OtherFilter, Set<UrlPattern>> patterns =
        new TreeMap<>(Comparator.comparing(OtherFilter::name));

    void add(OtherFilter filter, UrlPattern pattern) {
      patterns.computeIfAbsent(filter, key -> new LinkedHashSet<>()).add(pattern);
    }

    boolean isEmpty() {
      return patterns.isEmpty();
    }

    String text() {
      List<String> each = new ArrayList<>();
      patterns.forEach(
          (filter, where) ->
              each.add(
                  "filter "
                      + filter
                      + " on "
                      + Mapping.texts(Mapping.widest(new ArrayList<>(where)))));
      return "other filters run before the bearer filter and may answer without a token: "
          + String.join("; ", each)
          + ".";
    }

    String cure() {
      return String.format(
          "Put the <filter-mapping> of the BearerFilter before theirs in web.xml; a filter that an"
              + " annotation or a library maps gets one there, too. If a filter passes every request"
              + " on, add its name to passThroughFilters instead: %s.",
          patterns.keySet().stream().map(OtherFilter::name).collect(Collectors.joining(" ")));
    }
  }
}
