// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds fragments and annotations to a web.xml (Servlet 3.0 8.2.3): what has been declared before
 * wins; what is named in web.xml and mapped there gets those mappings alone, and otherwise those of
 * all others.
 */
final class WebXmlMerger {
  private WebXmlMerger() {}

  static WebXmlContent copy(WebXmlContent from) {
    WebXmlContent copy = new WebXmlContent();
    copy.servlets.addAll(from.servlets);
    copy.filters.addAll(from.filters);
    copy.filterOrder = from.filterOrder; // of filters in fragments nothing is known
    copy.constraints.addAll(from.constraints);
    copy.roles.addAll(from.roles);
    copy.contextParameters.putAll(from.contextParameters);
    copy.ambiguousParameters.addAll(from.ambiguousParameters);
    copy.listeners.addAll(from.listeners);
    copy.welcomeFiles.addAll(from.welcomeFiles);
    copy.pages.addAll(from.pages);
    copy.externalEntities.addAll(from.externalEntities);
    copy.displayName = from.displayName;
    copy.version = from.version;
    copy.roleLinks.putAll(from.roleLinks);
    copy.loginMethod = from.loginMethod;
    copy.sessionCookie = from.sessionCookie;
    copy.present = from.present;
    copy.complete = from.complete;
    copy.deniesUncoveredMethods = from.deniesUncoveredMethods;
    copy.asynchronous = from.asynchronous;
    copy.fragmentName = from.fragmentName;
    copy.ordered = from.ordered;
    copy.others = from.others;
    return copy;
  }

  /**
   * Adds one fragment. The title and the orderings stay those of web.xml.
   *
   * @param own what web.xml itself declares
   */
  static void add(WebXmlContent fragment, WebXmlContent own, WebXmlContent to) {
    for (ServletEntry servlet : fragment.servlets) {
      boolean mapped =
          own.servlets.stream()
              .anyMatch(o -> o.name().equals(servlet.name()) && !o.patterns().isEmpty());
      add(servlet, mapped, to.servlets);
    }
    for (FilterEntry filter : fragment.filters) {
      // Tomcat adds what an annotation maps where web.xml does not declare the filter.
      boolean mapped =
          own.filters.stream()
              .anyMatch(
                  o ->
                      o.name().equals(filter.name())
                          && o.isMapped()
                          && (o.className() != null || filter.isOurs()));
      add(filter, mapped, to.filters);
    }
    to.asynchronous |= fragment.asynchronous;
    to.constraints.addAll(fragment.constraints);
    to.roles.addAll(fragment.roles);
    fragment.roleLinks.forEach(
        (servlet, links) -> to.roleLinks.merge(servlet, links, WebXmlMerger::merged));
    to.loginMethod = either(to.loginMethod, fragment.loginMethod);
    to.sessionCookie = either(to.sessionCookie, fragment.sessionCookie);
    fragment.contextParameters.forEach(to.contextParameters::putIfAbsent);
    to.listeners.addAll(fragment.listeners);
    to.welcomeFiles.addAll(fragment.welcomeFiles);
    to.pages.addAll(fragment.pages);
    to.externalEntities.addAll(fragment.externalEntities);
  }

  private static void add(ServletEntry servlet, boolean mapped, List<ServletEntry> all) {
    List<UrlPattern> patterns = new ArrayList<>(servlet.patterns());
    all.forEach(other -> patterns.removeAll(other.patterns()));
    ServletEntry known = null;
    for (ServletEntry other : all) {
      known = other.name().equals(servlet.name()) ? other : known;
    }
    if (known == null) {
      all.add(
          new ServletEntry(
              servlet.name(), servlet.className(), patterns, servlet.initParameters()));
      return;
    }
    Set<UrlPattern> together = new LinkedHashSet<>(known.patterns());
    if (!mapped) {
      together.addAll(patterns);
    }
    all.set(
        all.indexOf(known),
        new ServletEntry(
            known.name(),
            either(known.className(), servlet.className()),
            together,
            merged(known.initParameters(), servlet.initParameters())));
  }

  private static void add(FilterEntry filter, boolean mapped, List<FilterEntry> all) {
    FilterEntry known = null;
    for (FilterEntry other : all) {
      known = other.name().equals(filter.name()) ? other : known;
    }
    if (known == null) {
      all.add(filter);
      return;
    }
    all.set(
        all.indexOf(known),
        new FilterEntry(
            known.name(),
            either(known.className(), filter.className()),
            merged(known.initParameters(), filter.initParameters()),
            mapped ? known.urlPatterns() : together(known.urlPatterns(), filter.urlPatterns()),
            mapped ? known.servletNames() : together(known.servletNames(), filter.servletNames()),
            false));
  }

  private static <K> Map<K, Set<Dispatcher>> together(
      Map<K, Set<Dispatcher>> first, Map<K, Set<Dispatcher>> second) {
    Map<K, Set<Dispatcher>> together = new LinkedHashMap<>(first);
    second.forEach(
        (key, types) -> {
          Set<Dispatcher> all = EnumSet.copyOf(types);
          all.addAll(together.getOrDefault(key, Collections.emptySet()));
          together.put(key, all);
        });
    return together;
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
    Map<String, String> merged = new LinkedHashMap<>(second);
    merged.putAll(first);
    return merged;
  }
}
