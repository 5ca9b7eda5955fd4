// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.deployment.UrlPattern;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a filter lets through unjudged: the companion servlet's own endpoints and what
 * {@code exclude} names. Everything is decided by the path that the container itself matched, never
 * by the request's URI, and whatever is doubtful is no exception. Immutable.
 */
final class Exceptions {
  private final Endpoints endpoints;
  private final List<UrlPattern> exclude;
  private final boolean byServletName;

  /**
   * The exceptions of one filter.
   *
   * @param byServletName whether the filter is mapped to servlets by name, so that it also sees
   *     dispatches to a servlet by its name, in which no path tells the target
   */
  Exceptions(Endpoints endpoints, List<UrlPattern> exclude, boolean byServletName) {
    this.endpoints = endpoints;
    this.exclude = exclude;
    this.byServletName = byServletName;
  }

  boolean include(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.INCLUDE) {
      // The request keeps the path of the including page; the target is told by attributes
      // (Servlet 3.0 9.3.1).
      return !byServletName
          && isException(
              text(request.getAttribute("javax.servlet.include.servlet_path")),
              text(request.getAttribute("javax.servlet.include.path_info")));
    }
    if (type == DispatcherType.FORWARD && byServletName) {
      return false; // a forward by name keeps the path of somebody else (Servlet 3.0 9.4.2)
    }
    return isException(request.getServletPath(), request.getPathInfo());
  }

  private static @Nullable String text(@Nullable Object attribute) {
    return attribute instanceof String ? (String) attribute : null;
  }

  private boolean isException(@Nullable String servletPath, @Nullable String pathInfo) {
    if (servletPath == null) {
      return false;
    }
    return endpoints.match(servletPath, pathInfo) != null
        || !exclude.isEmpty()
            && isExcluded(pathInfo == null ? servletPath : servletPath + pathInfo);
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
