// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Names and paths that the application does not use yet. Immutable. */
final class FreeNames {
  private static final String NAME = "bearer";

  private final String filter;
  private final String strictFilter;
  private final String servlet;
  private final String folder;

  /**
   * @param webXml with what fragments and annotations add to it
   * @param files the names of the application's files, without a slash at the beginning
   */
  FreeNames(WebXml webXml, Collection<String> files) {
    Set<String> filters = new TreeSet<>();
    webXml.filters().stream().map(FilterEntry::name).forEach(filters::add);
    Set<String> servlets = new TreeSet<>();
    webXml.servlets().stream().map(ServletEntry::name).forEach(servlets::add);
    filter = first(NAME, name -> !filters.contains(name));
    strictFilter = first("strict-paths", name -> !filters.contains(name));
    servlet = first(NAME, name -> !servlets.contains(name));
    List<String> used = new ArrayList<>();
    files.forEach(file -> used.add("/" + file));
    for (ServletEntry each : webXml.servlets()) {
      for (UrlPattern pattern : each.patterns()) {
        if (pattern.extension() == null && !pattern.base().isEmpty()) {
          used.add(pattern.base());
        }
      }
    }
    boolean isRootFree = isFree("", used);
    folder = isRootFree ? "" : first("/" + NAME, path -> isFree(path, used));
  }

  private static String first(String name, Predicate<String> free) {
    String candidate = name;
    for (int i = 2; !free.test(candidate); i++) {
      candidate = name + i;
    }
    return candidate;
  }

  /** Whether nothing is where the endpoints would be, below this folder. */
  private static boolean isFree(String folder, Collection<String> used) {
    for (String path : used) {
      if (path.equals(folder + "/token")
          || path.equals(folder + "/openapi.json")
          || (path + "/").startsWith(folder + "/docs/")) {
        return false;
      }
    }
    return true;
  }

  String filter() {
    return filter;
  }

  String strictFilter() {
    return strictFilter;
  }

  String servlet() {
    return servlet;
  }

  /** Below which the endpoints are; empty for the root of the application. */
  String folder() {
    return folder;
  }
}
