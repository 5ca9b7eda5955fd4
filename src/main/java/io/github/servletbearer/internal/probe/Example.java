// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.settings.FilterSettings;
import java.util.Collection;
import java.util.Set;

/** One path that bearer filters judge, and what they must do with it. Immutable. */
final class Example {
  private final String path;
  private final Set<String> filterNames;
  private final Collection<FilterSettings> filters;

  Example(String path, Set<String> filterNames, Collection<FilterSettings> filters) {
    this.path = path;
    this.filterNames = filterNames;
    this.filters = filters;
  }

  /** Below the context path, decoded. */
  String path() {
    return path;
  }

  /** The names of the filters before it, sorted. */
  Set<String> filterNames() {
    return filterNames;
  }

  /** Whether a request by this method must be refused without credentials. */
  boolean refusesNoToken(String method) {
    return filters.stream().anyMatch(filter -> filter.requiresCredentials(method));
  }

  /** Whether a token that was never issued must be refused; with verify=presence it is not. */
  boolean refusesBadToken() {
    return filters.stream().anyMatch(filter -> !filter.isPresence());
  }

  @Override
  public String toString() {
    return path;
  }
}
