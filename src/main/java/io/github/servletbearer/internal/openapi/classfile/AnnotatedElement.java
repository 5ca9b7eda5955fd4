// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that is declared in a class file and may carry annotations. */
public abstract class AnnotatedElement {
  private final String name;
  private final int flags;
  private final List<AnnotationValues> annotations = new ArrayList<>();

  AnnotatedElement(String name, int flags) {
    this.name = name;
    this.flags = flags;
  }

  /** Its name; of a class, the one of {@code Class.getName}. */
  public String name() {
    return name;
  }

  /** Whether it has one of these access flags (JVMS 4.1, 4.5, 4.6). */
  public boolean hasFlag(int mask) {
    return (flags & mask) != 0;
  }

  /** Its own annotations, in the order of the file. */
  List<AnnotationValues> annotations() {
    return Collections.unmodifiableList(annotations);
  }

  /** For the reader of class files. */
  void add(AnnotationValues annotation) {
    annotations.add(annotation);
  }
}
