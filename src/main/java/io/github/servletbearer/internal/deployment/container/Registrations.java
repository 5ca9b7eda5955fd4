// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

/** Reads the registrations of a running application: the only class here that knows a container. */
public final class Registrations {
  private static final Set<Dispatcher> REQUEST_ASSUMED = EnumSet.of(Dispatcher.REQUEST);

  private Registrations() {}

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
      return Deployment.of(webXml);
    }
    List<ServletEntry> servletEntries = new ArrayList<>();
    servlets.forEach((name, servlet) -> servletEntries.add(entry(name, servlet)));
    List<FilterEntry> filterEntries = new ArrayList<>();
    filters.forEach((name, filter) -> filterEntries.add(entry(name, filter, webXml)));
    return Deployment.confirmed(servletEntries, filterEntries, webXml);
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
    boolean assumed = false;
    Map<UrlPattern, Set<Dispatcher>> urlPatterns = new LinkedHashMap<>();
    for (String text : orEmpty(filter.getUrlPatternMappings())) {
      UrlPattern pattern = UrlPattern.ofFilter(text);
      Set<Dispatcher> types = declared == null ? null : declared.urlPatterns().get(pattern);
      assumed |= types == null;
      urlPatterns.put(pattern, types == null ? REQUEST_ASSUMED : types);
    }
    Map<String, Set<Dispatcher>> servletNames = new LinkedHashMap<>();
    for (String servletName : orEmpty(filter.getServletNameMappings())) {
      Set<Dispatcher> types = declared == null ? null : declared.servletNames().get(servletName);
      assumed |= types == null;
      servletNames.put(servletName, types == null ? REQUEST_ASSUMED : types);
    }
    if (declared != null) {
      // Tomcat keeps the catch-all names as flags and does not list them.
      Set<Dispatcher> every = declared.servletNames().get(FilterEntry.EVERY_SERVLET);
      if (every != null) {
        servletNames.put(FilterEntry.EVERY_SERVLET, every);
      }
      declared
          .urlPatterns()
          .forEach(
              (pattern, types) -> {
                if (pattern.covers(UrlPattern.ALL)) {
                  urlPatterns.put(pattern, types);
                }
              });
    }
    return new FilterEntry(
        name,
        filter.getClassName(),
        orEmpty(filter.getInitParameters()),
        urlPatterns,
        servletNames,
        assumed);
  }

  private static <T> Collection<T> orEmpty(@Nullable Collection<T> values) {
    return values == null ? Collections.emptyList() : values; // Liberty says null for none
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> values) {
    return values == null ? Collections.emptyMap() : values;
  }
}
