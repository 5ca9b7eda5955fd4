// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A servlet's method at one path of the document. Immutable. */
final class PlacedOperation {
  private final DocumentedServlet servlet;
  private final DocumentedOperation operation;
  private final PathTemplate template;
  private final String path;
  private final OperationSecurity security;
  private final boolean first;
  private final Set<String> ofFile;

  /**
   * @param path that of the template, perhaps with the names of parameters that another one gave
   * @param first whether the method stands at no path before this one
   */
  PlacedOperation(
      DocumentedServlet servlet,
      DocumentedOperation operation,
      PathTemplate template,
      String path,
      OperationSecurity security,
      boolean first) {
    this(servlet, operation, template, path, security, first, Collections.emptySet());
  }

  private PlacedOperation(
      DocumentedServlet servlet,
      DocumentedOperation operation,
      PathTemplate template,
      String path,
      OperationSecurity security,
      boolean first,
      Set<String> ofFile) {
    this.servlet = servlet;
    this.operation = operation;
    this.template = template;
    this.path = path;
    this.security = security;
    this.first = first;
    this.ofFile = ofFile;
  }

  /**
   * The same with other fields of its Operation Object, whose parameters are named as in the path.
   *
   * @param ofFile the names of those that are as the hand-written document has them
   */
  PlacedOperation with(Map<String, Object> fields, Set<String> ofFile) {
    return new PlacedOperation(
        servlet,
        new DocumentedOperation(operation.httpMethod(), operation.annotations().with(fields)),
        PathTemplate.named(path),
        path,
        security,
        first,
        ofFile);
  }

  DocumentedServlet servlet() {
    return servlet;
  }

  String httpMethod() {
    return operation.httpMethod();
  }

  OperationAnnotations operation() {
    return operation.annotations();
  }

  PathTemplate template() {
    return template;
  }

  String path() {
    return path;
  }

  /** The HTTP method in small letters, as a field of a Path Item Object. */
  String method() {
    return httpMethod().toLowerCase(Locale.ROOT);
  }

  /** What the filters ask for. */
  OperationSecurity security() {
    return security;
  }

  boolean isFirst() {
    return first;
  }

  /** Whether a field is as the hand-written document has it, and has to stay so. */
  boolean isOfFile(String field) {
    return ofFile.contains(field);
  }
}
