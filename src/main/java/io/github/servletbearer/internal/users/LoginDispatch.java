// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the container's own login with a request without an Authorization header, see {@link
 * ServletContainer#prefersAuthorizationHeader}. A wrapper alone is not enough, since the container
 * logs in with its own request; but a dispatched request has the headers of its wrapper. So the
 * token endpoint includes itself, and the login runs there.
 */
public final class LoginDispatch {
  private static final String HEADER = "Authorization";
  private static final String ATTRIBUTE = LoginDispatch.class.getName();

  /** Logs in with the dispatched request. */
  interface Work {
    AuthenticatedUser login(HttpServletRequest request) throws ServletException, BearerException;
  }

  private final Work work;
  private @Nullable AuthenticatedUser user;
  private @Nullable ServletException refusal;
  private @Nullable BearerException failure;

  private LoginDispatch(Work work) {
    this.work = work;
  }

  /** Does the work in a dispatch, and returns its result. */
  static AuthenticatedUser run(HttpServletRequest request, HttpServletResponse response, Work work)
      throws ServletException, BearerException {
    LoginDispatch dispatch = new LoginDispatch(work);
    RequestDispatcher self = request.getRequestDispatcher(request.getServletPath());
    request.setAttribute(ATTRIBUTE, dispatch);
    try {
      self.include(withoutAuthorization(request), response);
    } catch (ServletException | IOException | RuntimeException e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the login's dispatch failed", e);
    } finally {
      request.removeAttribute(ATTRIBUTE);
    }
    return dispatch.result();
  }

  private AuthenticatedUser result() throws ServletException, BearerException {
    if (refusal != null) {
      throw refusal;
    }
    if (failure != null) {
      throw failure;
    }
    if (user == null) {
      throw new BearerException(
          BearerError.UNAVAILABLE, "the login's dispatch does not reach the token endpoint");
    }
    return user;
  }

  /** Does the work if the request is such a dispatch, and reports whether it is one. */
  public static boolean handle(HttpServletRequest request) {
    Object dispatch = request.getAttribute(ATTRIBUTE);
    if (!(dispatch instanceof LoginDispatch)) {
      return false;
    }
    ((LoginDispatch) dispatch).work(request);
    return true;
  }

  private void work(HttpServletRequest request) {
    try {
      user = work.login(request);
    } catch (ServletException e) {
      refusal = e;
    } catch (BearerException e) {
      failure = e;
    }
  }

  /**
   * The request without the header. It is not an {@code HttpServletRequestWrapper}, since Resin
   * removes wrappers before it dispatches.
   */
  private static HttpServletRequest withoutAuthorization(HttpServletRequest request) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean hidden =
              arguments != null
                  && arguments.length == 1
                  && HEADER.equalsIgnoreCase(arguments[0] + "");
          if (hidden && method.getName().equals("getHeader")) {
            return null;
          }
          if (hidden && method.getName().equals("getHeaders")) {
            return Collections.emptyEnumeration();
          }
          try {
            return method.invoke(request, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        };
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            LoginDispatch.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            handler);
  }
}
