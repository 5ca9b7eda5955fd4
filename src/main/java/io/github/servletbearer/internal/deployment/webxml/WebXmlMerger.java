// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds fragments and annotations to a web.xml (Servlet 3.0 8.2.3): what has been declared before
 * wins, and what is named in both gets the mappings of the first that has any.
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
    copy.errorPages.addAll(from.errorPages);
    copy.welcomeFiles.addAll(from.welcomeFiles);
    copy.pages.addAll(from.pages);
    copy.externalEntities.addAll(from.externalEntities);
    copy.displayName = from.displayName;
    copy.present = from.present;
    copy.complete = from.complete;
    copy.deniesUncoveredMethods = from.deniesUncoveredMethods;
    copy.fragmentName = from.fragmentName;
    copy.ordered = from.ordered;
    copy.others = from.others;
    return copy;
  }

  /** Adds one fragment. The title and the orderings stay those of web.xml. */
  static void add(WebXmlContent fragment, WebXmlContent to) {
    fragment.servlets.forEach(servlet -> add(servlet, to.servlets));
    fragment.filters.forEach(filter -> add(filter, to.filters));
    to.constraints.addAll(fragment.constraints);
    to.roles.addAll(fragment.roles);
    fragment.contextParameters.forEach(to.contextParameters::putIfAbsent);
    to.listeners.addAll(fragment.listeners);
    to.errorPages.addAll(fragment.errorPages);
    to.welcomeFiles.addAll(fragment.welcomeFiles);
    to.pages.addAll(fragment.pages);
    to.externalEntities.addAll(fragment.externalEntities);
  }

  private static void add(ServletEntry servlet, List<ServletEntry> all) {
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
    all.set(
        all.indexOf(known),
        new ServletEntry(
            known.name(),
            either(known.className(), servlet.className()),
            known.patterns().isEmpty() ? patterns : known.patterns(),
            merged(known.initParameters(), servlet.initParameters())));
  }

  private static void add(FilterEntry filter, List<FilterEntry> all) {
    FilterEntry known = null;
    for (FilterEntry other : all) {
      known = other.name().equals(filter.name()) ? other : known;
    }
    if (known == null) {
      all.add(filter);
      return;
    }
    FilterEntry mapped = known.isMapped() ? known : filter;
    all.set(
        all.indexOf(known),
        new FilterEntry(
            known.name(),
            either(known.className(), filter.className()),
            merged(known.initParameters(), filter.initParameters()),
            mapped.urlPatterns(),
            mapped.servletNames(),
            false));
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
