// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that is declared in a class file and may carry annotations. */
abstract class Declared {
  private final String name;
  private final int flags;
  private final List<Said> annotations = new ArrayList<>();

  Declared(String name, int flags) {
    this.name = name;
    this.flags = flags;
  }

  /** Its name; of a class, the one of {@code Class.getName}. */
  String name() {
    return name;
  }

  /** Whether it has one of these access flags (JVMS 4.1, 4.5, 4.6). */
  boolean hasFlag(int mask) {
    return (flags & mask) != 0;
  }

  /** Its own annotations, in the order of the file. */
  List<Said> annotations() {
    return Collections.unmodifiableList(annotations);
  }

  /** For the reader of class files. */
  void add(Said annotation) {
    annotations.add(annotation);
  }
}
