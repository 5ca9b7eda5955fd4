// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.Map;

/** Whether paths that can be read in two ways are refused, by {@code StrictPathFilter}. */
public final class StrictPaths {
  /** The filter's class. */
  public static final String FILTER_CLASS = FilterEntry.STRICT_PATH_FILTER;

  private StrictPaths() {}

  /** Reads {@code on} or {@code off}. */
  static boolean parse(String value) {
    return ValueParsers.choice(value, "on", "off").equals("on");
  }

  /**
   * The setting alone, before the start; on where it has no valid value, which the start will
   * report.
   *
   * @param components the init-params of our filters and servlets, by their description
   */
  public static boolean read(Sources sources, Map<String, Map<String, String>> components) {
    return new SettingLookup(sources, components, new Problems())
        .read(Setting.STRICT_PATHS, StrictPaths::parse);
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
