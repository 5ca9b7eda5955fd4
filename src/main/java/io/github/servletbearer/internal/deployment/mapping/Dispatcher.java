// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

/**
 * The ways in which a request reaches a filter, by their names in web.xml (Servlet 3.0 6.2.5). Our
 * own, since the command line runs where no Servlet API is.
 */
public enum Dispatcher {
  /** From outside. */
  REQUEST,
  /** {@code RequestDispatcher.forward}. */
  FORWARD,
  /** {@code RequestDispatcher.include}. */
  INCLUDE,
  /** To an error page. */
  ERROR,
  /** {@code AsyncContext.dispatch}. */
  ASYNC
}
