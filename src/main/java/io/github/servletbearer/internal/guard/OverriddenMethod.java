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

  /**
   * In the query of any request: CXF 2.2 to 2.7 take it from there, and filters that are made for
   * it. Others take the first of the headers from there, so it counts wherever it stands.
   */
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
    String text = query == null ? "" : decoded(query);
    for (int at = 0; at < text.length(); at++) {
      boolean begins = at == 0 || "&;".indexOf(text.charAt(at - 1)) >= 0;
      int end = at + PARAMETER.length();
      boolean ends = end >= text.length() || "&;=".indexOf(text.charAt(end)) >= 0;
      if (begins && ends && text.regionMatches(true, at, PARAMETER, 0, PARAMETER.length())
          || text.regionMatches(true, at, HEADERS[0], 0, HEADERS[0].length())) {
        return true;
      }
    }
    return false;
  }

  /** ASCII alone: the names have nothing else. What is malformed stays as it is. */
  private static String decoded(String query) {
    if (query.indexOf('%') < 0) {
      return query;
    }
    StringBuilder text = new StringBuilder(query.length());
    for (int at = 0; at < query.length(); at++) {
      char c = query.charAt(at);
      int high = c == '%' && at + 2 < query.length() ? digit(query, at + 1) : -1;
      int low = high < 0 ? -1 : digit(query, at + 2);
      if (low >= 0) {
        c = (char) (high << 4 | low);
        at += 2;
      }
      text.append(c);
    }
    return text.toString();
  }

  private static int digit(String query, int at) {
    return Character.digit(query.charAt(at), 16);
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
