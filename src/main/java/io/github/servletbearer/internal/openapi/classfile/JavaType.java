// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type as a class file writes it: a class with arguments, an array, or a variable. Immutable. */
public final class JavaType {
  /** What stands for anything. */
  static final JavaType OBJECT = named("java.lang.Object");

  private final String name;
  private final boolean variable;
  private final @Nullable JavaType component;
  private final List<JavaType> arguments;

  private JavaType(
      String name, boolean variable, @Nullable JavaType component, List<JavaType> arguments) {
    this.name = name;
    this.variable = variable;
    this.component = component;
    this.arguments =
        arguments.isEmpty()
            ? Collections.emptyList()
            : Collections.unmodifiableList(new ArrayList<>(arguments));
  }

  /** A class without arguments, or a primitive type. */
  public static JavaType named(String className) {
    return generic(className, Collections.emptyList());
  }

  static JavaType generic(String className, List<JavaType> arguments) {
    return new JavaType(className, false, null, arguments);
  }

  /** An array of such things. */
  static JavaType arrayOf(JavaType component) {
    return new JavaType("[]", false, component, Collections.emptyList());
  }

  /** A variable of the class around. */
  static JavaType variable(String name) {
    return new JavaType(name, true, null, Collections.emptyList());
  }

  /** The name as in {@code Class.getName}; of a variable, its own. */
  public String name() {
    return name;
  }

  /** What the array holds; null for no array. */
  public @Nullable JavaType component() {
    return component;
  }

  /** The arguments, none where it is not generic. */
  public List<JavaType> arguments() {
    return arguments;
  }

  /** Whether it is a class or primitive type that needs no further word. */
  boolean isPlain() {
    return !variable && component == null && arguments.isEmpty();
  }

  /** The type with its variables replaced; what stays unknown is Object. */
  public JavaType resolve(Map<String, JavaType> variables) {
    if (isPlain()) {
      return this;
    }
    if (variable) {
      return variables.getOrDefault(name, OBJECT);
    }
    if (component != null) {
      return arrayOf(component.resolve(variables));
    }
    List<JavaType> resolved = new ArrayList<>();
    arguments.forEach(argument -> resolved.add(argument.resolve(variables)));
    return generic(name, resolved);
  }

  /** How deep arguments are nested: a class may name ever deeper ones of itself. */
  public int depth() {
    int deepest = component == null ? 0 : component.depth();
    for (JavaType argument : arguments) {
      deepest = Math.max(deepest, argument.depth());
    }
    return 1 + deepest;
  }

  /** The type in short: {@code Page_Item} for {@code Page<Item>}. */
  public String label() {
    if (component != null) {
      return "Array_" + component.label();
    }
    String simple = name.substring(name.lastIndexOf('.') + 1);
    StringBuilder label = new StringBuilder(simple.substring(simple.lastIndexOf('$') + 1));
    arguments.forEach(argument -> label.append('_').append(argument.label()));
    return label.toString();
  }

  /** The type in full, which no other has. */
  @Override
  public String toString() {
    if (component != null) {
      return component + "[]";
    }
    return arguments.isEmpty() ? name : name + arguments;
  }
}
