// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.config;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Dispatcher;
import io.github.servletbearer.internal.deployment.FilterEntry;
import io.github.servletbearer.internal.deployment.UrlPattern;
import java.util.Locale;
import java.util.Map;

/** When paths that can be read in two ways are refused, by {@code StrictPathFilter}. */
public enum StrictPaths {
  /** Where the container may choose filters by another reading than it finds resources by. */
  AUTO,
  /** Always. */
  ON,
  /** Never. */
  OFF;

  /** The filter's class. */
  public static final String FILTER_CLASS = "io.github.servletbearer.StrictPathFilter";

  static StrictPaths parse(String value) {
    return valueOf(Syntax.choice(value, "auto", "on", "off").toUpperCase(Locale.ROOT));
  }

  /**
   * The setting alone, before the start; {@link #AUTO} where it has no valid value, which the start
   * will report.
   *
   * @param components the init-params of our filters and servlets, by their description
   */
  public static StrictPaths read(Sources sources, Map<String, Map<String, String>> components) {
    return new SharedReader(sources, components, new Problems())
        .read(Setting.STRICT_PATHS, StrictPaths::parse);
  }

  /**
   * Whether the filter is wanted.
   *
   * @param matchesRawPaths whether the container does
   */
  public boolean isWanted(boolean matchesRawPaths) {
    return this == ON || this == AUTO && matchesRawPaths;
  }

  /** Whether the filter is mapped to every request. */
  public static boolean isMapped(Deployment deployment) {
    for (FilterEntry filter : deployment.filters()) {
      if (FILTER_CLASS.equals(filter.className())
          && filter.patterns(Dispatcher.REQUEST).contains(UrlPattern.ALL)) {
        return true;
      }
    }
    return false;
  }
}
