// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.jboss.jandex.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Generic types with their variables filled in, so that each is a class with known arguments. */
final class JavaTypes {
  private final ClassIndex index;

  JavaTypes(ClassIndex index) {
    this.index = index;
  }

  /** The type with its variables replaced; what stays unknown is Object. */
  static Type resolve(Type type, Map<String, Type> variables) {
    switch (type.kind()) {
      case PARAMETERIZED_TYPE:
        Type[] arguments =
            arguments(type).stream().map(t -> resolve(t, variables)).toArray(Type[]::new);
        return ParameterizedType.create(type.name(), arguments);
      case ARRAY:
        return ArrayType.create(resolve(type.asArrayType().componentType(), variables), 1);
      case WILDCARD_TYPE:
        return resolve(type.asWildcardType().extendsBound(), variables);
      case TYPE_VARIABLE:
        return variables.getOrDefault(
            type.asTypeVariable().identifier(), bound(type.asTypeVariable()));
      case CLASS:
      case PRIMITIVE:
        return type;
      default:
        return ClassType.OBJECT_TYPE; // void, or a variable that bounds itself
    }
  }

  /** What a raw use of the variable may hold; bounds with arguments may go in circles. */
  private static Type bound(TypeVariable variable) {
    List<Type> bounds = variable.bounds();
    return bounds.isEmpty() || bounds.get(0).kind() != Type.Kind.CLASS
        ? ClassType.OBJECT_TYPE
        : bounds.get(0);
  }

  /** The arguments of a generic type, none for any other. */
  static List<Type> arguments(Type type) {
    return type.kind() == Type.Kind.PARAMETERIZED_TYPE
        ? type.asParameterizedType().arguments()
        : Collections.emptyList();
  }

  /** What the type's arguments are called inside its class. */
  static Map<String, Type> variables(ClassInfo declaration, Type type) {
    Map<String, Type> variables = new HashMap<>();
    List<TypeVariable> parameters = declaration.typeParameters();
    List<Type> arguments = arguments(type);
    for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
      variables.put(parameters.get(i).identifier(), arguments.get(i));
    }
    return variables;
  }

  /**
   * The form in which the type is of a kind of the JVM, as {@code Collection}; null if it isn't.
   */
  @Nullable Type as(Class<?> kind, Type type) {
    return as(kind, type, new ArrayList<>());
  }

  private @Nullable Type as(Class<?> kind, Type type, List<String> seen) {
    String name = type.name().toString();
    if (ClassIndex.isOfThePlatform(name)) {
      return ClassIndex.isPlatformKind(name, kind) ? type : null;
    }
    ClassInfo declaration = index.find(name);
    if (declaration == null || seen.contains(name)) {
      return null;
    }
    seen.add(name);
    List<Type> parents = new ArrayList<>(declaration.interfaceTypes());
    if (declaration.superClassType() != null) {
      parents.add(0, declaration.superClassType());
    }
    for (Type parent : parents) {
      Type found = as(kind, resolve(parent, variables(declaration, type)), seen);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** How deep arguments are nested: a class may name ever deeper ones of itself. */
  static int depth(Type type) {
    int deepest = 0;
    for (Type argument : arguments(type)) {
      deepest = Math.max(deepest, depth(argument));
    }
    return 1
        + (type.kind() == Type.Kind.ARRAY ? depth(type.asArrayType().componentType()) : deepest);
  }

  /** The type in full, which no other has. */
  static String key(Type type) {
    return text(type, type.kind() == Type.Kind.ARRAY ? "" : type.name().toString(), true);
  }

  /** The type in short: {@code Page_Item} for {@code Page<Item>}. */
  static String label(Type type) {
    String name = type.kind() == Type.Kind.ARRAY ? "" : type.name().withoutPackagePrefix();
    return text(type, name.substring(name.lastIndexOf('$') + 1), false);
  }

  private static String text(Type type, String name, boolean full) {
    if (type.kind() == Type.Kind.ARRAY) {
      Type item = type.asArrayType().componentType();
      return "Array" + (full ? "<" + key(item) + ">" : "_" + label(item));
    }
    StringBuilder text = new StringBuilder(name);
    for (Type argument : arguments(type)) {
      text.append(full ? "<" : "_").append(full ? key(argument) : label(argument));
    }
    return (full && !arguments(type).isEmpty() ? text.append('>') : text).toString();
  }
}
