// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.InheritedMethod;
import io.github.servletbearer.internal.openapi.framework.Roles;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A method of a controller that answers requests, with its mapping. Immutable. */
final class Handler {
  private static final String SECURITY = "org.springframework.security.access.";
  private static final String[] EXPRESSIONS = {"PreAuthorize", "PostAuthorize"};

  /** What a method writes a response to by itself. */
  private static final Set<String> OUTPUTS =
      new HashSet<>(
          Arrays.asList(
              "javax.servlet.ServletResponse",
              "javax.servlet.http.HttpServletResponse",
              "java.io.OutputStream",
              "java.io.Writer"));

  private final InheritedMethod method;
  private final List<Supertype> hierarchy;
  private final List<InheritedMethod> modelMethods;
  private final RequestMapping mapping;
  private final ClassIndex index;

  private Handler(
      InheritedMethod method,
      List<Supertype> hierarchy,
      List<InheritedMethod> modelMethods,
      RequestMapping mapping,
      ClassIndex index) {
    this.method = method;
    this.hierarchy = hierarchy;
    this.modelMethods = modelMethods;
    this.mapping = mapping;
    this.index = index;
  }

  /**
   * Those of a controller, in the order of the files.
   *
   * @param resolver puts values in place of placeholders
   */
  static List<Handler> of(
      List<Supertype> hierarchy, ClassIndex index, UnaryOperator<String> resolver) {
    RequestMapping ofClass =
        RequestMapping.of(MergedAnnotation.of(hierarchy, SpringMvc.MAPPING, index), resolver);
    List<InheritedMethod> modelMethods =
        InheritedMethod.of(
            hierarchy,
            each ->
                MergedAnnotation.of(each, SpringMvc.BIND + "ModelAttribute", index) != null
                    && MergedAnnotation.of(each, SpringMvc.MAPPING, index) == null);
    List<Handler> handlers = new ArrayList<>();
    for (InheritedMethod method :
        InheritedMethod.of(
            hierarchy, each -> MergedAnnotation.of(each, SpringMvc.MAPPING, index) != null)) {
      MergedAnnotation own = MergedAnnotation.of(method.annotated(), SpringMvc.MAPPING, index);
      RequestMapping mapping = ofClass.with(RequestMapping.of(own, resolver));
      handlers.add(new Handler(method, hierarchy, modelMethods, mapping, index));
    }
    return handlers;
  }

  InheritedMethod method() {
    return method;
  }

  List<Supertype> hierarchy() {
    return hierarchy;
  }

  /** Methods of the controller that are called before the handler, with the same request. */
  List<InheritedMethod> modelMethods() {
    return Collections.unmodifiableList(modelMethods);
  }

  RequestMapping mapping() {
    return mapping;
  }

  /** An annotation of the method, else of the method that it overrides, else of the class. */
  @Nullable MergedAnnotation annotation(String name) {
    for (AnnotatedElement element : Arrays.asList(method.declared(), method.annotated())) {
      MergedAnnotation found = MergedAnnotation.of(element, name, index);
      if (found != null) {
        return found;
      }
    }
    return MergedAnnotation.of(hierarchy, name, index);
  }

  /** Whether the result is what is sent, and names no page. */
  boolean returnsBody() {
    return annotation(SpringMvc.BODY) != null;
  }

  /** Whether the method may write its response itself, and returns nothing. */
  boolean writesItself() {
    boolean hasOutput = false;
    for (int i = 0; i < method.declared().parameters().size(); i++) {
      hasOutput |= OUTPUTS.contains(method.parameterType(i).name());
    }
    return hasOutput && method.result().name().equals("void");
  }

  /** Notes for readers: what the mapping excludes, and who may call the method by its code. */
  Set<String> sentences() {
    Set<String> sentences = new LinkedHashSet<>();
    sentences.add(mapping.excluded());
    List<AnnotatedElement> elements = new ArrayList<>();
    elements.add(method.declared());
    elements.add(method.annotated());
    hierarchy.forEach(type -> elements.add(type.declaration()));
    for (AnnotatedElement element : elements) {
      String sentence = security(element);
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
        break;
      }
    }
    sentences.remove("");
    return sentences;
  }

  private static String security(AnnotatedElement element) {
    AnnotationValues secured = element.annotationOfClass(SECURITY + "annotation.Secured");
    if (secured != null) {
      String roles = String.join(", ", secured.texts("value"));
      return "The code allows these attributes: " + roles + " (Secured).";
    }
    for (String name : EXPRESSIONS) {
      AnnotationValues found = element.annotationOfClass(SECURITY + "prepost." + name);
      if (found != null) {
        return "The code allows those for whom `" + found.text("value") + "` (" + name + ").";
      }
    }
    return Roles.sentence(element);
  }

  /** The type of its result. */
  JavaType result() {
    return method.result();
  }
}
