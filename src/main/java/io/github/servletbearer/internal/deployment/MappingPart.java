// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of a mapping whose requests all pass the same filters in the same order. Immutable.
 *
 * <p>It stands for the paths of its pattern that belong to no narrower part of the mapping; where
 * two overlap without one being narrower, both name the same filters.
 */
public final class MappingPart {
  private final UrlPattern pattern;
  private final Set<String> filterNames;
  private final Set<String> firstNames;
  private final List<OtherFilter> ahead;

  /**
   * @param filterNames the bearer filters that judge its requests
   * @param firstNames those of them that come before every filter that may answer by itself
   * @param ahead the filters that may answer by themselves, and come before a bearer filter
   */
  MappingPart(
      UrlPattern pattern,
      Collection<String> filterNames,
      Collection<String> firstNames,
      Collection<OtherFilter> ahead) {
    this.pattern = pattern;
    this.filterNames = Collections.unmodifiableSet(new TreeSet<>(filterNames));
    this.firstNames = Collections.unmodifiableSet(new TreeSet<>(firstNames));
    this.ahead = Collections.unmodifiableList(new ArrayList<>(ahead));
  }

  public UrlPattern pattern() {
    return pattern;
  }

  /** The bearer filters that judge its requests, sorted; empty for an open part. */
  public Set<String> filterNames() {
    return filterNames;
  }

  /** Those bearer filters that judge before any other filter may answer, sorted. */
  public Set<String> firstNames() {
    return firstNames;
  }

  /** The other filters that may answer before a bearer filter, sorted by name. */
  public List<OtherFilter> ahead() {
    return ahead;
  }

  /** Whether its requests pass the same filters as those of the other. */
  boolean passesSameAs(MappingPart other) {
    return filterNames.equals(other.filterNames)
        && firstNames.equals(other.firstNames)
        && ahead.equals(other.ahead);
  }

  @Override
  public String toString() {
    return pattern + " " + filterNames + (ahead.isEmpty() ? "" : " after " + ahead);
  }
}
