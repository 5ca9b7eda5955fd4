// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.bytes.Utf8;
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

  /**
   * Whether the container has read what is encoded in the path as UTF-8. Frameworks that decode it
   * themselves do so.
   *
   * @param request whose path has one reading
   */
  public static boolean isReadAsUtf8(HttpServletRequest request) {
    String uri = request.getRequestURI();
    if (uri.indexOf('%') < 0) {
      return true;
    }
    int start = 0; // of what comes after the context path, which some containers leave encoded
    for (int left = slashes(request.getContextPath()); left > 0 && start >= 0; left--) {
      start = uri.indexOf('/', start + 1);
    }
    String path = text(request.getServletPath()) + text(request.getPathInfo());
    String sent = start < 0 ? "" : Utf8.formDecoded(uri.substring(start));
    return beyondAscii(sent).equals(beyondAscii(path));
  }

  /** Those of its characters that have another form in some encodings. */
  public static String beyondAscii(String text) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        found.append(text.charAt(i));
      }
    }
    return found.toString();
  }

  private static String text(@Nullable String path) {
    return path == null ? "" : path;
  }

  private static int slashes(@Nullable String path) {
    int count = 0;
    for (int i = 0; path != null && i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }
}
