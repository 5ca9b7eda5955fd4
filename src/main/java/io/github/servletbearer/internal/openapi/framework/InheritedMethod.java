// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A method with the annotations that hold for it: its own if it has any of the framework, else
 * those of the method that it overrides, of a superclass before an interface (JSR 339 3.6).
 * Immutable.
 */
public final class InheritedMethod {
  private final ClassInfo.Member declared;
  private final Supertype owner;
  private final ClassInfo.Member annotated;

  private InheritedMethod(ClassInfo.Member declared, Supertype owner, ClassInfo.Member annotated) {
    this.declared = declared;
    this.owner = owner;
    this.annotated = annotated;
  }

  /**
   * Those of a class that have annotations, in the order of the files.
   *
   * @param isAnnotated whether a method has annotations of the framework
   */
  public static List<InheritedMethod> of(
      List<Supertype> hierarchy, Predicate<ClassInfo.Member> isAnnotated) {
    Map<String, Supertype> owners = new LinkedHashMap<>();
    Map<String, ClassInfo.Member> declared = new LinkedHashMap<>();
    Map<String, ClassInfo.Member> annotated = new LinkedHashMap<>();
    for (Supertype type : hierarchy) {
      for (ClassInfo.Member method : type.declaration().methods()) {
        if (isCallable(method)) {
          String signature = signature(type, method);
          declared.putIfAbsent(signature, method);
          owners.putIfAbsent(signature, type);
          if (!annotated.containsKey(signature) && isAnnotated.test(method)) {
            annotated.put(signature, method);
          }
        }
      }
    }
    List<InheritedMethod> methods = new ArrayList<>();
    declared.forEach(
        (signature, method) -> {
          ClassInfo.Member annotations = annotated.get(signature);
          Supertype owner = owners.get(signature);
          if (annotations != null && owner != null) {
            methods.add(new InheritedMethod(method, owner, annotations));
          }
        });
    return methods;
  }

  private static boolean isCallable(ClassInfo.Member method) {
    return !method.isSynthetic() && !method.name().startsWith("<");
  }

  private static String signature(Supertype owner, ClassInfo.Member method) {
    StringBuilder signature = new StringBuilder(method.name());
    for (ClassInfo.Parameter parameter : method.parameters()) {
      JavaType type = owner.resolve(parameter.type());
      signature.append(' ').append(type.component() == null ? type.name() : type.toString());
    }
    return signature.toString();
  }

  /** The class that declares it. */
  public Supertype owner() {
    return owner;
  }

  /** The method that is called. */
  public ClassInfo.Member declared() {
    return declared;
  }

  /** The method whose annotations hold, with as many parameters. */
  public ClassInfo.Member annotated() {
    return annotated;
  }

  /** The type of its result. */
  public JavaType result() {
    return owner.resolve(declared.type());
  }

  /** The type of a parameter. */
  public JavaType parameterType(int place) {
    return owner.resolve(declared.parameters().get(place).type());
  }
}
