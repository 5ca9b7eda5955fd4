// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;

/**
 * The headers by which frameworks and filters of applications take another method for the one of
 * the request: the method does not show what such a request does.
 */
final class OverriddenMethod {
  private static final String[] HEADERS = {
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"
  };

  private OverriddenMethod() {}

  /** Whether the request names another method, whatever it is. */
  static boolean isNamed(HttpServletRequest request) {
    for (String header : HEADERS) {
      if (request.getHeader(header) != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request names a method that is not its own. */
  static boolean isAnother(HttpServletRequest request) {
    for (String header : HEADERS) {
      Enumeration<String> named = request.getHeaders(header);
      while (named != null && named.hasMoreElements()) {
        if (!named.nextElement().equals(request.getMethod())) {
          return true;
        }
      }
    }
    return false;
  }
}
