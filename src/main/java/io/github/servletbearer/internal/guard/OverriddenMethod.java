// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * That by which a request does what its method does not show: frameworks and filters of
 * applications take another method for its own, or it goes on by another protocol.
 */
final class OverriddenMethod {
  private static final String[] HEADERS = {
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"
  };

  /** In the query: CXF 2.2 to 2.7 take it from there for every request. */
  private static final String PARAMETER = "_method";

  private OverriddenMethod() {}

  /** Whether the request names another method, whatever it is. */
  static boolean isNamed(HttpServletRequest request) {
    for (String header : HEADERS) {
      if (request.getHeader(header) != null) {
        return true;
      }
    }
    return isInQuery(request.getQueryString());
  }

  /** Whether the request names a method that is not its own, or any in its query. */
  static boolean isAnother(HttpServletRequest request) {
    for (String header : HEADERS) {
      Enumeration<String> named = request.getHeaders(header);
      while (named != null && named.hasMoreElements()) {
        if (!named.nextElement().equals(request.getMethod())) {
          return true;
        }
      }
    }
    return isInQuery(request.getQueryString());
  }

  private static boolean isInQuery(@Nullable String query) {
    int start = 0;
    while (query != null && start < query.length()) {
      int end = start;
      while (end < query.length() && query.charAt(end) != '&' && query.charAt(end) != ';') {
        end++;
      }
      if (isParameter(query, start, end)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** Whether what begins here has the parameter's name, whatever of it is encoded. */
  private static boolean isParameter(String query, int start, int end) {
    int at = start;
    for (int i = 0; i < PARAMETER.length(); i++) {
      int c = at < end ? query.charAt(at) : -1;
      if (c == '%' && at + 2 < end) {
        c =
            Character.digit(query.charAt(at + 1), 16) << 4
                | Character.digit(query.charAt(at + 2), 16);
        at += 2;
      }
      if (Character.toLowerCase(c) != PARAMETER.charAt(i)) {
        return false;
      }
      at++;
    }
    return at == end || query.charAt(at) == '=';
  }

  /**
   * Whether the request asks for another protocol, by which its client then does anything: the
   * handshake of a WebSocket is a GET. HTTP/2 without TLS (RFC 7540 3.2) is the same request.
   */
  static boolean isHandshake(HttpServletRequest request) {
    if (request.getHeader("Upgrade") == null) {
      return false;
    }
    Enumeration<String> protocols = request.getHeaders("Upgrade");
    while (protocols != null && protocols.hasMoreElements()) {
      if (!protocols.nextElement().equals("h2c")) {
        return true;
      }
    }
    return false;
  }
}
