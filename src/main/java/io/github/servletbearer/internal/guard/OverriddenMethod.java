// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;

/**
 * The headers by which a request does what its method does not show: frameworks and filters of
 * applications take another method for its own, or it goes on by another protocol.
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
