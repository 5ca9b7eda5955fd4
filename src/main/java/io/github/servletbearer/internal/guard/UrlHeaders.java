// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.bytes.Words;
import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Judges the headers from which containers, filters and frameworks make the URL of a request: none
 * may name a path, which they could read there. The rules are those of {@link
 * io.github.servletbearer.StrictPathFilter}. Makes no objects where no proxy has added a header.
 */
public final class UrlHeaders {
  private static final String HOST = "Host";
  private static final String PREFIX = "X-Forwarded-Prefix";
  private static final String[] FORWARDED = {"X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"};
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/";

  private UrlHeaders() {}

  /**
   * Whether the path of every URL that is made of the request is the request's own.
   *
   * @param own the container's request: a wrapper, as Spring's, may hide the headers
   */
  public static boolean leavePathAlone(HttpServletRequest own) {
    if (namesPath(own.getHeader(HOST))
        || namesPath(own.getServerName())
        || namesPath(own.getScheme())) { // HTTP/2: what the client sends as :scheme
      return false;
    }
    for (String name : FORWARDED) {
      if (own.getHeader(name) != null && anyNamesPath(own.getHeaders(name))) {
        return false;
      }
    }
    return own.getHeader(PREFIX) == null || arePlainPrefixes(own.getHeaders(PREFIX));
  }

  private static boolean anyNamesPath(Enumeration<String> values) {
    while (values.hasMoreElements()) {
      if (namesPath(values.nextElement())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a URL that begins with this would have its path, query or fragment in it. */
  private static boolean namesPath(@Nullable String value) {
    for (int i = 0; value != null && i < value.length(); i++) {
      char c = value.charAt(i); // each request asks this of some thirty: no call
      if (c == '/' || c == '\\' || c == '?' || c == '#') {
        return true;
      }
    }
    return false;
  }

  /** Several proxies write one value each, with commas between them. */
  private static boolean arePlainPrefixes(Enumeration<String> values) {
    while (values.hasMoreElements()) {
      for (String value : Words.split(values.nextElement(), ',')) {
        String prefix = value.trim();
        if (!prefix.isEmpty() && (!isPlain(prefix) || !RawPath.hasOneReading(prefix, null))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPlain(String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (PLAIN.indexOf(prefix.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Those of a request, for the log, not redacted. */
  public static String text(HttpServletRequest own) {
    StringBuilder text = new StringBuilder();
    append("scheme", own.getScheme(), text);
    append(HOST, own.getHeader(HOST), text);
    for (String name : FORWARDED) {
      append(name, own.getHeader(name), text);
    }
    append(PREFIX, own.getHeader(PREFIX), text);
    return text.toString();
  }

  private static void append(String name, @Nullable String value, StringBuilder text) {
    if (value != null) {
      text.append(", ").append(name).append(": ").append(value);
    }
  }
}
