// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.SecurityConstraints;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one description of what is mapped where in a web application: the registrations that the
 * container reports, refined by web.xml where the Servlet API is silent. Immutable.
 */
public final class Deployment {
  private static final String DEFAULT_SERVLET = "default";

  /** The name of the container's servlet for JSPs. */
  static final String JSP_SERVLET = "jsp";

  /**
   * What serves JSPs where the application maps the container's servlet for them to other paths:
   * Tomcat takes the usual ones from it, and others may not. No filter can name it.
   */
  private static final String JSPS_OR_FILES = "jsp or default";

  private static final UrlPattern JSP = UrlPattern.ofServlet("*.jsp");
  private static final List<UrlPattern> FILES =
      Collections.singletonList(UrlPattern.ofServlet("/"));
  private static final List<UrlPattern> JSPS =
      Collections.unmodifiableList(Arrays.asList(JSP, UrlPattern.ofServlet("*.jspx")));

  /** {@code StrictPathFilter} as the initializer will map it. */
  private static final FilterEntry ADDED =
      new FilterEntry(
          FilterEntry.STRICT_PATH_FILTER,
          FilterEntry.STRICT_PATH_FILTER,
          Collections.emptyMap(),
          Collections.singletonMap(UrlPattern.ALL, EnumSet.of(Dispatcher.REQUEST)),
          Collections.emptyMap(),
          false);

  private final List<ServletEntry> servlets;
  private final Map<String, UrlPattern> exactMappings = new HashMap<>();
  private final List<UrlPattern> widerMappings = new ArrayList<>();
  private final List<FilterEntry> filters;
  private final WebXml webXml;
  private final ContainerParts containerParts;
  private final Superclasses superclasses;
  private final List<OtherFilter> otherFilters;
  private final List<WebSocketEndpoint> webSockets;
  private final Collection<SecurityConstraint> annotated;

  private Deployment(
      Collection<ServletEntry> servlets,
      Collection<FilterEntry> filters,
      WebXml webXml,
      ContainerParts containerParts,
      Superclasses superclasses,
      Collection<OtherFilter> otherFilters,
      Collection<WebSocketEndpoint> webSockets,
      Collection<SecurityConstraint> annotated) {
    this.servlets = sorted(servlets, Comparator.comparing(ServletEntry::name));
    this.filters = sorted(filters, Comparator.comparing(FilterEntry::name));
    this.webXml = webXml;
    this.containerParts = containerParts;
    this.superclasses = superclasses;
    this.otherFilters = sorted(otherFilters, Comparator.comparing(OtherFilter::name));
    this.webSockets = sorted(webSockets, Comparator.comparing(WebSocketEndpoint::pattern));
    this.annotated = annotated;
    for (ServletEntry servlet : this.servlets) {
      for (UrlPattern pattern : servlet.patterns()) {
        if (pattern.isExact()) {
          exactMappings.putIfAbsent(pattern.base(), pattern);
        } else {
          widerMappings.add(pattern);
        }
      }
    }
  }

  /**
   * The application as its container lists it, refined by web.xml, with the servlet for files,
   * which not every container lists.
   *
   * @param containerParts what the container brings along
   * @param superclasses the classes of the application, to know filters by
   * @param webSockets the endpoints, as far as the container lists them
   */
  public static Deployment listed(
      Collection<ServletEntry> servlets,
      Collection<FilterEntry> filters,
      WebXml webXml,
      ContainerParts containerParts,
      Superclasses superclasses,
      Collection<WebSocketEndpoint> webSockets) {
    List<ServletEntry> all = new ArrayList<>(servlets);
    map(DEFAULT_SERVLET, FILES, all);
    List<OtherFilter> others = new ArrayList<>();
    for (FilterEntry filter : containerParts.others(new ArrayList<>(filters))) {
      if (!filter.isOurs()) {
        others.add(new OtherFilter(filter, KnownFilter.of(filter.className(), superclasses)));
      }
    }
    return new Deployment(
        all,
        filters,
        webXml,
        containerParts,
        superclasses,
        others,
        webSockets,
        Collections.emptyList());
  }

  /**
   * The application as web.xml alone describes it, with the servlets for files and JSPs that a
   * container will add.
   *
   * @param containerParts what the container brings along
   * @param superclasses the classes of the application, to know filters by
   * @param webSockets the endpoints, as the application's classes declare them
   */
  public static Deployment described(
      WebXml webXml,
      ContainerParts containerParts,
      Superclasses superclasses,
      Collection<WebSocketEndpoint> webSockets) {
    List<ServletEntry> servlets =
        new ArrayList<>(sorted(webXml.servlets(), Comparator.comparing(ServletEntry::name)));
    boolean mapped = false;
    for (ServletEntry own : servlets) {
      mapped |= own.name().equals(JSP_SERVLET) && !own.patterns().isEmpty();
    }
    map(DEFAULT_SERVLET, FILES, servlets);
    map(mapped ? JSPS_OR_FILES : JSP_SERVLET, JSPS, servlets);
    mapPages(webXml.pages(), servlets);
    return listed(servlets, webXml.filters(), webXml, containerParts, superclasses, webSockets);
  }

  /**
   * What jsp-property-groups name goes to the servlet for JSPs, also where another servlet is
   * mapped there.
   */
  private static void mapPages(List<UrlPattern> pages, List<ServletEntry> servlets) {
    String taker = JSP_SERVLET;
    for (ServletEntry servlet : servlets) {
      boolean takesJsps = servlet.patterns().contains(JSP) && !servlet.name().equals(JSPS_OR_FILES);
      taker = takesJsps ? servlet.name() : taker;
    }
    servlets.replaceAll(
        servlet -> {
          Set<UrlPattern> patterns = new TreeSet<>(servlet.patterns());
          patterns.removeAll(pages);
          return with(patterns, servlet);
        });
    map(taker, pages, servlets);
  }

