// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Declaration;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * One annotation as it stands in a class file: only what its author wrote, for defaults are in the
 * annotation's own class. An element of another type than expected counts as absent. Immutable.
 */
final class Said {
  private static final String SWAGGER = "io.swagger.v3.oas.annotations.";

  private final AnnotationInstance annotation;

  private Said(AnnotationInstance annotation) {
    this.annotation = annotation;
  }

  /**
   * A swagger annotation of a class, method or field, or null.
   *
   * @param name as in {@code tags.Tag}
   */
  static @Nullable Said of(Declaration declaration, String name) {
    return named(declaration, SWAGGER + name);
  }

  /** Whether the declaration carries the swagger annotation. */
  static boolean isOn(Declaration declaration, String name) {
    return of(declaration, name) != null;
  }

  /** A repeatable swagger annotation, by itself and in its container, in the order of writing. */
  static List<Said> allOf(Declaration declaration, String name) {
    List<Said> all = new ArrayList<>();
    Said single = of(declaration, name);
    Said container = of(declaration, name + "s");
    if (single != null) {
      all.add(single);
    }
    if (container != null) {
      all.addAll(container.children("value"));
    }
    return all;
  }

  /** The annotation of this very class name, or null. */
  static @Nullable Said named(Declaration declaration, String className) {
    for (AnnotationInstance annotation : annotations(declaration)) {
      if (annotation.name().toString().equals(className)) {
        return new Said(annotation);
      }
    }
    return null;
  }

  /** The annotation whose class name ends so: a library may have been moved to another package. */
  static @Nullable Said endingWith(Declaration declaration, String ending) {
    for (AnnotationInstance annotation : annotations(declaration)) {
      if (annotation.name().toString().endsWith(ending)) {
        return new Said(annotation);
      }
    }
    return null;
  }

  private static List<AnnotationInstance> annotations(Declaration declaration) {
    return declaration.kind() == AnnotationTarget.Kind.CLASS
        ? ((ClassInfo) declaration).declaredAnnotations() // not those of its members
        : new ArrayList<>(declaration.declaredAnnotations());
  }

  /** A text, or an empty one. */
  String text(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.STRING);
    return value == null ? "" : value.asString();
  }

  /** The texts of an array. */
  List<String> texts(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.ARRAY);
    return value == null || value.componentKind() != AnnotationValue.Kind.STRING
        ? Collections.emptyList()
        : Arrays.asList(value.asStringArray());
  }

  /** The name of an enum's constant, or an empty text. */
  String constant(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.ENUM);
    return value == null ? "" : value.asEnum();
  }

  /** Whether a boolean is true. */
  boolean is(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.BOOLEAN);
    return value != null && value.asBoolean();
  }

  /** A whole number or a fraction, or null. */
  @Nullable Number number(String element) {
    AnnotationValue value = annotation.value(element);
    return value != null && value.value() instanceof Number ? (Number) value.value() : null;
  }

  /** A class, or null; {@code Void} stands for none. */
  @Nullable Type type(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.CLASS);
    return value == null || isNone(value.asClass()) ? null : value.asClass();
  }

  /** The classes of an array. */
  List<Type> types(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.ARRAY);
    return value == null || value.componentKind() != AnnotationValue.Kind.CLASS
        ? Collections.emptyList()
        : Arrays.asList(value.asClassArray());
  }

  private static boolean isNone(Type type) {
    return type.kind() == Type.Kind.VOID || type.name().toString().equals("java.lang.Void");
  }

  /** An annotation inside this one, or null. */
  @Nullable Said child(String element) {
    AnnotationValue value = value(element, AnnotationValue.Kind.NESTED);
    return value == null ? null : new Said(value.asNested());
  }

  /** The annotations of an array inside this one. */
  List<Said> children(String element) {
    List<Said> children = new ArrayList<>();
    AnnotationValue value = value(element, AnnotationValue.Kind.ARRAY);
    if (value != null && value.componentKind() == AnnotationValue.Kind.NESTED) {
      for (AnnotationInstance child : value.asNestedArray()) {
        children.add(new Said(child));
      }
    }
    return children;
  }

  private @Nullable AnnotationValue value(String element, AnnotationValue.Kind kind) {
    AnnotationValue value = annotation.value(element);
    return value != null && value.kind() == kind ? value : null;
  }

  /** Puts the text where there is one. */
  void copy(String element, Map<String, Object> to) {
    copy(element, to, element);
  }

  /** Puts the text under another name where there is one. */
  void copy(String element, Map<String, Object> to, String key) {
    String text = text(element);
    if (!text.isEmpty()) {
      to.put(key, text);
    }
  }

  /** Puts {@code true} where the flag is set. */
  void copyFlag(String element, Map<String, Object> to) {
    if (is(element)) {
      to.put(element, true);
    }
  }
}
