// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.HashMap;
import java.util.Map;

/**
 * In which order filters see a request from outside: those that match by url-pattern first, then
 * those that match by servlet-name, each kind in the order of web.xml (Servlet 3.0 6.2.4). What
 * other sources register comes before all of web.xml, for all that is known. Immutable once read.
 */
final class FilterOrder {
  /** The place of a url-pattern that web.xml does not map. */
  private static final int UNKNOWN = -1;

  private final Map<String, Integer> patterns = new HashMap<>();
  private final Map<String, Integer> servletNames = new HashMap<>();
  private int count;

  /** Adds a mapping of web.xml that is for requests from outside, in the order of the file. */
  void add(String filterName, UrlPattern pattern) {
    patterns.putIfAbsent(key(filterName, pattern.text()), count++);
  }

  /** Adds a mapping of web.xml that is for requests from outside, in the order of the file. */
  void add(String filterName, String servletName) {
    servletNames.putIfAbsent(key(filterName, servletName), count++);
  }

  private static String key(String filterName, String target) {
    return filterName + "\n" + target;
  }

  /**
   * The place of a filter among those that a request passes; the smaller, the earlier. A filter
   * with several mappings for the request runs once, at the first of them.
   *
   * @param inFileOrder whether the container does not tell mappings by servlet-name from others
   * @return {@code Integer.MAX_VALUE} where the filter does not see every request of the region
   */
  int place(FilterEntry filter, String servletName, UrlPattern region, boolean inFileOrder) {
    int place = Integer.MAX_VALUE;
    for (UrlPattern pattern : filter.requestPatterns()) {
      if (pattern.covers(region)) {
        String key = key(filter.name(), pattern.text());
        place = Math.min(place, patterns.getOrDefault(key, UNKNOWN));
      }
    }
    for (String name : new String[] {servletName, FilterEntry.EVERY_SERVLET}) {
      if (filter.seesName(name)) {
        Integer known = servletNames.get(key(filter.name(), name));
        int later = inFileOrder ? 0 : count; // after every url-pattern
        place = Math.min(place, later + (known == null ? UNKNOWN : known));
      }
    }
    return place;
  }
}
