// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.BearerRuntime;
import io.github.servletbearer.internal.guard.RequestGuard;
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
 * the token, and stores it as a request attribute for the servlets behind it; otherwise it answers
 * itself (RFC 6750). Configured in web.xml alone; several filters in one application share one
 * runtime. Thread-safe.
 */
public final class BearerFilter implements Filter {
  private @Nullable BearerRuntime runtime;
  private @Nullable RequestGuard guard;

  /**
   * Starts the filter.
   *
   * @throws ServletException if anything in the configuration is doubtful; the log says it all
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    BearerRuntime acquired = BearerRuntime.acquire(config.getServletContext());
    try {
      guard = acquired.guard(config.getFilterName());
      runtime = acquired;
    } finally {
      if (runtime == null) {
        acquired.release();
      }
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean http = request instanceof HttpServletRequest && response instanceof HttpServletResponse;
    if (guard == null || !http) {
      throw new ServletException("no filter that has started, or no HTTP request");
    }
    guard.filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }

  @Override
  public void destroy() {
    if (runtime != null) {
      runtime.release();
      runtime = null;
      guard = null;
    }
  }
}
