// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.BearerRuntime;
import io.github.servletbearer.internal.SharedRuntime;
import io.github.servletbearer.internal.http.ClosedResponse;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The companion of {@link BearerFilter}: the token endpoint, discovery, the OpenAPI document and
 * the docs page, wherever web.xml maps {@code token}, {@code revoke}, {@code jwks.json}, {@code
 * .well-known/oauth-protected-resource}, {@code .well-known/oauth-authorization-server}, {@code
 * openapi.json} and {@code docs/*}. Thread-safe.
 */
public final class BearerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable BearerRuntime runtime;

  /**
   * Starts the servlet.
   *
   * @throws ServletException if the start fails and that may stop the application; otherwise the
   *     servlet stays closed and answers 503. The log has every problem
   */
  @Override
  public void init() throws ServletException {
    runtime = SharedRuntime.acquireAtDeployment(getServletContext());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    BearerRuntime runtime = this.runtime; // destroy may come in between
    if (runtime == null) {
      ClosedResponse.send(request, response);
    } else {
      runtime.serve(request, response);
    }
  }

  @Override
  public void destroy() {
    if (runtime != null) {
      runtime.release();
      runtime = null;
    }
  }
}
