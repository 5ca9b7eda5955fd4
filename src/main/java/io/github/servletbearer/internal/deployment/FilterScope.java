// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Where a bearer filter stands before requests: its mappings less its exclusions. Immutable. */
public final class FilterScope {
  private final FilterEntry filter;
  private final List<UrlPattern> patterns;
  private final List<UrlPattern> excluded;

  /**
   * @param excluded what the filter lets through by its own setting
   */
  public FilterScope(FilterEntry filter, Collection<UrlPattern> excluded) {
    this.filter = filter;
    this.patterns = new ArrayList<>(filter.requestPatterns());
    this.excluded = Collections.unmodifiableList(new ArrayList<>(excluded));
  }

  public String filterName() {
    return filter.name();
  }

  /** The filter's url-patterns for requests from outside. */
  public List<UrlPattern> patterns() {
    return Collections.unmodifiableList(patterns);
  }

  /** The filter and its mappings. */
  FilterEntry entry() {
    return filter;
  }

  /** Whether the filter judges every request of the pattern to this servlet. */
  boolean covers(String servletName, UrlPattern part) {
    return filter.seesServlet(servletName) && !excludes(part) || covers(part);
  }

  /** Whether the filter judges every request of the pattern, by its path alone. */
  boolean covers(UrlPattern part) {
    return !excludes(part) && covers(patterns, part);
  }

  private boolean excludes(UrlPattern part) {
    return covers(excluded, part);
  }

  /** The patterns at whose edges a request may meet another set of filters. */
  List<UrlPattern> edges() {
    List<UrlPattern> edges = new ArrayList<>(patterns);
    edges.addAll(excluded);
    return edges;
  }

  private static boolean covers(Iterable<UrlPattern> patterns, UrlPattern part) {
    for (UrlPattern pattern : patterns) {
      if (pattern.covers(part)) {
        return true;
      }
    }
    return false;
  }
}
