// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.Set;

/** A good token that lacks a scope. */
final class InsufficientScopeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> required;

  InsufficientScopeException(Set<String> required) {
    super("needs " + required, null, false, false);
    this.required = required;
  }

  /** All the scopes that the request needs. */
  Set<String> required() {
    return required;
  }
}
