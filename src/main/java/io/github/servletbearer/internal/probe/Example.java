// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import java.util.Collection;
import java.util.Set;

/** One path that bearer filters judge, and what they must do with it. Immutable. */
final class Example {
  private final String path;
  private final Set<String> filters;
  private final boolean refusesNoToken;
  private final boolean refusesBadToken;

  Example(String path, Set<String> names, Collection<FilterSettings> filters) {
    this.path = path;
    this.filters = names;
    refusesNoToken = filters.stream().anyMatch(filter -> filter.get(Setting.AUTO_ERROR));
    refusesBadToken = filters.stream().anyMatch(filter -> !filter.isPresence());
  }

  /** Below the context path, decoded. */
  String path() {
    return path;
  }

  /** The filters before it, sorted. */
  Set<String> filters() {
    return filters;
  }

  /** Whether a request without credentials must be refused. */
  boolean refusesNoToken() {
    return refusesNoToken;
  }

  /** Whether a token that was never issued must be refused; with verify=presence it is not. */
  boolean refusesBadToken() {
    return refusesBadToken;
  }

  @Override
  public String toString() {
    return path;
  }
}
