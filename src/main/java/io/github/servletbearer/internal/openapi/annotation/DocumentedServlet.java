// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The methods that a servlet answers, the annotations of its class, and what is unknown of it.
 * Immutable.
 */
public final class DocumentedServlet {
  private final ServletEntry entry;
  private final OperationAnnotations annotations;
  private final boolean annotated;
  private final List<DocumentedOperation> operations;
  private final Unknown unknown;

  DocumentedServlet(
      ServletEntry entry,
      OperationAnnotations annotations,
      boolean annotated,
      Collection<DocumentedOperation> operations,
      Unknown unknown) {
    this.entry = entry;
    this.annotations = annotations;
    this.annotated = annotated;
    this.operations = Collections.unmodifiableList(new ArrayList<>(operations));
    this.unknown = unknown;
  }

  /** A servlet of which nothing is read but its name. */
  public static DocumentedServlet named(String name) {
    return new DocumentedServlet(
        new ServletEntry(name, null, Collections.emptyList(), Collections.emptyMap()),
        OperationAnnotations.NONE,
        false,
        Collections.emptyList(),
        Unknown.NOTHING);
  }

  /** The same servlet with the operations of the framework behind it. */
  public DocumentedServlet with(Collection<DocumentedOperation> ofFramework) {
    List<DocumentedOperation> shown = new ArrayList<>(ofFramework);
    shown.removeIf(operation -> operation.annotations().isHidden());
    boolean any = annotated || shown.stream().anyMatch(each -> each.annotations().isAnnotated());
    return new DocumentedServlet(entry, annotations, any, shown, Unknown.NOTHING);
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

  /** The operations to show. */
  public List<DocumentedOperation> operations() {
    return operations;
  }

  /** What the document cannot know of the operations. */
  public Unknown unknown() {
    return unknown;
  }
}
