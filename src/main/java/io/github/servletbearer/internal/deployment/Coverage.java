// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.FilterOrder;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which bearer filters stand before which servlet, and which other filters before them, by set
 * inclusion of url-patterns. The start-up report and the locks of the OpenAPI document both come
 * from here. Immutable.
 */
public final class Coverage {
  private final Deployment deployment;
  private final List<ServletEntry> servlets;
  private final WelcomeFiles welcomeFiles;
  private final FilterOrder order;
  private final boolean inFileOrder;
  private final boolean handshakesPassFilters;
  private final List<FilterScope> scopes;
  private final List<OtherFilter> others;
  private final Map<ServletEntry, Map<UrlPattern, List<MappingPart>>> partsByServlet =
      new HashMap<>();

  /**
   * The coverage of these servlets by the bearer filters.
   *
   * @param others the filters that may answer by themselves
   */
  public Coverage(
      Deployment deployment, Collection<FilterScope> scopes, Collection<OtherFilter> others) {
    this.deployment = deployment;
    this.servlets = deployment.servlets();
    this.welcomeFiles = new WelcomeFiles(deployment);
    this.order = deployment.webXml().filterOrder();
    this.inFileOrder = deployment.containerParts().filtersInFileOrder();
    this.handshakesPassFilters = deployment.containerParts().handshakesPassFilters();
    this.scopes = new ArrayList<>(scopes);
    this.others = new ArrayList<>(others);
    for (ServletEntry servlet : servlets) {
      Map<UrlPattern, List<MappingPart>> byMapping = new HashMap<>();
      for (UrlPattern mapping : servlet.patterns()) {
        byMapping.put(mapping, split(servlet, mapping));
      }
      partsByServlet.put(servlet, byMapping);
    }
  }

  /** What is covered. */
  public Deployment deployment() {
    return deployment;
  }

  /**
   * The parts of one mapping of a servlet: the mapping itself first, then what differs from it,
   * sorted. A mapping that no request can scope has none.
   */
  public List<MappingPart> parts(ServletEntry servlet, UrlPattern mapping) {
    List<MappingPart> known =
        partsByServlet.getOrDefault(servlet, Collections.emptyMap()).get(mapping);
    return known == null ? split(servlet, mapping) : known;
  }

  private List<MappingPart> split(ServletEntry servlet, UrlPattern mapping) {
    List<MappingPart> parts = new ArrayList<>();
    for (UrlPattern pattern : patterns(mapping)) {
      if (!isTakenByAnother(servlet, mapping, pattern)) {
        parts.add(part(servlet, mapping, pattern));
      }
    }
    return sorted(mapping, distinct(parts));
  }

  /** The same for a url-pattern of a filter that serves content of its own: what it sees first. */
  public List<MappingPart> parts(OtherFilter filter, UrlPattern mapping) {
    List<MappingPart> parts = new ArrayList<>();
    for (UrlPattern pattern : patterns(mapping)) {
      List<FilterScope> judges = new ArrayList<>(scopes);
      judges.removeIf(
          scope ->
              !scope.covers(pattern) || runsBefore(filter.entry(), scope.entry(), "", pattern));
      parts.add(part("", pattern, judges));
    }
    return sorted(mapping, distinct(parts));
  }

  /** The same for a WebSocket endpoint, whose handshake passes filters by its path alone. */
  public List<MappingPart> parts(WebSocketEndpoint endpoint) {
    List<MappingPart> parts = new ArrayList<>();
    for (UrlPattern pattern : patterns(endpoint.pattern())) {
      List<FilterScope> judges = new ArrayList<>(scopes);
      judges.removeIf(scope -> !handshakesPassFilters || !scope.covers(pattern));
      parts.add(part("", pattern, judges));
    }
    return sorted(endpoint.pattern(), distinct(parts));
  }

  /** The mapping itself first. */
  private static List<MappingPart> sorted(UrlPattern mapping, List<MappingPart> parts) {
    SortedMap<UrlPattern, MappingPart> byPattern = new TreeMap<>();
    MappingPart first = null;
    for (MappingPart part : parts) {
      if (part.pattern().equals(mapping)) {
        first = part;
      } else {
        byPattern.put(part.pattern(), part);
      }
    }
    List<MappingPart> sorted = new ArrayList<>(byPattern.values());
    if (first != null) {
      sorted.add(0, first);
    }
    return Collections.unmodifiableList(sorted);
  }

  private MappingPart part(ServletEntry servlet, UrlPattern mapping, UrlPattern pattern) {
    List<FilterScope> judges = new ArrayList<>();
    for (FilterScope scope : scopes) {
      if (scope.covers(servlet.name(), pattern)) {
        judges.add(scope);
      }
    }
    if (welcomeFiles.mayBeServed(servlet, mapping, pattern)) {
      // Tomcat asks filters for the folder's welcome file and its servlet, not for the folder.
      UrlPattern files = pattern.isExact() ? UrlPattern.ofFilter(pattern.base() + "*") : pattern;
      judges.removeIf(
          scope -> !scope.covers(files) && !welcomeFiles.areSeenBy(scope, servlet, files));
    }
    return part(servlet.name(), pattern, judges);
  }

