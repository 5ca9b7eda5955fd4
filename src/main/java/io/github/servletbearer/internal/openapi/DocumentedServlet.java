// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.ServletEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the class of one servlet says: the methods that it answers, and the words. Immutable. */
final class DocumentedServlet {
  private final ServletEntry entry;
  private final ClassWords words;
  private final boolean annotated;
  private final List<DocumentedOperation> operations;

  DocumentedServlet(
      ServletEntry entry,
      ClassWords words,
      boolean annotated,
      List<DocumentedOperation> operations) {
    this.entry = entry;
    this.words = words;
    this.annotated = annotated;
    this.operations = Collections.unmodifiableList(new ArrayList<>(operations));
  }

  /** The servlet as it is mapped. */
  ServletEntry entry() {
    return entry;
  }

  /** The words that hold for all its methods. */
  ClassWords words() {
    return words;
  }

  /** Whether class or methods carry annotations of the document's vocabulary. */
  boolean isAnnotated() {
    return annotated;
  }

  /** The methods to show. */
  List<DocumentedOperation> operations() {
    return operations;
  }
}
