// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Judges the path of a request by {@link RawPath}, and by what the container has cut off of it. */
public final class RequestPath {
  private RequestPath() {}

  /** Whether all read the path of a request in the same way, also what comes before its rest. */
  public static boolean hasOneReading(
      HttpServletRequest request, @Nullable String sessionParameter) {
    String uri = request.getRequestURI();
    if (!RawPath.hasOneReading(uri, sessionParameter)) {
      return false;
    }
    if (uri.indexOf('%') < 0) {
      return true;
    }
    int application = slashes(request.getContextPath());
    return RawPath.isPlain(uri, application)
        && (RawPath.isPlain(uri, application + slashes(request.getServletPath()))
            || request.getPathInfo() == null && !isFolder(request));
  }

  /** Whether a servlet is mapped to what is below the servlet path, too, and may cut it off. */
  private static boolean isFolder(HttpServletRequest request) {
    String pattern = request.getServletPath() + "/*";
    return request.getServletContext().getServletRegistrations().values().stream()
        .anyMatch(servlet -> servlet.getMappings().contains(pattern));
  }

  private static int slashes(@Nullable String path) {
    int count = 0;
    for (int i = 0; path != null && i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }
}
