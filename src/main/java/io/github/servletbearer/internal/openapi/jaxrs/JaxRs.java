// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.framework.FoundOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of JAX-RS (JSR 311, JSR 339), before and after its package was renamed. */
final class JaxRs {
  /** What the file of a class with {@code @Path} holds. */
  static final String PATH_IN_FILE = "/ws/rs/Path;";

  private static final String[] PACKAGES = {"javax.ws.rs.", "jakarta.ws.rs."};

  private JaxRs() {}

  /**
   * An annotation of JAX-RS, or null.
   *
   * @param name as {@code Path} or {@code core.Context}
   */
  static @Nullable AnnotationValues annotation(AnnotatedElement element, String name) {
    for (AnnotationValues annotation : element.annotations()) {
      if (isNamed(annotation.className(), name)) {
        return annotation;
      }
    }
    return null;
  }

  /** Whether the class is the one of JAX-RS with this name. */
  static boolean isNamed(String className, String name) {
    for (String each : PACKAGES) {
      if (className.length() == each.length() + name.length()
          && className.startsWith(each)
          && className.endsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a method or one of its parameters has an annotation of JAX-RS (JSR 339 3.6). */
  static boolean isAnnotated(ClassInfo.Member method, ClassIndex index) {
    return hasAny(method)
        || method.parameters().stream().anyMatch(JaxRs::hasAny)
        || !httpMethods(method, index).isEmpty();
  }

  private static boolean hasAny(AnnotatedElement element) {
    for (AnnotationValues annotation : element.annotations()) {
      for (String each : PACKAGES) {
        if (annotation.className().startsWith(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The HTTP methods that its annotations stand for. */
  static List<String> httpMethods(ClassInfo.Member method, ClassIndex index) {
    List<String> found = new ArrayList<>();
    for (AnnotationValues annotation : method.annotations()) {
      String name = httpMethod(annotation.className(), index);
      if (!name.isEmpty() && !found.contains(name)) {
        found.add(name);
      }
    }
    return found;
  }

  /** The HTTP method that an annotation stands for (JSR 339 3.3), or an empty text. */
  private static String httpMethod(String className, ClassIndex index) {
    if (ClassHeaders.isOfThePlatform(className)) {
      String simple = className.substring(className.lastIndexOf('.') + 1);
      return isNamed(className, simple) && FoundOperations.HTTP_METHODS.contains(simple)
          ? simple
          : "";
    }
    ClassInfo type = index.find(className);
    AnnotationValues designator = type == null ? null : annotation(type, "HttpMethod");
    return designator == null ? "" : designator.text("value");
  }
}
