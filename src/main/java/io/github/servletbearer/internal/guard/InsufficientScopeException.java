// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.Set;
import java.util.TreeSet;

/** A valid token that lacks a scope. */
final class InsufficientScopeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> required;
  private final transient Set<String> missing;

  InsufficientScopeException(Set<String> required, Set<String> granted) {
    super("needs " + required, null, false, false);
    this.required = required;
    this.missing = new TreeSet<>(required);
    this.missing.removeAll(granted);
  }

  /** All the scopes that the request needs. */
  Set<String> required() {
    return required;
  }

  /** Those that the token does not have, sorted. */
  Set<String> missing() {
    return missing;
  }
}
