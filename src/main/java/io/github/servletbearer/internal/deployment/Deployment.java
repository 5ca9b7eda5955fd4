// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one description of what is mapped where in a web application: the registrations that the
 * container reports, refined by web.xml where the Servlet API is silent. Immutable.
 */
public final class Deployment {
  /** The names that containers give to their own servlets, after Tomcat. */
  private static final String DEFAULT_SERVLET = "default";

  private static final String JSP_SERVLET = "jsp";
  private static final UrlPattern FILES = UrlPattern.ofServlet("/");
  private static final List<UrlPattern> JSPS =
      Collections.unmodifiableList(
          Arrays.asList(UrlPattern.ofServlet("*.jsp"), UrlPattern.ofServlet("*.jspx")));

  private final List<ServletEntry> servlets;
  private final List<FilterEntry> filters;
  private final WebXml webXml;
  private final boolean confirmed;

  private Deployment(
      Collection<ServletEntry> servlets,
      Collection<FilterEntry> filters,
      WebXml webXml,
      boolean confirmed) {
    this.servlets = sorted(servlets, Comparator.comparing(ServletEntry::name));
    this.filters = sorted(filters, Comparator.comparing(FilterEntry::name));
    this.webXml = webXml;
    this.confirmed = confirmed;
  }

  /** The application as its container reports it, refined by web.xml. */
  static Deployment confirmed(
      Collection<ServletEntry> servlets, Collection<FilterEntry> filters, WebXml webXml) {
    return new Deployment(servlets, filters, webXml, true);
  }

  /** The application as web.xml alone describes it, unconfirmed by a container. */
  public static Deployment of(WebXml webXml) {
    return new Deployment(webXml.servlets(), webXml.filters(), webXml, false);
  }

  /**
   * The same with the servlets for files and JSPs that a container brings along and does not always
   * list. What it lists is believed; where web.xml alone speaks, JSPs are assumed too.
   */
  public Deployment withContainersOwn() {
    List<ServletEntry> all = new ArrayList<>(servlets);
    if (!isMapped(FILES)) {
      add(DEFAULT_SERVLET, Collections.singletonList(FILES), all);
    }
    if (!confirmed) {
      List<UrlPattern> jsp = new ArrayList<>(JSPS);
      jsp.removeIf(this::isMapped);
      add(JSP_SERVLET, jsp, all);
    }
    return new Deployment(all, filters, webXml, confirmed);
  }

  private boolean isMapped(UrlPattern pattern) {
    return servlets.stream().anyMatch(servlet -> servlet.patterns().contains(pattern));
  }

  /** Adds patterns to the container's servlet; web.xml may map it without declaring it. */
  private void add(String name, List<UrlPattern> patterns, List<ServletEntry> all) {
    ServletEntry known = new ServletEntry(name, null, patterns, Collections.emptyMap());
    for (ServletEntry servlet : servlets) {
      if (servlet.name().equals(name)) {
        known = servlet;
        all.remove(servlet);
      }
    }
    Set<UrlPattern> merged = new TreeSet<>(known.patterns());
    merged.addAll(patterns);
    all.add(new ServletEntry(name, known.className(), merged, known.initParameters()));
  }

  /** Whether the container has brought the servlet along. */
  public boolean isContainersOwn(ServletEntry servlet) {
    boolean named = servlet.name().equals(DEFAULT_SERVLET) || servlet.name().equals(JSP_SERVLET);
    return named
        && webXml.servlets().stream()
            .noneMatch(own -> own.name().equals(servlet.name()) && own.className() != null);
  }

  /** All servlets, sorted by name. */
  public List<ServletEntry> servlets() {
    return servlets;
  }

  /** All filters, sorted by name. */
  public List<FilterEntry> filters() {
    return filters;
  }

  /** What web.xml says beyond the mappings. */
  public WebXml webXml() {
    return webXml;
  }

  /** Whether the container itself reported the mappings. */
  public boolean isConfirmed() {
    return confirmed;
  }

  /** Whether the other description maps the given kinds of filter and servlet alike. */
  public boolean mapsLike(Deployment other, Collection<String> classNames) {
    return describe(classNames).equals(other.describe(classNames));
  }

  private Map<String, String> describe(Collection<String> classNames) {
    Map<String, String> mappings = new TreeMap<>();
    for (FilterEntry filter : filters) {
      if (classNames.contains(String.valueOf(filter.className()))) {
        mappings.put("filter " + filter.name(), filter + " " + filter.initParameters());
      }
    }
    for (ServletEntry servlet : servlets) {
      if (classNames.contains(String.valueOf(servlet.className()))) {
        mappings.put("servlet " + servlet.name(), servlet + " " + servlet.initParameters());
      }
    }
    return mappings;
  }

  private static <T> List<T> sorted(Collection<T> values, Comparator<T> order) {
    List<T> copy = new ArrayList<>(values);
    copy.sort(order);
    return Collections.unmodifiableList(copy);
  }
}
