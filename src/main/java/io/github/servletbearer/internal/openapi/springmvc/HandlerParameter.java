// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.InheritedMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of a handler with its annotations, those of the overridden method too. Immutable. */
final class HandlerParameter {
  /** Packages of annotations that say nothing of where a value comes from. */
  private static final List<String> SILENT =
      Arrays.asList(
          "javax.validation.",
          "javax.annotation.",
          "org.hibernate.validator.",
          "org.springframework.validation.",
          "org.springframework.format.",
          "org.springframework.lang.",
          "io.swagger.",
          "java.lang.",
          "org.jetbrains.",
          "lombok.");

  /** Part of the text by which Spring says that there is no default. */
  private static final String NO_DEFAULT = "\uE000\uE001\uE002";

  private final List<AnnotatedElement> elements;
  private final JavaType type;
  private final String ownName;
  private final ClassIndex index;

  private HandlerParameter(
      List<AnnotatedElement> elements, JavaType type, String ownName, ClassIndex index) {
    this.elements = elements;
    this.type = type;
    this.ownName = ownName;
    this.index = index;
  }

  /** Those of a method, in their order. */
  static List<HandlerParameter> of(InheritedMethod method, ClassIndex index) {
    List<String> names = index.parameterNames(method.owner().declaration(), method.declared());
    List<HandlerParameter> parameters = new ArrayList<>();
    for (int i = 0; i < method.declared().parameters().size(); i++) {
      parameters.add(
          new HandlerParameter(
              Arrays.asList(
                  method.declared().parameters().get(i), method.annotated().parameters().get(i)),
              method.parameterType(i),
              i < names.size() ? names.get(i) : "",
              index));
    }
    return parameters;
  }

  /** What stands in an Optional, or the type itself. */
  JavaType type() {
    return isOptional() ? type.arguments().get(0) : type;
  }

  private boolean isOptional() {
    return type.name().equals("java.util.Optional") && type.arguments().size() == 1;
  }

  /** An annotation of Spring for parameters, or null. */
  @Nullable MergedAnnotation annotation(String simpleName) {
    for (AnnotatedElement element : elements) {
      MergedAnnotation found = MergedAnnotation.of(element, SpringMvc.BIND + simpleName, index);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Whether another annotation may say where its value comes from. */
  boolean isInjected() {
    return elements.stream()
        .flatMap(element -> element.annotations().stream())
        .anyMatch(each -> SILENT.stream().noneMatch(each.className()::startsWith));
  }

  /** Its name in the request: that of the annotation, else in the code, else an empty text. */
  String name(@Nullable MergedAnnotation annotation) {
    String given = annotation == null ? "" : annotation.text("name", "value");
    return given.isEmpty() ? ownName : given;
  }

  /** Whether a request must have it. */
  boolean isRequired(MergedAnnotation annotation) {
    return annotation.is("required", true)
        && !hasDefault(annotation)
        && !isOptional()
        && !isNullable();
  }

  private static boolean hasDefault(MergedAnnotation annotation) {
    return annotation.has("defaultValue") && !annotation.text("defaultValue").contains(NO_DEFAULT);
  }

  /** Any annotation of that name will do, since 5.0. */
  private boolean isNullable() {
    return index.find(SpringMvc.NULLABLE) != null
        && elements.stream()
            .flatMap(element -> element.annotations().stream())
            .anyMatch(each -> each.className().matches(".*[.$]Nullable"));
  }

  /** The words of swagger for it, or null. */
  @Nullable AnnotationValues words() {
    for (AnnotatedElement element : elements) {
      AnnotationValues words = element.annotation("Parameter");
      if (words != null) {
        return words;
      }
    }
    return null;
  }
}
