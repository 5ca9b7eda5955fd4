// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.servlet.http.HttpServletRequest;

/** The ways in which applications have been seen to read the path of a request. */
final class Reading {

  private Reading() {}

  /** The name of the first reading that comes to this path; null where none does. */
  static String thatFinds(String handler, HttpServletRequest request) {
    String pathInfo = request.getPathInfo();
    String mapped = request.getServletPath() + (pathInfo == null ? "" : pathInfo);
    if (handler.equals(mapped)) {
      return "servletPath and pathInfo";
    }
    if (handler.equals(resolved(mapped))) {
      return "servletPath and pathInfo, resolved";
    }
    if (handler.equals(resolved(mapped.replace('\\', '/')))) {
      return "servletPath and pathInfo with backslashes, resolved";
    }
    String uri = path(request.getRequestURI());
    String context = request.getContextPath();
    // As Spring MVC's UrlPathHelper does.
    if (handler.equals(inside(context, resolved(decoded(withoutParameters(uri)))))) {
      return "requestURI without parameters, decoded";
    }
    String slashes = decoded(withoutParameters(uri)).replace('\\', '/');
    if (handler.equals(inside(context, resolved(slashes)))) {
      return "requestURI without parameters, decoded, with backslashes";
    }
    if (inside(context, uri).startsWith(handler + "/")) {
      return "requestURI, by its beginning";
    }
    // As RESTEasy does. It takes the path of the URL, whatever the rest says.
    String path = request.getRequestURL().toString().replaceFirst("^[a-z]+://[^/?#]*", "");
    if (handler.equals(inside(context, path.replaceFirst("[?#].*", "")))) {
      return "requestURL";
    }
    // Not: decoded first, and then without parameters. An encoded semicolon is data (RFC 3986 2.2),
    // and neither containers nor frameworks are known to take it for the beginning of one.
    return null;
  }

  /** The path of an absolute address. */
  private static String path(String uri) {
    int scheme = uri.indexOf("://");
    int slash = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : uri.substring(slash);
  }

  private static String inside(String context, String path) {
    return path.startsWith(context + "/") ? path.substring(context.length()) : path;
  }

  private static String withoutParameters(String uri) {
    return uri.replaceAll(";[^/]*", "");
  }

  /** Decodes once, and leaves what it does not understand. */
  private static String decoded(String uri) {
    byte[] bytes = uri.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return new String(decoded.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Without empty segments and dot segments. */
  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<String>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    StringBuilder resolved = new StringBuilder();
    for (String segment : segments) {
      resolved.append('/').append(segment);
    }
    return resolved.toString();
  }
}
