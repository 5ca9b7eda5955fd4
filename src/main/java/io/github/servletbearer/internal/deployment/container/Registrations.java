// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.servlet.FilterRegistration;
import javax.servlet.Registration;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

/** Reads what the container lists of a running application. */
public final class Registrations {
  private static final Set<Dispatcher> REQUEST_ASSUMED = EnumSet.of(Dispatcher.REQUEST);

  private Registrations() {}

  /**
   * Reads the application.
   *
   * @throws IOException if web.xml, or a fragment, cannot be read
   */
  public static Deployment read(
      ServletContext context, ServletContainer container, Superclasses superclasses)
      throws IOException {
    WebXml webXml;
    try (InputStream xml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      webXml = Fragments.add(WebXml.parse(xml), classLoader(context));
    }
    List<ServletEntry> servlets = new ArrayList<>();
    for (Map.Entry<String, ? extends ServletRegistration> each : servlets(context).entrySet()) {
      servlets.add(entry(each.getKey(), each.getValue()));
    }
    addUnlisted(servlets, webXml);
    List<FilterEntry> filters = new ArrayList<>();
    for (Map.Entry<String, ? extends FilterRegistration> each : filters(context).entrySet()) {
      filters.add(entry(each.getKey(), each.getValue(), webXml));
    }
    return Deployment.listed(
        servlets,
        filters,
        webXml,
        container.parts(),
        superclasses,
        WebSocketRegistry.endpoints(context));
  }

  /**
   * What web.xml maps without a class, and the container does not list: a servlet of its own, as
   * Resin's "invoker".
   */
  private static void addUnlisted(List<ServletEntry> servlets, WebXml webXml) {
    Set<String> listed = new HashSet<>();
    for (ServletEntry servlet : servlets) {
      listed.add(servlet.name());
    }
    for (ServletEntry mapped : webXml.servlets()) {
      if (mapped.className() == null && !listed.contains(mapped.name())) {
        servlets.add(mapped);
      }
    }
  }

  /** That of the application; ours where there is none: an embedded Jetty may be without one. */
  public static ClassLoader classLoader(ServletContext context) {
    ClassLoader loader = context.getClassLoader();
    return loader == null ? Registrations.class.getClassLoader() : loader;
  }

  /** The filters that the container lists, by name. */
  public static Map<String, ? extends FilterRegistration> filters(ServletContext context) {
    return orEmpty(context.getFilterRegistrations());
  }

  /** The url-patterns of all bearer filters, as the container lists them. */
  public static Set<String> bearerPatterns(ServletContext context) {
    Set<String> patterns = new LinkedHashSet<>();
    for (FilterRegistration filter : filters(context).values()) {
      if (FilterEntry.BEARER_FILTER.equals(filter.getClassName())) {
        patterns.addAll(orEmpty(filter.getUrlPatternMappings()));
      }
    }
    return patterns;
  }

  /** The servlets that the container lists, by name. */
  public static Map<String, ? extends ServletRegistration> servlets(ServletContext context) {
    return orEmpty(context.getServletRegistrations());
  }

  private static ServletEntry entry(String name, ServletRegistration servlet) {
    List<UrlPattern> patterns = new ArrayList<>();
    for (String pattern : orEmpty(servlet.getMappings())) {
      patterns.add(UrlPattern.ofServlet(pattern));
    }
    return new ServletEntry(name, servlet.getClassName(), patterns, initParameters(servlet));
  }

