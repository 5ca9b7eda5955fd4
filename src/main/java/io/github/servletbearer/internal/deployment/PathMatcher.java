// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import org.jspecify.annotations.Nullable;

/** What a request for one path meets: its servlet, and the bearer filters. Immutable. */
public final class PathMatcher {
  private final Coverage coverage;

  public PathMatcher(Coverage coverage) {
    this.coverage = coverage;
  }

  /**
   * The servlet that the container chooses (Servlet 12.1), or null where there is none.
   *
   * @param path decoded, below the context path, and beginning with a slash
   */
  public @Nullable ServletEntry servlet(String path) {
    return coverage.deployment().servlet(path);
  }

  /** The path alone as a mapping part, or null where no servlet has it. */
  public @Nullable MappingPart part(String path) {
    ServletEntry servlet = servlet(path);
    return servlet == null ? null : coverage.parts(servlet, UrlPattern.exactly(path)).get(0);
  }
}
