// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

/** One HTTP method that a servlet answers, at its mappings or at a path of its own. Immutable. */
public final class DocumentedOperation {
  private final String httpMethod;
  private final OperationAnnotations annotations;

  /**
   * @param httpMethod in capitals
   */
  public DocumentedOperation(String httpMethod, OperationAnnotations annotations) {
    this.httpMethod = httpMethod;
    this.annotations = annotations;
  }

  /** The HTTP method, in capitals. */
  public String httpMethod() {
    return httpMethod;
  }

  /** What is known of it. */
  public OperationAnnotations annotations() {
    return annotations;
  }
}
