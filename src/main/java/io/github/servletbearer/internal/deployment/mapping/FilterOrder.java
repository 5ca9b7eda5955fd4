// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.util.HashMap;
import java.util.Map;

/**
 * In which order filters see a request from outside: those that match by url-pattern first, then
 * those that match by servlet-name, each kind in the order of web.xml (Servlet 3.0 6.2.4). Where
 * other sources put theirs, fragments, annotations or code, the order is unknown: before all of
 * web.xml, or behind it. Immutable once read.
 *
 * <p>Code may also map a filter of web.xml a second time to the same pattern, ahead of all. Jetty
 * and Undertow list that pattern once more, and the place is then unknown; Tomcat lists each
 * pattern once.
 */
public final class FilterOrder {
  private final Map<String, Integer> patterns = new HashMap<>();
  private final Map<String, Integer> servletNames = new HashMap<>();
  private int count;

  /** Adds a mapping of web.xml that is for requests from outside, in the order of the file. */
  public void add(String filterName, UrlPattern pattern) {
    patterns.putIfAbsent(key(filterName, pattern.text()), count++);
  }

  /** Adds a mapping of web.xml that is for requests from outside, in the order of the file. */
  public void add(String filterName, String servletName) {
    servletNames.putIfAbsent(key(filterName, servletName), count++);
  }

  private static String key(String filterName, String target) {
    return filterName + "\n" + target;
  }

  /**
   * Whether a filter may see a request for the paths before the other, which sees each of them.
   *
   * @param inFileOrder whether the container does not distinguish mappings by servlet-name from
   *     others
   */
  public boolean mayRunBefore(
      FilterEntry filter,
      FilterEntry other,
      String servletName,
      UrlPattern paths,
      boolean inFileOrder) {
    return place(filter, servletName, paths, inFileOrder, -1)
        < place(other, servletName, paths, inFileOrder, count);
  }

  /**
   * Whether web.xml lets a filter see some request before another, which is mapped to all, and
   * which code maps where web.xml does not.
   *
   * @param behind whether what code maps comes behind the filters of web.xml, else before them
   */
  public boolean overtakes(FilterEntry filter, FilterEntry other, boolean behind) {
    int places = count;
    return filter.requestPatterns().stream()
        .anyMatch(
            paths ->
                place(filter, "", paths, false, places)
                    < place(other, "", paths, false, behind ? places + 1 : -1));
  }

  /**
   * The place of a filter among those that a request passes; the smaller, the earlier. A filter
   * with several mappings for the request runs once, at the first of them.
   *
   * @param unknown the place among its kind of a mapping that web.xml does not have
   * @return {@code Integer.MAX_VALUE} where the filter does not see every request for the paths
   */
  private int place(
      FilterEntry filter, String servletName, UrlPattern paths, boolean inFileOrder, int unknown) {
    int place = Integer.MAX_VALUE;
    for (UrlPattern pattern : filter.requestPatterns()) {
      if (pattern.covers(paths)) {
        place = Math.min(place, place(patterns, filter, pattern.text(), unknown));
      }
    }
    int later = inFileOrder ? 0 : count + 2; // after every url-pattern, known or not
    for (String name : new String[] {servletName, FilterEntry.EVERY_SERVLET}) {
      if (filter.seesName(name)) {
        place = Math.min(place, later + place(servletNames, filter, name, unknown));
      }
    }
    return place;
  }

  /** The place among its kind, the earlier of two where code has mapped the filter again. */
  private static int place(
      Map<String, Integer> places, FilterEntry filter, String target, int unknown) {
    int place = places.getOrDefault(key(filter.name(), target), unknown);
    return filter.isMappedAgain(target) ? Math.min(place, unknown) : place;
  }
}
