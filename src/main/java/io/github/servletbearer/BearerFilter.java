// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.BearerRuntime;
import io.github.servletbearer.internal.SharedRuntime;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.ClosedResponse;
import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Requires {@code Authorization: Bearer <token>} on every request that it is mapped to, verifies
 * the token, and stores it as a request attribute for the servlets behind it; otherwise it refuses
 * the request (RFC 6750). Configured in web.xml alone; several filters in one application share one
 * runtime. Thread-safe.
 */
public final class BearerFilter implements Filter {
  private @Nullable BearerRuntime runtime;
  private volatile @Nullable RequestGuard guard; // null: closed

  /**
   * Starts the filter. Where the start fails it stays closed and answers 503.
   *
   * @throws ServletException if the start fails, and only on a container that is known to stop the
   *     application then: others would continue without the filter. The log has every problem
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      runtime = SharedRuntime.acquire(config.getServletContext());
      guard = runtime.guard(config.getFilterName());
    } catch (ServletException | RuntimeException | Error e) {
      try {
        destroy();
      } catch (RuntimeException | Error ofListeners) { // this filter must stay in the chain
        e.addSuppressed(ofListeners);
      }
      if (ServletContainer.of(config.getServletContext().getServerInfo()).stopsAtFailingFilter()) {
        throw e;
      }
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestGuard judge = guard;
    boolean http = request instanceof HttpServletRequest && response instanceof HttpServletResponse;
    if (judge == null || !http) {
      ClosedResponse.send(request, response);
      return;
    }
    judge.filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }

  @Override
  public void destroy() {
    guard = null;
    BearerRuntime released = runtime;
    runtime = null;
    if (released != null) {
      released.release();
    }
  }
}
