// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.guard.RawPath;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The operations that a reader finds behind one servlet or filter, named by their classes and
 * methods, with the words of swagger annotations; only so many. Not thread-safe.
 */
public final class FoundOperations {
  /** The HTTP methods that OpenAPI knows (OAS 3.0.3 4.7.9). */
  public static final List<String> HTTP_METHODS =
      Collections.unmodifiableList(
          Arrays.asList("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"));

  private static final Logger LOGGER = Logger.getLogger(FoundOperations.class.getName());
  private static final int MAX_OPERATIONS = 10_000;

  /** Of classes that are read, the same one at different paths included. */
  private static final int MAX_CLASSES = 20_000;

  private static final String[] SUFFIXES = {
    "Impl", "Resource", "Service", "RestController", "Controller", "Endpoint"
  };

  private final SwaggerAnnotations annotations;
  private final List<DocumentedOperation> operations = new ArrayList<>();
  private int classes = 0;
  private boolean warned = false;
  private boolean warnedOfPath = false;

  public FoundOperations(SwaggerAnnotations annotations) {
    this.annotations = annotations;
  }

  /** The operations, by path and method, those of one path and method as one. */
  public List<DocumentedOperation> sorted() {
    List<DocumentedOperation> sorted = new ArrayList<>(operations);
    sorted.sort(
        Comparator.comparing((DocumentedOperation each) -> each.annotations().path())
            .thenComparing(DocumentedOperation::httpMethod));
    return Overloads.joined(sorted);
  }

  /** Counts a class that is to be read; false if there were too many, or too many operations. */
  public boolean hasPlaceForClass() {
    return ++classes <= MAX_CLASSES && hasPlace();
  }

  /** Whether there are not too many yet. */
  public boolean hasPlace() {
    boolean place = operations.size() < MAX_OPERATIONS && classes <= MAX_CLASSES;
    if (!place && !warned) {
      warned = true;
      LOGGER.warning("More operations than the document lists; some are left out");
    }
    return place;
  }

  /** The same for an operation; a path that can be read in two ways is refused as a request. */
  private boolean hasPlace(String path) {
    if (RawPath.hasOneReading(path, null)) {
      return hasPlace();
    }
    LOGGER.log(
        warnedOfPath ? Level.FINE : Level.WARNING,
        "{0}: a path that can be read in two ways; the document goes without it and its like",
        Redacted.line(path));
    warnedOfPath = true;
    return false;
  }

  /**
   * Adds an operation.
   *
   * @param fields of an Operation Object (OAS 3.0.3 4.7.10), without names
   * @param hierarchy of the class whose method it is
   */
  public void add(
      String httpMethod,
      String path,
      Map<String, Object> fields,
      InheritedMethod method,
      List<Supertype> hierarchy) {
    if (!hasPlace(path)) {
      return;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    String name = shortName(hierarchy.get(0).declaration().name());
    String methodName = method.declared().name();
    named.put("tags", Collections.singletonList(DisplayNames.title(DisplayNames.of(name))));
    named.put("summary", DisplayNames.title(DisplayNames.of(methodName)));
    named.put("operationId", DisplayNames.identifier(name + "_" + methodName));
    named.putAll(fields);
    OperationAnnotations read = OperationAnnotations.ofFramework(named, path);
    operations.add(new DocumentedOperation(httpMethod, refined(read, method, hierarchy)));
  }

  /** Adds an operation that no method of a class stands for. */
  public void add(String httpMethod, String path, Map<String, Object> fields) {
    if (hasPlace(path)) {
      operations.add(
          new DocumentedOperation(httpMethod, OperationAnnotations.ofFramework(fields, path)));
    }
  }

  /** With the words of swagger annotations on the class and the method. */
  private OperationAnnotations refined(
      OperationAnnotations read, InheritedMethod method, List<Supertype> hierarchy) {
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

  /** The name of a class without its package and its kind: Order of com.example.OrderResource. */
  public static String shortName(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    String name = simple.substring(simple.lastIndexOf('$') + 1);
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        name = name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
