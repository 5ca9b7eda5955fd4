// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is declared in a class file and may carry annotations. */
public abstract class AnnotatedElement {
  private static final String SWAGGER = "io.swagger.v3.oas.annotations.";

  private final String name;
  private final int flags;
  private final List<AnnotationValues> annotations = new ArrayList<>();
  private boolean hasNew = false;
  private boolean hasOld = false;
  private @Nullable Map<String, AnnotationValues> old;

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

  /**
   * Its swagger annotation of this name, or null; what 1.x says is added, as far as 2.x is silent.
   *
   * @param name as in {@code tags.Tag} of 2.x
   */
  public @Nullable AnnotationValues annotation(String name) {
    AnnotationValues own = hasNew ? annotationOfClass(SWAGGER + name) : null;
    AnnotationValues old = hasOld ? old().get(name) : null;
    return old == null ? own : own == null ? old : own.over(old);
  }

  private Map<String, AnnotationValues> old() {
    if (old == null) {
      old = Swagger1Annotations.of(annotations, isClass());
    }
    return old;
  }

  /** Whether it is a class, not a part of one. */
  boolean isClass() {
    return false;
  }

  /** Whether it has any swagger annotation, of 2.x or 1.x. */
  public boolean hasSwagger() {
    return hasNew || hasOld;
  }

  /** Whether it has the swagger annotation of this name. */
  public boolean hasAnnotation(String name) {
    return annotation(name) != null;
  }

  /** A repeatable swagger annotation, by itself and in its container, in the order of the file. */
  public List<AnnotationValues> annotations(String name) {
    List<AnnotationValues> all = new ArrayList<>();
    if (!hasSwagger()) {
      return all;
    }
    AnnotationValues single = annotation(name);
    String several = name + "s";
    AnnotationValues container =
        single == null ? annotation(several) : annotationOfClass(SWAGGER + several);
    if (single != null) {
      all.add(single);
    }
    if (container != null) {
      all.addAll(container.children("value"));
    }
    return all;
  }

  /** All its annotations, in the order of the file. */
  public List<AnnotationValues> annotations() {
    return Collections.unmodifiableList(annotations);
  }

  /** The annotation of this class name, or null. */
  public @Nullable AnnotationValues annotationOfClass(String className) {
    for (AnnotationValues annotation : annotations) {
      if (annotation.className().equals(className)) {
        return annotation;
      }
    }
    return null;
  }

  /** The annotation whose class name ends so: a build may have moved its library. */
  public @Nullable AnnotationValues annotationEndingWith(String ending) {
    for (AnnotationValues annotation : annotations) {
      if (annotation.className().endsWith(ending)) {
        return annotation;
      }
    }
    return null;
  }

  /** Adds an annotation; for the reader of class files. */
  void add(AnnotationValues annotation) {
    annotations.add(annotation);
    hasNew |= annotation.className().startsWith(SWAGGER);
    hasOld |= Swagger1Annotations.isOne(annotation.className());
  }
}
