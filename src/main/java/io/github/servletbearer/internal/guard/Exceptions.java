// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.deployment.UrlPattern;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;

/**
 * The requests that a filter lets through unjudged: the companion servlet's own endpoints and what
 * {@code exclude} names. Everything is decided by the path that the container itself matched, never
 * by the request's URI, and whatever is doubtful is no exception. Immutable.
 */
final class Exceptions {
  private final Endpoints endpoints;
  private final List<UrlPattern> exclude;

  Exceptions(Endpoints endpoints, List<UrlPattern> exclude) {
    this.endpoints = endpoints;
    this.exclude = exclude;
  }

  boolean include(HttpServletRequest request) {
    if (!tellsItsTarget(request)) {
      return false;
    }
    String servletPath = request.getServletPath();
    String pathInfo = request.getPathInfo();
    if (endpoints.match(servletPath, pathInfo) != null) {
      return true;
    }
    return !exclude.isEmpty()
        && isExcluded(pathInfo == null ? servletPath : servletPath + pathInfo);
  }

  /**
   * Whether the request's path is that of the servlet about to run. It is not in an include, nor in
   * a forward to a servlet by its name, which leaves no forward attributes (Servlet 3.0 9.4.2).
   */
  private static boolean tellsItsTarget(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type != DispatcherType.INCLUDE
        && (type != DispatcherType.FORWARD
            || request.getAttribute("javax.servlet.forward.servlet_path") != null);
  }

  private boolean isExcluded(String path) {
    if (isDoubtful(path)) {
      return false;
    }
    for (UrlPattern pattern : exclude) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some container or application might read the path as another one. */
  private static boolean isDoubtful(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean doubled = c == before && (c == '/' || c == '.');
      if (doubled || c == ';' || c == '\\' || Character.isISOControl(c)) {
        return true;
      }
      before = c;
    }
    return false;
  }
}
