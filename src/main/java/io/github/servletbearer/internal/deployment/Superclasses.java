// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import org.jspecify.annotations.Nullable;

/** Knows the superclass of a class without loading it. */
public interface Superclasses {
  /** Knows none. */
  Superclasses UNKNOWN = className -> null;

  /**
   * The name of the superclass.
   *
   * @return null for {@code Object}, and for a class that cannot be read
   */
  @Nullable String of(String className);
}
