// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.FilterOrder;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which bearer filters stand before which servlet, and which other filters before them, by set
 * inclusion of url-patterns. The start-up report and the locks of the OpenAPI document both come
 * from here. Immutable.
 */
public final class Coverage {
  /** Those of containers, where web.xml names none. */
  private static final List<String> USUAL_WELCOME_FILES =
      Collections.unmodifiableList(Arrays.asList("index.html", "index.htm", "index.jsp"));

  private final List<ServletEntry> servlets;
  private final List<UrlPattern> pages;
  private final List<String> welcomeFiles;
  private final FilterOrder order;
  private final boolean inFileOrder;
  private final boolean handshakesPassFilters;
  private final List<FilterScope> reaches;
  private final List<OtherFilter> others;

  /**
   * The coverage of these servlets by the bearer filters.
   *
   * @param others the filters that may answer by themselves
   */
  public Coverage(
      Deployment deployment, Collection<FilterScope> reaches, Collection<OtherFilter> others) {
    this.servlets = deployment.servlets();
    this.pages = deployment.webXml().pages();
    List<String> named = deployment.webXml().welcomeFiles();
    this.welcomeFiles = named.isEmpty() ? USUAL_WELCOME_FILES : named;
    this.order = deployment.webXml().filterOrder();
    this.inFileOrder = deployment.containerParts().filtersInFileOrder();
    this.handshakesPassFilters = deployment.containerParts().handshakesPassFilters();
    this.reaches = new ArrayList<>(reaches);
    this.others = new ArrayList<>(others);
  }

  /**
   * Splits one mapping of a servlet into regions: the mapping itself first, then what differs from
   * it, sorted. A mapping that no request can reach has none.
   */
  public List<MappingPart> regions(ServletEntry servlet, UrlPattern mapping) {
    return regions(
        mapping,
        part -> isTakenByAnother(servlet, mapping, part) ? null : region(servlet, mapping, part));
  }

  /** The same for a url-pattern of a filter that serves content of its own: what it sees first. */
  public List<MappingPart> regions(OtherFilter filter, UrlPattern mapping) {
    return regions(
        mapping,
        part -> {
          List<String> ours = new ArrayList<>();
          for (FilterScope reach : reaches) {
            if (reach.covers(part) && !runsBefore(filter.entry(), reach.entry(), "", part)) {
              ours.add(reach.filterName());
            }
          }
          return new MappingPart(part, ours, ours, Collections.emptyList());
        });
  }

  /** The same for a WebSocket endpoint, whose handshake passes filters by its path alone. */
  public List<MappingPart> regions(WebSocketEndpoint endpoint) {
    return regions(endpoint.pattern(), part -> handshake(part));
  }

  private MappingPart handshake(UrlPattern part) {
    List<FilterScope> judges = new ArrayList<>(reaches);
    judges.removeIf(reach -> !handshakesPassFilters || !reach.covers(part));
    return region("", part, judges);
  }

  private static List<MappingPart> telling(UrlPattern mapping, List<MappingPart> regions) {
    List<MappingPart> telling = telling(regions);
    telling.sort((a, b) -> compare(mapping, a.pattern(), b.pattern()));
    return Collections.unmodifiableList(telling);
  }

  private List<MappingPart> regions(
      UrlPattern mapping, Function<UrlPattern, @Nullable MappingPart> regionOf) {
    List<MappingPart> regions = new ArrayList<>();
    for (UrlPattern part : parts(mapping)) {
      MappingPart region = regionOf.apply(part);
      if (region != null) {
        regions.add(region);
      }
    }
    return telling(mapping, regions);
  }

  private MappingPart region(ServletEntry servlet, UrlPattern mapping, UrlPattern part) {
    List<FilterScope> judges = new ArrayList<>(reaches);
    judges.removeIf(reach -> !reach.covers(servlet.name(), part));
    if (mayHoldFolders(part) && mayShowWelcomeFile(servlet, mapping)) {
      // Tomcat asks filters for the folder's welcome file and its servlet, not for the folder.
      UrlPattern files = part.isExact() ? UrlPattern.ofFilter(part.base() + "*") : part;
      judges.removeIf(reach -> !reach.covers(files) && !seesWelcomeFiles(reach, servlet, files));
    }
    return region(servlet.name(), part, judges);
  }

