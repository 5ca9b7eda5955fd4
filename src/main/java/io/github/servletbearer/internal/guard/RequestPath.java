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
    int ofServlet = request.getPathInfo() == null ? 0 : slashes(request.getServletPath());
    return RawPath.isPlain(uri, slashes(request.getContextPath()) + ofServlet);
  }

  private static int slashes(@Nullable String path) {
    int count = 0;
    for (int i = 0; path != null && i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }
}
