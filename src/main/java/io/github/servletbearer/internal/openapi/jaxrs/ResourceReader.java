// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.DisplayNames;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads resource classes: their methods, those of the classes that their locators return, and so on
 * (JSR 339 3.4.1). One for each servlet or filter; not thread-safe.
 */
final class ResourceReader {
  private static final Logger LOGGER = Logger.getLogger(ResourceReader.class.getName());

  /** Of locators behind locators; they may go in circles. */
  private static final int MAX_DEPTH = 5;

  private static final int MAX_OPERATIONS = 10_000;

  /** Of classes that are read, the same one at different paths included. */
  private static final int MAX_CLASSES = 20_000;

  private static final String[] SUFFIXES = {
    "Impl", "Resource", "Service", "Controller", "Endpoint"
  };

  private final ClassIndex index;
  private final SwaggerAnnotations annotations;
  private final ParameterSchemas parameterSchemas;
  private final Bodies bodies;
  private final List<DocumentedOperation> operations = new ArrayList<>();
  private int classes = 0;

  ResourceReader(ClassIndex index, SwaggerAnnotations annotations, Schemas schemas) {
    this.index = index;
    this.annotations = annotations;
    this.parameterSchemas = new ParameterSchemas(index, schemas);
    this.bodies = new Bodies(schemas);
  }

  /** The operations that were read, by path and method. */
  List<DocumentedOperation> operations() {
    List<DocumentedOperation> sorted = new ArrayList<>(operations);
    sorted.sort(
        Comparator.comparing((DocumentedOperation each) -> each.annotations().path())
            .thenComparing(DocumentedOperation::httpMethod));
    return sorted;
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
      RequestDescription request = new RequestDescription(index, parameterSchemas);
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

  private void read(
      List<Supertype> hierarchy, UriTemplate at, RequestDescription before, int depth) {
    if (hierarchy.isEmpty() || isTooMuch()) {
      return;
    }
    for (ResourceMethod method : ResourceMethod.of(hierarchy, index)) {
      UriTemplate template = at.append(method.path());
      RequestDescription request = before.with(method);
      List<String> httpMethods = JaxRs.httpMethods(method.annotated(), index);
      for (String httpMethod : httpMethods) {
        add(httpMethod, template, request, method, hierarchy);
      }
      if (httpMethods.isEmpty() && method.path() != null && depth < MAX_DEPTH) {
        request.dropEntity();
        read(Supertype.of(located(method.result()), index), template, request, depth + 1);
      }
    }
  }

  private boolean isTooMuch() {
    boolean tooMuch = ++classes > MAX_CLASSES || operations.size() >= MAX_OPERATIONS;
    if (tooMuch && classes < Integer.MAX_VALUE / 2) {
      LOGGER.warning("More operations of JAX-RS than the document lists; some are left out");
      classes = Integer.MAX_VALUE / 2; // says it once
    }
    return tooMuch;
  }

  /** What a locator returns: an object or, in implementations of JAX-RS 2, its class. */
  private static JavaType located(JavaType result) {
    boolean isClass = result.name().equals("java.lang.Class") && result.arguments().size() == 1;
    return isClass ? result.arguments().get(0) : result;
  }

  private void add(
      String httpMethod,
      UriTemplate template,
      RequestDescription request,
      ResourceMethod method,
      List<Supertype> hierarchy) {
    if (operations.size() >= MAX_OPERATIONS) {
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    String name = resourceName(hierarchy.get(0).declaration().name());
    fields.put("tags", Collections.singletonList(DisplayNames.title(DisplayNames.of(name))));
    fields.put("summary", DisplayNames.title(DisplayNames.of(method.declared().name())));
    String description = description(request, method, hierarchy);
    if (!description.isEmpty()) {
      fields.put("description", description);
    }
    fields.put("operationId", DisplayNames.identifier(name + "_" + method.declared().name()));
    fields.put("parameters", request.parameters(template));
    AnnotationValues consumes = ofMethod(method, hierarchy, "Consumes");
    Map<String, Object> body =
        httpMethod.equals("GET") || httpMethod.equals("HEAD")
            ? null
            : bodies.request(request, consumes);
    if (body != null) {
      fields.put("requestBody", body);
    }
    AnnotationValues produces = ofMethod(method, hierarchy, "Produces");
    fields.put("responses", bodies.responses(method.result(), request.isSuspended(), produces));
    OperationAnnotations read = OperationAnnotations.ofFramework(fields, template.path());
    operations.add(new DocumentedOperation(httpMethod, refined(read, method, hierarchy)));
  }

  /** With the words of swagger annotations on the class and the method. */
  private OperationAnnotations refined(
      OperationAnnotations read, ResourceMethod method, List<Supertype> hierarchy) {
    OperationAnnotations refined = read;
    for (Supertype type : hierarchy) {
      OperationAnnotations ofClass = annotations.ofClass(type.declaration());
      if (ofClass.isAnnotated()) {
        refined = refined.refinedBy(ofClass);
        break;
      }
    }
    OperationAnnotations own = annotations.ofMethod(method.declared());
    refined = refined.refinedBy(own.isAnnotated() ? own : annotations.ofMethod(method.annotated()));
    boolean deprecated =
        method.declared().annotationOfClass("java.lang.Deprecated") != null
            || hierarchy.get(0).declaration().annotationOfClass("java.lang.Deprecated") != null;
    return deprecated ? refined.deprecated() : refined;
  }

  private static @Nullable AnnotationValues ofMethod(
      ResourceMethod method, List<Supertype> hierarchy, String annotation) {
    AnnotationValues own = JaxRs.annotation(method.annotated(), annotation);
    return own == null ? ofClass(hierarchy, annotation) : own;
  }

  private static String resourceName(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    String name = simple.substring(simple.lastIndexOf('$') + 1);
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        name = name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  private static String description(
      RequestDescription request, ResourceMethod method, List<Supertype> hierarchy) {
    List<String> sentences = new ArrayList<>();
    if (!request.matrix().isEmpty()) {
      sentences.add(
          "It reads the matrix parameters "
              + String.join(", ", request.matrix())
              + ", which this document cannot list.");
    }
    String roles = Roles.sentence(method.declared());
    for (int i = 0; roles.isEmpty() && i < hierarchy.size(); i++) {
      roles = Roles.sentence(hierarchy.get(i).declaration());
    }
    if (!roles.isEmpty()) {
      sentences.add(roles);
    }
    return String.join(" ", sentences);
  }
}
