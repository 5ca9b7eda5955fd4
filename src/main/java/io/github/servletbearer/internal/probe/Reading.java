// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Request targets, as they are written and as a careful container reads them. */
final class Reading {
  private Reading() {}

  /** A decoded path as it stands in a request target (RFC 3986 3.3). */
  static String encoded(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (plain || "/-._~!$&'()*+,=:@".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** Without parameters, decoded once, without empty and dot segments; it begins with a slash. */
  static String of(String target) {
    Deque<String> segments = new ArrayDeque<>();
    for (String raw : decoded(withoutParameters(target)).split("/", -1)) {
      if (raw.equals("..")) {
        segments.pollLast();
      } else if (!raw.isEmpty() && !raw.equals(".")) {
        segments.addLast(raw);
      }
    }
    String path = "/" + String.join("/", segments);
    return target.endsWith("/") && path.length() > 1 ? path + "/" : path;
  }

  private static String withoutParameters(String target) {
    StringBuilder plain = new StringBuilder();
    boolean inParameter = false;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      inParameter = c == ';' || inParameter && c != '/';
      if (!inParameter) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      int value = text.charAt(i);
      if (value == '%' && i + 2 < text.length()) {
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          value = high << 4 | low;
          i += 2;
        }
      }
      bytes.write(value);
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
