// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import javax.servlet.GenericServlet;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A servlet without a mapping, which starts the runtime at the deployment, after the application's
 * own listeners, which may prepare what its classes need.
 */
final class EarlyStart extends GenericServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable BearerRuntime runtime;

  @Override
  public void init() throws ServletException {
    runtime = SharedRuntime.acquireAtDeployment(getServletContext());
  }

  /** Reached by name alone, if at all. */
  @Override
  public void service(ServletRequest request, ServletResponse response) throws ServletException {
    throw new ServletException("this servlet serves nothing");
  }

  @Override
  public void destroy() {
    if (runtime != null) {
      runtime.release();
      runtime = null;
    }
  }
}