  private static FilterEntry entry(String name, FilterRegistration filter, WebXml webXml) {
    FilterEntry declared = null;
    for (FilterEntry candidate : webXml.filters()) {
      if (candidate.name().equals(name)) {
        declared = candidate;
      }
    }
    Set<String> again = new HashSet<>();
    boolean assumed = false;
    Map<UrlPattern, Set<Dispatcher>> urlPatterns = new LinkedHashMap<>();
    for (String text : orEmpty(filter.getUrlPatternMappings())) {
      UrlPattern pattern = UrlPattern.ofFilter(text);
      Set<Dispatcher> types = declared == null ? null : declared.urlPatterns().get(pattern);
      assumed |= types == null;
      urlPatterns.put(pattern, types(types, filter, filter.getUrlPatternMappings(), text, again));
    }
    Map<String, Set<Dispatcher>> servletNames = new LinkedHashMap<>();
    for (String servletName : orEmpty(filter.getServletNameMappings())) {
      Set<Dispatcher> types = declared == null ? null : types(declared, servletName);
      assumed |= types == null;
      servletNames.put(
          servletName, types(types, filter, filter.getServletNameMappings(), servletName, again));
    }
    if (declared == null && !FilterEntry.BEARER_FILTER.equals(filter.getClassName())) {
      addHidden(urlPatterns, servletNames);
    }
    if (declared != null) {
      // Tomcat keeps the catch-all names as flags and does not list them.
      Set<Dispatcher> every = declared.servletNames().get(FilterEntry.EVERY_SERVLET);
      if (every != null) {
        servletNames.put(FilterEntry.EVERY_SERVLET, every);
      }
      for (Map.Entry<UrlPattern, Set<Dispatcher>> each : declared.urlPatterns().entrySet()) {
        if (each.getKey().covers(UrlPattern.ALL)) {
          urlPatterns.put(each.getKey(), each.getValue());
        }
      }
    }
    return new FilterEntry(
            name, filter.getClassName(), initParameters(filter), urlPatterns, servletNames, assumed)
        .mappedAgain(again);
  }

  /**
   * Those that web.xml declares for a servlet; Liberty lists each by its name where all are meant.
   */
  private static @Nullable Set<Dispatcher> types(FilterEntry declared, String servletName) {
    Set<Dispatcher> types = declared.servletNames().get(servletName);
    return types == null ? declared.servletNames().get(FilterEntry.EVERY_SERVLET) : types;
  }

  /**
   * The dispatches of a mapping. What the container lists more often than web.xml can have mapped
   * it, once for each dispatcher as Undertow does, code has mapped again. Tomcat lists all once. A
   * bearer filter comes no later by that, and is not taken to see more.
   *
   * @param declared those of web.xml, or null
   * @param again where such a target is noted
   */
  private static Set<Dispatcher> types(
      @Nullable Set<Dispatcher> declared,
      FilterRegistration filter,
      Collection<String> listed,
      String target,
      Set<String> again) {
    if (declared == null) {
      return REQUEST_ASSUMED;
    }
    boolean ours = FilterEntry.BEARER_FILTER.equals(filter.getClassName());
    if (ours || Collections.frequency(listed, target) <= declared.size()) {
      return declared;
    }
    again.add(target);
    Set<Dispatcher> all = EnumSet.copyOf(declared);
    all.add(Dispatcher.REQUEST);
    return all;
  }

  /**
   * A filter that an annotation or code maps to the catch-all names looks as if it were mapped to
   * nothing, on Tomcat: it may see everything.
   */
  private static void addHidden(
      Map<UrlPattern, Set<Dispatcher>> urlPatterns, Map<String, Set<Dispatcher>> servletNames) {
    if (urlPatterns.isEmpty() && servletNames.isEmpty()) {
      urlPatterns.put(UrlPattern.ALL, REQUEST_ASSUMED);
    }
  }

  /** The init-params of a filter or servlet. */
  public static Map<String, String> initParameters(Registration component) {
    return orEmpty(component.getInitParameters());
  }

  /** Liberty returns null for none. Undertow names a pattern once for each dispatcher. */
  private static <T> Set<T> orEmpty(@Nullable Collection<T> values) {
    return values == null ? Collections.emptySet() : new LinkedHashSet<>(values);
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> values) {
    return values == null ? Collections.emptyMap() : values;
  }
}
