// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a request for one path meets: its servlet, and the filters of ours. Immutable. */
public final class PathMatcher {
  private final List<ServletEntry> servlets;
  private final List<Reach> reaches;

  /** The matcher of these servlets and the filters of ours. */
  public PathMatcher(Deployment deployment, Collection<Reach> reaches) {
    this.servlets = deployment.servlets();
    this.reaches = new ArrayList<>(reaches);
  }

  /**
   * The servlet that the container chooses (Servlet 12.1), or null where there is none.
   *
   * @param path decoded, below the context path, and beginning with a slash
   */
  public @Nullable ServletEntry servlet(String path) {
    ServletEntry chosen = null;
    UrlPattern by = null;
    for (ServletEntry servlet : servlets) {
      for (UrlPattern pattern : servlet.patterns()) {
        if (pattern.matches(path) && (by == null || Coverage.goesFirst(pattern, by))) {
          chosen = servlet;
          by = pattern;
        }
      }
    }
    return chosen;
  }

  /** The names of the filters of ours that judge a request for the path, sorted. */
  public Set<String> filters(String path) {
    ServletEntry servlet = servlet(path);
    UrlPattern exactly = UrlPattern.exactly(path);
    Set<String> names = new TreeSet<>();
    for (Reach reach : reaches) {
      if (reach.covers(servlet == null ? "" : servlet.name(), exactly)) {
        names.add(reach.filterName());
      }
    }
    return names;
  }
}
