// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The methods that a servlet answers, the annotations of its class, and what is unknown of it.
 * Immutable.
 */
public final class DocumentedServlet {
  private final ServletEntry entry;
  private final OperationAnnotations annotations;
  private final boolean annotated;
  private final Map<String, OperationAnnotations> operations;
  private final Unknown unknown;

  DocumentedServlet(
      ServletEntry entry,
      OperationAnnotations annotations,
      boolean annotated,
      Map<String, OperationAnnotations> operations,
      Unknown unknown) {
    this.entry = entry;
    this.annotations = annotations;
    this.annotated = annotated;
    this.operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    this.unknown = unknown;
  }

  /** The servlet as it is mapped. */
  public ServletEntry entry() {
    return entry;
  }

  /** The annotations that hold for all its methods. */
  public OperationAnnotations annotations() {
    return annotations;
  }

  /** Whether class or methods carry annotations of the document's vocabulary. */
  public boolean isAnnotated() {
    return annotated;
  }

  /** The annotations of the methods to show, by HTTP method in capitals. */
  public Map<String, OperationAnnotations> operations() {
    return operations;
  }

  /** What the document cannot know of the operations. */
  public Unknown unknown() {
    return unknown;
  }
}