  private MappingPart part(String servletName, UrlPattern pattern, List<FilterScope> judges) {
    List<String> all = new ArrayList<>();
    Set<String> first = new TreeSet<>();
    for (FilterScope scope : judges) {
      all.add(scope.filterName());
    }
    first.addAll(all);
    List<OtherFilter> ahead = new ArrayList<>();
    for (OtherFilter other : others) {
      boolean before = false;
      for (FilterScope scope : judges) {
        if (runsBefore(other.entry(), scope.entry(), servletName, pattern)) {
          first.remove(scope.filterName());
          before = true;
        }
      }
      if (before) {
        ahead.add(other);
      }
    }
    return new MappingPart(pattern, all, first, ahead);
  }

  /** Whether one filter may see a request of the part before the other, which sees them all. */
  private boolean runsBefore(
      FilterEntry filter, FilterEntry other, String servletName, UrlPattern pattern) {
    return order.mayRunBefore(filter, other, servletName, pattern, false)
        || inFileOrder && order.mayRunBefore(filter, other, servletName, pattern, true);
  }

  /** Whether a bearer filter of a servlet's part comes before a filter that sees some of it. */
  public boolean judgesBefore(OtherFilter filter, String servletName, MappingPart part) {
    List<UrlPattern> seen = new ArrayList<>();
    filter.patterns().forEach(pattern -> seen.add(pattern.intersect(part.pattern())));
    seen.removeIf(Objects::isNull);
    if (seen.isEmpty() && filter.entry().seesServlet(servletName)) {
      seen.add(part.pattern());
    }
    for (FilterScope scope : scopes) {
      boolean judges = part.filterNames().contains(scope.filterName());
      for (UrlPattern paths : seen) {
        if (judges && !runsBefore(filter.entry(), scope.entry(), servletName, paths)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a filter may see some request before another, which sees them all. */
  public boolean mayOvertake(OtherFilter filter, FilterEntry all) {
    for (UrlPattern paths : filter.patterns()) {
      if (runsBefore(filter.entry(), all, "", paths)) {
        return true;
      }
    }
    for (ServletEntry servlet : servlets) {
      for (UrlPattern paths : servlet.patterns()) {
        if (runsBefore(filter.entry(), all, servlet.name(), paths)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The other filters that may answer some request of a servlet's mapping, in any order. */
  public List<OtherFilter> mayAnswer(String servletName, UrlPattern mapping) {
    List<OtherFilter> found = new ArrayList<>(others);
    found.removeIf(
        other ->
            !other.entry().seesServlet(servletName)
                && other.patterns().stream().noneMatch(p -> p.intersect(mapping) != null));
    return found;
  }

  /** The mapping and what it has in common with the edges of filters and other servlets. */
  private SortedSet<UrlPattern> patterns(UrlPattern mapping) {
    List<UrlPattern> edges = new ArrayList<>();
    for (FilterScope scope : scopes) {
      edges.addAll(scope.edges());
    }
    for (OtherFilter other : others) {
      edges.addAll(other.patterns());
    }
    for (ServletEntry servlet : servlets) {
      edges.addAll(servlet.patterns());
    }
    SortedSet<UrlPattern> patterns = new TreeSet<>();
    patterns.add(mapping);
    for (UrlPattern edge : edges) {
      for (UrlPattern pattern : new ArrayList<>(patterns)) {
        UrlPattern common = pattern.intersect(edge);
        // "/" and "/*" are the same paths under two names: the mapping keeps its own.
        if (common != null && !common.covers(pattern)) {
          patterns.add(common);
        }
      }
    }
    return patterns;
  }

  /**
   * Whether the container hands all requests of the pattern to a mapping that goes first (Servlet
   * 12.1).
   */
  private boolean isTakenByAnother(ServletEntry servlet, UrlPattern mapping, UrlPattern pattern) {
    for (ServletEntry other : servlets) {
      for (UrlPattern rival : other.patterns()) {
        boolean same = other == servlet && rival.equals(mapping);
        if (!same && rival.covers(pattern) && rival.goesBefore(mapping)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The parts that pass other filters than those right around them. */
  private static List<MappingPart> distinct(List<MappingPart> parts) {
    SortedMap<Integer, List<MappingPart>> byDepth = new TreeMap<>();
    for (MappingPart part : parts) {
      byDepth.computeIfAbsent(around(part, parts).size(), depth -> new ArrayList<>()).add(part);
    }
    List<MappingPart> widestFirst = new ArrayList<>();
    for (List<MappingPart> each : byDepth.values()) {
      widestFirst.addAll(each);
    }
    List<MappingPart> distinct = new ArrayList<>();
    for (MappingPart part : widestFirst) {
      List<MappingPart> around = around(part, distinct);
      boolean same = !around.isEmpty();
      for (MappingPart wider : around) {
        boolean nearest = true;
        for (MappingPart other : around) {
          nearest &= !isInside(other, wider);
        }
        same &= !nearest || wider.passesSameAs(part);
      }
      if (!same) {
        distinct.add(part);
      }
    }
    return distinct;
  }

  private static List<MappingPart> around(MappingPart part, List<MappingPart> all) {
    List<MappingPart> around = new ArrayList<>();
    for (MappingPart other : all) {
      if (isInside(part, other)) {
        around.add(other);
      }
    }
    return around;
  }

  private static boolean isInside(MappingPart part, MappingPart other) {
    return part != other && other.pattern().covers(part.pattern());
  }
}
