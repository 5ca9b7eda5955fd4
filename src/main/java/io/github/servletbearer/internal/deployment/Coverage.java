// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which filters of ours stand before which servlet, by set inclusion of url-patterns. The start-up
 * report and the locks of the OpenAPI document both come from here. Immutable.
 */
public final class Coverage {
  private final List<ServletEntry> servlets;
  private final List<Reach> reaches;

  /** The coverage of these servlets by the filters of ours. */
  public Coverage(Deployment deployment, Collection<Reach> reaches) {
    this.servlets = deployment.servlets();
    this.reaches = new ArrayList<>(reaches);
  }

  /**
   * Splits one mapping of a servlet into regions: the mapping itself first, then what differs from
   * it, sorted. A mapping that no request can reach has none.
   */
  public List<Region> regions(ServletEntry servlet, UrlPattern mapping) {
    SortedSet<UrlPattern> parts = parts(mapping);
    List<Region> regions = new ArrayList<>();
    for (UrlPattern part : parts) {
      if (!isTakenByAnother(servlet, mapping, part)) {
        regions.add(new Region(part, filtersOf(servlet, part)));
      }
    }
    List<Region> telling = telling(regions);
    telling.sort((a, b) -> compare(mapping, a.pattern(), b.pattern()));
    return Collections.unmodifiableList(telling);
  }

  private static int compare(UrlPattern first, UrlPattern a, UrlPattern b) {
    if (a.equals(b)) {
      return 0;
    }
    return a.equals(first) ? -1 : b.equals(first) ? 1 : a.compareTo(b);
  }

  /** The mapping and all common parts of it with the edges of filters and other servlets. */
  private SortedSet<UrlPattern> parts(UrlPattern mapping) {
    List<UrlPattern> edges = new ArrayList<>();
    reaches.forEach(reach -> edges.addAll(reach.edges()));
    servlets.forEach(servlet -> edges.addAll(servlet.patterns()));
    SortedSet<UrlPattern> parts = new TreeSet<>();
    parts.add(mapping);
    for (UrlPattern edge : edges) {
      for (UrlPattern part : new ArrayList<>(parts)) {
        UrlPattern common = part.intersect(edge);
        // "/" and "/*" are the same paths under two names: the mapping keeps its own.
        if (common != null && !common.covers(part)) {
          parts.add(common);
        }
      }
    }
    return parts;
  }

  private Set<String> filtersOf(ServletEntry servlet, UrlPattern part) {
    Set<String> names = new TreeSet<>();
    for (Reach reach : reaches) {
      if (reach.covers(servlet.name(), part)) {
        names.add(reach.filterName());
      }
    }
    return names;
  }

  /** Whether the container hands the whole part to a mapping that goes first (Servlet 12.1). */
  private boolean isTakenByAnother(ServletEntry servlet, UrlPattern mapping, UrlPattern part) {
    for (ServletEntry other : servlets) {
      for (UrlPattern rival : other.patterns()) {
        boolean same = other == servlet && rival.equals(mapping);
        if (!same && rival.covers(part) && rival.goesBefore(mapping)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The regions that pass other filters than those right around them. */
  private static List<Region> telling(List<Region> regions) {
    List<Region> widestFirst = new ArrayList<>(regions);
    widestFirst.sort(Comparator.comparingLong(region -> around(region, regions).size()));
    List<Region> telling = new ArrayList<>();
    for (Region region : widestFirst) {
      List<Region> around = around(region, telling);
      boolean same = !around.isEmpty();
      for (Region wider : around) {
        boolean nearest = around.stream().noneMatch(other -> isInside(other, wider));
        same &= !nearest || wider.filterNames().equals(region.filterNames());
      }
      if (!same) {
        telling.add(region);
      }
    }
    return telling;
  }

  private static List<Region> around(Region region, List<Region> all) {
    List<Region> around = new ArrayList<>();
    for (Region other : all) {
      if (isInside(region, other)) {
        around.add(other);
      }
    }
    return around;
  }

  private static boolean isInside(Region region, Region other) {
    return region != other && other.pattern().covers(region.pattern());
  }
}
