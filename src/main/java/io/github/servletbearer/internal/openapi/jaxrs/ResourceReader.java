// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Bodies;
import io.github.servletbearer.internal.openapi.framework.FoundOperations;
import io.github.servletbearer.internal.openapi.framework.InheritedMethod;
import io.github.servletbearer.internal.openapi.framework.ParameterSchemas;
import io.github.servletbearer.internal.openapi.framework.Roles;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads resource classes: their methods, those of the classes that their locators return, and so on
 * (JSR 339 3.4.1). One for each servlet or filter; not thread-safe.
 */
final class ResourceReader {
  /** Of locators behind locators; they may go in circles. */
  private static final int MAX_DEPTH = 5;

  private final Implementation implementation;
  private final ClassIndex index;
  private final ParameterSchemas parameterSchemas;
  private final Bodies bodies;
  private final Responses responses;
  private final FoundOperations found;

  ResourceReader(
      Implementation implementation,
      ClassIndex index,
      SwaggerAnnotations annotations,
      Schemas schemas) {
    this.implementation = implementation;
    this.index = index;
    this.parameterSchemas = new ParameterSchemas(index, schemas);
    this.bodies = new Bodies(schemas);
    this.responses = new Responses(bodies);
    this.found = new FoundOperations(annotations);
  }

  /** The operations that were read, by path and method. */
  List<DocumentedOperation> operations() {
    return found.sorted();
  }

  /**
   * Reads a root resource class; one without a path serves nothing.
   *
   * @param base the folder below which it is served, below the context root
   */
  void read(String base, String className) {
    List<Supertype> hierarchy = Supertype.of(JavaType.named(className), index);
    AnnotationValues path = ofClass(hierarchy, "Path");
    if (path != null) {
      ResourceRequest request = new ResourceRequest(index, parameterSchemas);
      request.addInjected(hierarchy);
      read(hierarchy, UriTemplate.of(base).append(path.text("value")), request, 0);
    }
  }

  /** An annotation of JAX-RS on the class, or on the nearest of its supertypes that has it. */
  static @Nullable AnnotationValues ofClass(List<Supertype> hierarchy, String annotation) {
    for (Supertype type : hierarchy) {
      AnnotationValues found = JaxRs.annotation(type.declaration(), annotation);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void read(List<Supertype> hierarchy, UriTemplate at, ResourceRequest before, int depth) {
    if (hierarchy.isEmpty() || !found.hasPlaceForClass()) {
      return;
    }
    List<InheritedMethod> methods = methods(hierarchy);
    boolean hidesEmptyPaths =
        implementation == Implementation.JERSEY_2 && methods.stream().anyMatch(this::hasNoPath);
    for (InheritedMethod method : methods) {
      AnnotationValues path = JaxRs.annotation(method.annotated(), "Path");
      List<String> httpMethods = JaxRs.httpMethods(method.annotated(), index);
      boolean leads = path != null && depth < MAX_DEPTH;
      boolean hidden = hidesEmptyPaths && path != null && path.text("value").matches("/?");
      if (!found.hasPlace() || (httpMethods.isEmpty() ? !leads : hidden)) {
        continue;
      }
      UriTemplate template = path == null ? at : at.append(path.text("value"));
      ResourceRequest request = before.with(method);
      for (String httpMethod : httpMethods) {
        if (FoundOperations.HTTP_METHODS.contains(httpMethod)) {
          add(httpMethod, template, request, method, hierarchy);
        }
      }
      if (httpMethods.isEmpty()) {
        read(Supertype.of(located(method.result()), index), template, request, depth + 1);
      }
    }
  }

  /** Whether it answers at the path of its class, where Jersey 2 then looks no further. */
  private boolean hasNoPath(InheritedMethod method) {
    return JaxRs.annotation(method.annotated(), "Path") == null
        && !JaxRs.httpMethods(method.annotated(), index).isEmpty();
  }

  private List<InheritedMethod> methods(List<Supertype> hierarchy) {
    return InheritedMethod.of(
        hierarchy, method -> method.hasFlag(Modifier.PUBLIC) && JaxRs.isAnnotated(method, index));
  }

  /** What a locator returns: an object or, in implementations of JAX-RS 2, its class. */
  private static JavaType located(JavaType result) {
    boolean isClass = result.name().equals("java.lang.Class") && result.arguments().size() == 1;
    return isClass ? result.arguments().get(0) : result;
  }

  private void add(
      String httpMethod,
      UriTemplate template,
      ResourceRequest request,
      InheritedMethod method,
      List<Supertype> hierarchy) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String description = description(request, method, hierarchy);
    if (!description.isEmpty()) {
      fields.put("description", description);
    }
    fields.put("parameters", request.described().parameters(template));
    Map<String, Object> body =
        httpMethod.equals("GET") || httpMethod.equals("HEAD")
            ? null
            : bodies.request(
                request.described(), Responses.mediaTypes(ofMethod(method, hierarchy, "Consumes")));
    if (body != null) {
      fields.put("requestBody", body);
    }
    AnnotationValues produces = ofMethod(method, hierarchy, "Produces");
    fields.put("responses", responses.of(method.result(), request.isSuspended(), produces));
    found.add(httpMethod, template.path(), fields, method, hierarchy);
  }

  private static @Nullable AnnotationValues ofMethod(
      InheritedMethod method, List<Supertype> hierarchy, String annotation) {
    AnnotationValues own = JaxRs.annotation(method.annotated(), annotation);
    return own == null ? ofClass(hierarchy, annotation) : own;
  }

  private static String description(
      ResourceRequest request, InheritedMethod method, List<Supertype> hierarchy) {
    List<String> sentences = new ArrayList<>();
    sentences.add(request.described().matrixSentence());
    String roles = Roles.sentence(method.declared());
    for (int i = 0; roles.isEmpty() && i < hierarchy.size(); i++) {
      roles = Roles.sentence(hierarchy.get(i).declaration());
    }
    sentences.add(roles);
    sentences.removeIf(String::isEmpty);
    return String.join(" ", sentences);
  }
}
