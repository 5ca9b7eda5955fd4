// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public method with the annotations that hold for it: its own if it has any of JAX-RS, else
 * those of the method that it overrides, of a superclass before an interface (JSR 339 3.6).
 * Immutable.
 */
final class ResourceMethod {
  private final ClassInfo.Member declared;
  private final Supertype owner;
  private final ClassInfo.Member annotated;

  private ResourceMethod(ClassInfo.Member declared, Supertype owner, ClassInfo.Member annotated) {
    this.declared = declared;
    this.owner = owner;
    this.annotated = annotated;
  }

  /** Those of a class, in the order of the files. */
  static List<ResourceMethod> of(List<Supertype> hierarchy, ClassIndex index) {
    Map<String, Supertype> owners = new LinkedHashMap<>();
    Map<String, ClassInfo.Member> declared = new LinkedHashMap<>();
    Map<String, ClassInfo.Member> annotated = new LinkedHashMap<>();
    for (Supertype type : hierarchy) {
      for (ClassInfo.Member method : type.declaration().methods()) {
        if (isCallable(method)) {
          String signature = signature(type, method);
          declared.putIfAbsent(signature, method);
          owners.putIfAbsent(signature, type);
          if (!annotated.containsKey(signature) && JaxRs.isAnnotated(method, index)) {
            annotated.put(signature, method);
          }
        }
      }
    }
    List<ResourceMethod> methods = new ArrayList<>();
    declared.forEach(
        (signature, method) -> {
          ClassInfo.Member annotations = annotated.get(signature);
          Supertype owner = owners.get(signature);
          if (annotations != null && owner != null) {
            methods.add(new ResourceMethod(method, owner, annotations));
          }
        });
    return methods;
  }

  private static boolean isCallable(ClassInfo.Member method) {
    return method.hasFlag(Modifier.PUBLIC)
        && !method.hasFlag(Modifier.STATIC)
        && !method.isSynthetic()
        && !method.name().startsWith("<");
  }

  private static String signature(Supertype owner, ClassInfo.Member method) {
    StringBuilder signature = new StringBuilder(method.name());
    for (ClassInfo.Parameter parameter : method.parameters()) {
      JavaType type = owner.resolve(parameter.type());
      signature.append(' ').append(type.component() == null ? type.name() : type.toString());
    }
    return signature.toString();
  }

  /** The method that is called. */
  ClassInfo.Member declared() {
    return declared;
  }

  /** The method whose annotations hold, with as many parameters. */
  ClassInfo.Member annotated() {
    return annotated;
  }

  /** The type of its result. */
  JavaType result() {
    return owner.resolve(declared.type());
  }

  /** The type of a parameter. */
  JavaType parameterType(int place) {
    return owner.resolve(declared.parameters().get(place).type());
  }

  /** Its own path below that of the class, or null where it has none. */
  @Nullable String path() {
    AnnotationValues path = JaxRs.annotation(annotated, "Path");
    return path == null ? null : path.text("value");
  }
}
