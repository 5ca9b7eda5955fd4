// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request for one path meets: its servlet, and the bearer filters. Immutable. */
public final class PathMatcher {
  private final List<ServletEntry> servlets;
  private final Coverage coverage;

  public PathMatcher(Coverage coverage) {
    this.servlets = coverage.deployment().servlets();
    this.coverage = coverage;
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
        if (pattern.matches(path) && (by == null || pattern.goesBefore(by))) {
          chosen = servlet;
          by = pattern;
        }
      }
    }
    return chosen;
  }

  /** The path alone as a mapping part, or null where no servlet has it. */
  public @Nullable MappingPart part(String path) {
    ServletEntry servlet = servlet(path);
    return servlet == null ? null : coverage.parts(servlet, UrlPattern.exactly(path)).get(0);
  }
}