  /**
   * Maps a container's servlet to those of the patterns that no servlet is mapped to; web.xml may
   * map it without declaring it.
   */
  private static void map(
      String name, Collection<UrlPattern> patterns, List<ServletEntry> servlets) {
    Set<UrlPattern> added = new TreeSet<>(patterns);
    for (ServletEntry servlet : servlets) {
      added.removeAll(servlet.patterns());
    }
    if (added.isEmpty()) {
      return;
    }
    ServletEntry known = new ServletEntry(name, null, added, Collections.emptyMap());
    for (ServletEntry servlet : servlets) {
      known = servlet.name().equals(name) ? servlet : known;
    }
    servlets.remove(known);
    added.addAll(known.patterns());
    servlets.add(with(added, known));
  }

  private static ServletEntry with(Set<UrlPattern> patterns, ServletEntry servlet) {
    return new ServletEntry(
        servlet.name(), servlet.className(), patterns, servlet.initParameters());
  }

  /** Whether the container has brought the servlet along. */
  public boolean isContainersOwn(ServletEntry servlet) {
    if (!containerParts.servlets().contains(servlet.name())
        && !servlet.name().equals(JSPS_OR_FILES)) {
      return false;
    }
    boolean found = true;
    for (ServletEntry own : webXml.servlets()) {
      found &= !own.name().equals(servlet.name()) || own.className() == null;
    }
    return found;
  }

  /** All servlets, sorted by name. */
  public List<ServletEntry> servlets() {
    return servlets;
  }

  /** All filters, sorted by name. */
  public List<FilterEntry> filters() {
    return filters;
  }

  /** Our filters on Bearer tokens, by their class, sorted by name. */
  public List<FilterEntry> bearerFilters() {
    List<FilterEntry> ours = new ArrayList<>();
    for (FilterEntry filter : filters) {
      if (FilterEntry.BEARER_FILTER.equals(filter.className())) {
        ours.add(filter);
      }
    }
    return ours;
  }

  /** Whether {@code StrictPathFilter} is mapped to every request. */
  public boolean hasStrictPaths() {
    return filters.stream().anyMatch(Deployment::isOnAllPaths);
  }

  private static boolean isOnAllPaths(FilterEntry filter) {
    return FilterEntry.STRICT_PATH_FILTER.equals(filter.className())
        && filter.requestPatterns().contains(UrlPattern.ALL);
  }

  /**
   * The filters that serve content to some requests before {@code StrictPathFilter} sees them.
   *
   * @param addedLast whether the container puts it behind all others where web.xml does not map it
   */
  public List<OtherFilter> servingBeforeStrictPaths(boolean addedLast) {
    List<FilterEntry> strict = new ArrayList<>(filters);
    strict.removeIf(filter -> !isOnAllPaths(filter));
    if (strict.isEmpty()) {
      strict.add(ADDED);
    }
    List<OtherFilter> found = new ArrayList<>(otherFilters);
    found.removeIf(
        other ->
            other.servedPatterns().isEmpty()
                || strict.stream()
                    .anyMatch(
                        each -> !webXml.filterOrder().overtakes(other.entry(), each, addedLast)));
    return found;
  }

  /** The filters that are neither ours nor the container's, sorted by name. */
  public List<OtherFilter> otherFilters() {
    return otherFilters;
  }

  /** What other paths than its own are known of a servlet or a filter of this class, or null. */
  public @Nullable OtherPaths otherPaths(@Nullable String className) {
    return OtherPaths.of(className, superclasses);
  }

  /** The WebSocket endpoints that are known. */
  public List<WebSocketEndpoint> webSockets() {
    return webSockets;
  }

  /** What the container brings along. */
  ContainerParts containerParts() {
    return containerParts;
  }

  /**
   * The servlet that the container chooses (Servlet 12.1), or null where there is none.
   *
   * @param path decoded, below the context path, and beginning with a slash
   */
  public @Nullable ServletEntry servlet(String path) {
    ServletEntry chosen = null;
    UrlPattern by = mapping(path);
    for (ServletEntry servlet : servlets) {
      if (chosen == null && by != null && servlet.patterns().contains(by)) {
        chosen = servlet;
      }
    }
    return chosen;
  }

  /**
   * The mapping that the container chooses (Servlet 12.1), or null where there is none.
   *
   * @param path decoded, below the context path, and beginning with a slash
   */
  public @Nullable UrlPattern mapping(String path) {
    UrlPattern chosen = exactMappings.get(path); // goes before all others
    if (chosen == null) {
      for (UrlPattern pattern : widerMappings) {
        if (pattern.matches(path) && (chosen == null || pattern.goesBefore(chosen))) {
          chosen = pattern;
        }
      }
    }
    return chosen;
  }

  /** What web.xml declares beside the mappings. */
  public WebXml webXml() {
    return webXml;
  }

  /** The same with the constraints that annotations of servlets make. */
  public Deployment withConstraints(Collection<SecurityConstraint> constraints) {
    return new Deployment(
        servlets,
        filters,
        webXml,
        containerParts,
        superclasses,
        otherFilters,
        webSockets,
        constraints);
  }

  /** What the container itself asks for, before any filter runs. */
  public SecurityConstraints constraints() {
    List<SecurityConstraint> all = new ArrayList<>(webXml.constraints());
    all.addAll(annotated);
    return new SecurityConstraints(all, webXml.deniesUncoveredMethods());
  }

  private static <T> List<T> sorted(Collection<T> values, Comparator<T> order) {
    List<T> copy = new ArrayList<>(values);
    copy.sort(order);
    return Collections.unmodifiableList(copy);
  }
}
