// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.LinkedHashSet;
import java.util.Set;
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

  /** The class and its superclasses, nearest first, as far as they are known. */
  default Set<String> lineage(@Nullable String className) {
    Set<String> lineage = new LinkedHashSet<>();
    String next = className;
    while (next != null && lineage.add(next)) { // broken files may go in circles
      next = of(next);
    }
    return lineage;
  }
}
