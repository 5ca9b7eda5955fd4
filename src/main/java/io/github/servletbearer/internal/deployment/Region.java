// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.Collections;
import java.util.Set;

/**
 * A part of a servlet's mapping whose requests all pass the same filters of ours. Immutable.
 *
 * <p>A region stands for the paths of its pattern that belong to no narrower region of the servlet;
 * where two overlap without one being narrower, both name the same filters.
 */
public final class Region {
  private final UrlPattern pattern;
  private final Set<String> filterNames;

  Region(UrlPattern pattern, Set<String> filterNames) {
    this.pattern = pattern;
    this.filterNames = Collections.unmodifiableSet(filterNames);
  }

  /** The region's paths. */
  public UrlPattern pattern() {
    return pattern;
  }

  /** The filters of ours that judge its requests, sorted; empty for an open region. */
  public Set<String> filterNames() {
    return filterNames;
  }

  @Override
  public String toString() {
    return pattern + " " + filterNames;
  }
}
