// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one description of what is mapped where in a web application: the registrations that the
 * container reports, refined by web.xml where the Servlet API is silent. Immutable.
 */
public final class Deployment {
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
