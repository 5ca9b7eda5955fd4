// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A class or interface that another class is, with what its type variables are there. */
public final class Supertype {
  private static final int MAX_SUPERTYPES = 200;

  /** Of type arguments: a class may name ever deeper ones of itself. */
  private static final int MAX_DEPTH = 5;

  private final ClassInfo declaration;
  private final Map<String, JavaType> variables;

  private Supertype(ClassInfo declaration, JavaType type) {
    this.declaration = declaration;
    this.variables = declaration.variables(type);
  }

  /**
   * The class itself, its superclasses and its interfaces, in the order in which frameworks look
   * for annotations (JSR 339 3.6); empty where the class is unknown.
   */
  public static List<Supertype> of(JavaType type, ClassIndex index) {
    List<Supertype> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JavaType next = type; next != null; ) {
      ClassInfo declaration = seen.add(next.name()) ? index.find(next.name()) : null;
      if (declaration == null || found.size() == MAX_SUPERTYPES) {
        break;
      }
      Supertype one = new Supertype(declaration, next);
      found.add(one);
      next = one.resolve(declaration.parent());
    }
    for (int i = 0; i < found.size() && found.size() < MAX_SUPERTYPES; i++) {
      for (JavaType each : found.get(i).declaration.interfaces()) {
        ClassInfo declaration = seen.add(each.name()) ? index.find(each.name()) : null;
        if (declaration != null) {
          found.add(new Supertype(declaration, found.get(i).resolve(each)));
        }
      }
    }
    return found;
  }

  public ClassInfo declaration() {
    return declaration;
  }

  /** A type in this class, as it is in the class that was asked for. */
  public JavaType resolve(JavaType type) {
    if (type.depth() > MAX_DEPTH) {
      return JavaType.named(type.name());
    }
    JavaType resolved = type.resolve(variables);
    return resolved.depth() > MAX_DEPTH ? JavaType.named(resolved.name()) : resolved;
  }
}
