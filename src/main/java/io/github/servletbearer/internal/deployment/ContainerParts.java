// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a container brings along by itself, as far as the deployment shows it. Immutable. */
public final class ContainerParts {
  private final Set<String> servlets;
  private final Set<String> filterClasses;
  private final boolean filtersInFileOrder;
  private final boolean handshakesPassFilters;

  /**
   * @param servlets the names of its own servlets
   * @param filterClasses the classes of its own filters
   * @param filtersInFileOrder whether a mapping by servlet-name may come before one by url-pattern
   * @param handshakesPassFilters whether the application's filters see a WebSocket's handshake
   */
  public ContainerParts(
      Collection<String> servlets,
      Collection<String> filterClasses,
      boolean filtersInFileOrder,
      boolean handshakesPassFilters) {
    this.servlets = Collections.unmodifiableSet(new LinkedHashSet<>(servlets));
    this.filterClasses = Collections.unmodifiableSet(new LinkedHashSet<>(filterClasses));
    this.filtersInFileOrder = filtersInFileOrder;
    this.handshakesPassFilters = handshakesPassFilters;
  }

  Set<String> servlets() {
    return servlets;
  }

  /** Whether a filter is the container's, such as the one that upgrades to WebSockets. */
  boolean isOwnFilter(FilterEntry filter) {
    String className = filter.className();
    return className != null && filterClasses.contains(className);
  }

  List<FilterEntry> others(List<FilterEntry> filters) {
    List<FilterEntry> others = new ArrayList<>(filters);
    others.removeIf(this::isOwnFilter);
    return others;
  }

  boolean filtersInFileOrder() {
    return filtersInFileOrder;
  }

  boolean handshakesPassFilters() {
    return handshakesPassFilters;
  }
}
