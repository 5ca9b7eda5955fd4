// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a filter does not judge: those to the companion servlet's endpoints and to the
 * paths of {@code exclude}. The path that the container itself matched decides, never the request's
 * URI or a wrapper alone, and what is doubtful is not excluded.
 *
 * <p>Which layer of a request has that path depends on the container: the innermost one (Jetty,
 * Undertow, Liberty), the one above it (Tomcat and its relatives), or the outermost (Resin, Jetty
 * 12 ee10). A wrapper of an application, a library or a framework may be anywhere and report
 * anything. So all layers are checked. The true path is that of one of them, and the filter is
 * mapped to it, or the filter would not run. If each layer has an excluded path or, in a dispatch,
 * a path that the filter is not mapped to, such as that of the forwarding page, then the true path
 * is excluded. Immutable.
 */
final class ExcludedPaths {
  private final Endpoints endpoints;
  private final List<UrlPattern> exclude;
  private final List<UrlPattern> mapped;
  private final boolean byServletName;
  private final ContainerClasses container;
  private final @Nullable String sessionParameter;

  /**
   * The excluded paths of one filter.
   *
   * @param container distinguishes the container's own requests from others
   * @param sessionParameter the name of a session id in a path, or null
   */
  ExcludedPaths(
      Endpoints endpoints,
      FilterSettings filter,
      ContainerClasses container,
      @Nullable String sessionParameter) {
    this.endpoints = endpoints;
    this.exclude = filter.get(Setting.EXCLUDE);
    this.mapped = filter.mapped();
    this.byServletName = filter.isMappedByServletName();
    this.container = container;
    this.sessionParameter = sessionParameter;
  }

  boolean include(HttpServletRequest request) {
    if (!isExcluded(request)) {
      return false;
    }
    boolean dispatched = request.getDispatcherType() != DispatcherType.REQUEST;
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper) {
      layer = ((ServletRequestWrapper) layer).getRequest();
      boolean fits =
          layer instanceof HttpServletRequest
              && (isExcluded((HttpServletRequest) layer)
                  || dispatched && isOutside((HttpServletRequest) layer));
      if (!fits) {
        return false;
      }
    }
    return container.include(layer);
  }

  /** Whether the path of a layer, taken alone, is excluded. */
  private boolean isExcluded(HttpServletRequest layer) {
    DispatcherType type = layer.getDispatcherType();
    boolean perhapsByName = type == DispatcherType.INCLUDE || type == DispatcherType.FORWARD;
    if (perhapsByName && byServletName) {
      return false; // such a dispatch keeps the path of its origin (Servlet 3.0 9.4.2)
    }
    String servletPath = servletPath(layer);
    String pathInfo = pathInfo(layer);
    boolean named =
        servletPath != null
            && (endpoints.match(servletPath, pathInfo) != null
                || matches(exclude, path(servletPath, pathInfo)));
    return named
        && (type != DispatcherType.REQUEST
            || RequestPath.hasOneReading(layer, sessionParameter)
                && UrlHeaders.leavePathAlone(layer));
  }

  /** Whether the filter certainly does not run for the path of a layer. */
  private boolean isOutside(HttpServletRequest layer) {
    String servletPath = servletPath(layer);
    if (servletPath == null || byServletName || mapped.isEmpty()) {
      return false;
    }
    String path = path(servletPath, pathInfo(layer));
    return !isDoubtful(path) && !matches(mapped, path);
  }

  /**
   * An include keeps the path of the including page; attributes have its target (Servlet 3.0
   * 9.3.1).
   */
  private static @Nullable String servletPath(HttpServletRequest layer) {
    return layer.getDispatcherType() == DispatcherType.INCLUDE
        ? text(layer.getAttribute("javax.servlet.include.servlet_path"))
        : layer.getServletPath();
  }

  private static @Nullable String pathInfo(HttpServletRequest layer) {
    return layer.getDispatcherType() == DispatcherType.INCLUDE
        ? text(layer.getAttribute("javax.servlet.include.path_info"))
        : layer.getPathInfo();
  }

  private static @Nullable String text(@Nullable Object attribute) {
    return attribute instanceof String ? (String) attribute : null;
  }

  private static String path(String servletPath, @Nullable String pathInfo) {
    return pathInfo == null ? servletPath : servletPath + pathInfo;
  }

  private static boolean matches(List<UrlPattern> patterns, String path) {
    if (patterns.isEmpty() || isDoubtful(path)) {
      return false;
    }
    for (UrlPattern pattern : patterns) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a container or an application might read the path as another one. */
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
