// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import java.util.Locale;

/** A servlet's method at one path of the document. Immutable. */
final class PlacedOperation {
  private final DocumentedServlet servlet;
  private final DocumentedOperation operation;
  private final PathTemplate template;
  private final String path;
  private final OperationSecurity security;
  private final boolean first;

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
    this.servlet = servlet;
    this.operation = operation;
    this.template = template;
    this.path = path;
    this.security = security;
    this.first = first;
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
}
