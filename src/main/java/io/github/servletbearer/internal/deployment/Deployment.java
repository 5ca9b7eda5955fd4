// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

/**
 * The one description of what is mapped where in a web application: the registrations that the
 * container reports, refined by web.xml where the Servlet API is silent. Immutable.
 */
public final class Deployment {
  private static final Set<DispatcherType> REQUEST_ASSUMED = EnumSet.of(DispatcherType.REQUEST);

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

  /**
   * Reads the application. A container that does not list its registrations yet leaves web.xml as
   * the only word, and the result unconfirmed.
   *
   * @throws IOException if web.xml cannot be read
   */
  public static Deployment read(ServletContext context) throws IOException {
    WebXml webXml;
    try (InputStream xml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      webXml = WebXml.parse(xml);
    }
    Map<String, ? extends ServletRegistration> servlets;
    Map<String, ? extends FilterRegistration> filters;
    try {
      servlets = orEmpty(context.getServletRegistrations());
      filters = orEmpty(context.getFilterRegistrations());
    } catch (UnsupportedOperationException | IllegalStateException e) {
      return of(webXml);
    }
    List<ServletEntry> servletEntries = new ArrayList<>();
    servlets.forEach((name, servlet) -> servletEntries.add(entry(name, servlet)));
    List<FilterEntry> filterEntries = new ArrayList<>();
    filters.forEach((name, filter) -> filterEntries.add(entry(name, filter, webXml)));
    return new Deployment(servletEntries, filterEntries, webXml, true);
  }

  /** The application as web.xml alone describes it, unconfirmed by a container. */
  public static Deployment of(WebXml webXml) {
    return new Deployment(webXml.servlets(), webXml.filters(), webXml, false);
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

  private static ServletEntry entry(String name, ServletRegistration servlet) {
    List<UrlPattern> patterns = new ArrayList<>();
    for (String pattern : orEmpty(servlet.getMappings())) {
      patterns.add(UrlPattern.ofServlet(pattern));
    }
    return new ServletEntry(
        name, servlet.getClassName(), patterns, orEmpty(servlet.getInitParameters()));
  }

  private static FilterEntry entry(String name, FilterRegistration filter, WebXml webXml) {
    FilterEntry declared = null;
    for (FilterEntry candidate : webXml.filters()) {
      if (candidate.name().equals(name)) {
        declared = candidate;
      }
    }
    Map<UrlPattern, Set<DispatcherType>> urlPatterns = new LinkedHashMap<>();
    for (String text : orEmpty(filter.getUrlPatternMappings())) {
      UrlPattern pattern = UrlPattern.ofFilter(text);
      Set<DispatcherType> types = declared == null ? null : declared.urlPatterns().get(pattern);
      urlPatterns.put(pattern, types == null ? REQUEST_ASSUMED : types);
    }
    Map<String, Set<DispatcherType>> servletNames = new LinkedHashMap<>();
    for (String servletName : orEmpty(filter.getServletNameMappings())) {
      Set<DispatcherType> types =
          declared == null ? null : declared.servletNames().get(servletName);
      servletNames.put(servletName, types == null ? REQUEST_ASSUMED : types);
    }
    if (declared != null) {
      // Tomcat keeps the catch-all names as flags and does not list them.
      Set<DispatcherType> every = declared.servletNames().get(FilterEntry.EVERY_SERVLET);
      if (every != null) {
        servletNames.put(FilterEntry.EVERY_SERVLET, every);
      }
      Set<DispatcherType> all = declared.urlPatterns().get(UrlPattern.ALL);
      if (all != null) {
        urlPatterns.put(UrlPattern.ALL, all);
      }
    }
    return new FilterEntry(
        name,
        filter.getClassName(),
        orEmpty(filter.getInitParameters()),
        urlPatterns,
        servletNames);
  }

  private static <T> Collection<T> orEmpty(@Nullable Collection<T> values) {
    return values == null ? Collections.emptyList() : values; // Liberty says null for none
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> values) {
    return values == null ? Collections.emptyMap() : values;
  }

  private static <T> List<T> sorted(Collection<T> values, Comparator<T> order) {
    List<T> copy = new ArrayList<>(values);
    copy.sort(order);
    return Collections.unmodifiableList(copy);
  }
}
