// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import javax.servlet.AsyncContext;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it after a guard has judged it. Asynchronous work sees the same
 * one, also where the container keeps the request below it (Servlet 3.0 2.3.3.3). Not thread-safe,
 * like every request.
 */
abstract class JudgedRequest extends HttpServletRequestWrapper {
  JudgedRequest(HttpServletRequest request) {
    super(request);
  }

  /** The outermost wrapper of a kind, or null. */
  static <T extends JudgedRequest> @Nullable T nearest(ServletRequest request, Class<T> kind) {
    ServletRequest at = request;
    while (at instanceof ServletRequestWrapper) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
      at = ((ServletRequestWrapper) at).getRequest();
    }
    return null;
  }

  /** The path of a request below the context path, decoded, as the container has mapped it. */
  static String path(HttpServletRequest request) {
    String pathInfo = request.getPathInfo();
    return pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
  }

  /** Another request, changed as this one is. */
  abstract HttpServletRequest likewise(HttpServletRequest other);

  /** The request that asynchronous work has, changed as this one is. */
  private ServletRequest inAsync(ServletRequest given) {
    boolean isWithin =
        given == this
            || given instanceof ServletRequestWrapper
                && ((ServletRequestWrapper) given).isWrapperFor(this);
    if (isWithin || !(given instanceof HttpServletRequest)) {
      return given;
    }
    return isWrapperFor(given) ? this : likewise((HttpServletRequest) given);
  }

  @Override
  public AsyncContext startAsync() {
    return new JudgedAsyncContext(super.startAsync(), this::inAsync);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return new JudgedAsyncContext(super.startAsync(request, response), this::inAsync);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return new JudgedAsyncContext(super.getAsyncContext(), this::inAsync);
  }
}
