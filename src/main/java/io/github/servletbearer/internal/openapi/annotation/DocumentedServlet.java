// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the class of one servlet says: the methods that it answers, and the words. Immutable. */
public final class DocumentedServlet {
  private final ServletEntry entry;
  private final ClassAnnotations words;
  private final boolean annotated;
  private final List<DocumentedOperation> operations;

  DocumentedServlet(
      ServletEntry entry,
      ClassAnnotations words,
      boolean annotated,
      List<DocumentedOperation> operations) {
    this.entry = entry;
    this.words = words;
    this.annotated = annotated;
    this.operations = Collections.unmodifiableList(new ArrayList<>(operations));
  }

  /** The servlet as it is mapped. */
  public ServletEntry entry() {
    return entry;
  }

  /** The words that hold for all its methods. */
  public ClassAnnotations words() {
    return words;
  }

  /** Whether class or methods carry annotations of the document's vocabulary. */
  public boolean isAnnotated() {
    return annotated;
  }

  /** The methods to show. */
  public List<DocumentedOperation> operations() {
    return operations;
  }
}