  private static boolean mayHoldFolders(UrlPattern part) {
    return part.isExact() ? part.base().endsWith("/") : part.extension() == null;
  }

  /** Whether the filter sees each servlet that may serve a welcome file, by its name. */
  private boolean seesWelcomeFiles(FilterScope reach, ServletEntry servlet, UrlPattern part) {
    return reach.covers(servlet.name(), part)
        && servlets.stream()
            .filter(other -> welcomeFiles.stream().anyMatch(file -> mayServe(other, file)))
            .allMatch(other -> reach.covers(other.name(), part));
  }

  /** Whether a mapping of the servlet, but for the default one, may take a file in some folder. */
  private static boolean mayServe(ServletEntry servlet, String file) {
    UrlPattern path = UrlPattern.ofFilter("/" + file);
    return servlet.patterns().stream()
        .filter(pattern -> !pattern.isDefault())
        .anyMatch(
            pattern ->
                pattern.extension() == null
                    ? endsWithin(pattern.base(), file)
                    : pattern.covers(path));
  }

  /** Whether a path ends with the file, or with a folder that the file's name begins with. */
  private static boolean endsWithin(String path, String file) {
    for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
      if (path.endsWith("/" + file.substring(0, slash))) {
        return true;
      }
    }
    return path.endsWith("/" + file);
  }

  /**
   * Whether the container looks for a welcome file before it takes the mapping for a folder: after
   * exact paths, prefixes and extensions, whatever servlet is the default one, and below a prefix
   * that was given to the servlet for JSPs.
   */
  private boolean mayShowWelcomeFile(ServletEntry servlet, UrlPattern mapping) {
    return mapping.isDefault()
        || Deployment.JSP_SERVLET.equals(servlet.name())
        || pages.contains(mapping);
  }

  private MappingPart region(String servletName, UrlPattern part, List<FilterScope> judges) {
    List<String> all = new ArrayList<>();
    Set<String> first = new TreeSet<>();
    judges.forEach(reach -> all.add(reach.filterName()));
    first.addAll(all);
    List<OtherFilter> ahead = new ArrayList<>();
    for (OtherFilter other : others) {
      boolean before = false;
      for (FilterScope reach : judges) {
        if (runsBefore(other.entry(), reach.entry(), servletName, part)) {
          first.remove(reach.filterName());
          before = true;
        }
      }
      if (before) {
        ahead.add(other);
      }
    }
    return new MappingPart(part, all, first, ahead);
  }

  /** Whether one filter may see a request of the region before the other, which sees them all. */
  private boolean runsBefore(
      FilterEntry filter, FilterEntry other, String servletName, UrlPattern part) {
    return order.mayRunBefore(filter, other, servletName, part, false)
        || inFileOrder && order.mayRunBefore(filter, other, servletName, part, true);
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
    others.forEach(other -> edges.addAll(other.patterns()));
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
  private static List<MappingPart> telling(List<MappingPart> regions) {
    List<MappingPart> widestFirst = new ArrayList<>(regions);
    widestFirst.sort(Comparator.comparingLong(region -> around(region, regions).size()));
    List<MappingPart> telling = new ArrayList<>();
    for (MappingPart region : widestFirst) {
      List<MappingPart> around = around(region, telling);
      boolean same = !around.isEmpty();
      for (MappingPart wider : around) {
        boolean nearest = around.stream().noneMatch(other -> isInside(other, wider));
        same &= !nearest || wider.passesSameAs(region);
      }
      if (!same) {
        telling.add(region);
      }
    }
    return telling;
  }

  private static List<MappingPart> around(MappingPart region, List<MappingPart> all) {
    List<MappingPart> around = new ArrayList<>();
    for (MappingPart other : all) {
      if (isInside(region, other)) {
        around.add(other);
      }
    }
    return around;
  }

  private static boolean isInside(MappingPart region, MappingPart other) {
    return region != other && other.pattern().covers(region.pattern());
  }
}
