// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.deployment.UrlPattern;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a filter lets through unjudged: the companion servlet's own endpoints and what
 * {@code exclude} names. Everything is decided by the path that the container itself matched, never
 * by the request's URI or by what a wrapper of the application says alone, and whatever is doubtful
 * is no exception. Immutable.
 */
final class Exceptions {
  private final Endpoints endpoints;
  private final List<UrlPattern> exclude;
  private final boolean byServletName;
  private final @Nullable ClassLoader application;

  /**
   * The exceptions of one filter.
   *
   * @param byServletName whether the filter is mapped to servlets by name, so that it also sees
   *     dispatches to a servlet by its name, in which no path tells the target
   * @param application the application's class loader
   */
  Exceptions(
      Endpoints endpoints,
      List<UrlPattern> exclude,
      boolean byServletName,
      @Nullable ClassLoader application) {
    this.endpoints = endpoints;
    this.exclude = exclude;
    this.byServletName = byServletName;
    this.application = application;
  }

  /**
   * Whether the request is let through. A wrapper of the application may keep the path of an
   * earlier dispatch, so each of them must name an exception, down to the first request that is the
   * container's own.
   */
  boolean include(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    boolean byName = type == DispatcherType.INCLUDE || type == DispatcherType.FORWARD;
    if (byName && byServletName) {
      return false; // such a dispatch keeps the path of somebody else (Servlet 3.0 9.4.2)
    }
    ServletRequest layer = request;
    while (layer instanceof HttpServletRequest && isException((HttpServletRequest) layer, type)) {
      boolean own = layer.getClass().getClassLoader() != application;
      if (own || !(layer instanceof ServletRequestWrapper)) {
        return true;
      }
      layer = ((ServletRequestWrapper) layer).getRequest();
    }
    return false;
  }

  private boolean isException(HttpServletRequest request, DispatcherType type) {
    // An include keeps the path of the including page and tells its target by attributes
    // (Servlet 3.0 9.3.1).
    return type == DispatcherType.INCLUDE
        ? isException(
            text(request.getAttribute("javax.servlet.include.servlet_path")),
            text(request.getAttribute("javax.servlet.include.path_info")))
        : (type != DispatcherType.REQUEST || RawPath.hasOneReading(request.getRequestURI(), null))
            && isException(request.getServletPath(), request.getPathInfo());
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
      if (doubled || c == ';' || c == '%' || c == '\\' || Character.isISOControl(c)) {
        return true;
      }
      before = c;
    }
    return false;
  }
}
