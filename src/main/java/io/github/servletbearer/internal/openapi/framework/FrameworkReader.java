// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads from class files what a framework answers behind its servlet or filter. It knows nothing of
 * filters and security; where an operation stands in the document, and whether its path reaches the
 * servlet at all, is decided by what reads its result.
 */
public interface FrameworkReader {
  /**
   * The operations, each with a path below the context root, in a stable order.
   *
   * @return null where the servlet or filter is not the framework's, or nothing is known of what is
   *     behind it
   */
  @Nullable List<DocumentedOperation> read(FrontController front);
}
