// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.bytes.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What paths of OpenAPI (OAS 3.0.3 4.7.8) mean, however they are written. */
public final class PathShape {
  private PathShape() {}

  /**
   * The path without the names of its parameters, in one spelling: two of one shape are the same
   * path.
   */
  public static String of(String path) {
    return withoutQuery(path) + path.substring(end(path));
  }

  /** The same without what stands behind a question mark. */
  static String withoutQuery(String path) {
    return map(
        path.substring(0, end(path)),
        literal -> encode(decoded(literal)).replace("/", "%2F"),
        "{}");
  }

  /** A path of requests, decoded, with an unlikely word in place of each parameter. */
  public static String sample(String path) {
    return map(path.substring(0, end(path)), PathShape::decoded, "~any~");
  }

  /** The names in braces, from left to right. */
  public static List<String> parameters(String path) {
    List<String> names = new ArrayList<>();
    for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', open)) {
      int close = path.indexOf('}', open);
      if (close < 0) {
        break;
      }
      names.add(path.substring(open + 1, close));
      open = close;
    }
    return names;
  }

  /** Percent-encodes what cannot stand in a path (RFC 3986 3.3), braces too. */
  public static String encode(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && "{}<>\"%\\^`|?#".indexOf(b) < 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }

  /** Where a query or fragment begins, which some authors tell operations apart by. */
  private static int end(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
      end++;
    }
    return end;
  }

  /**
   * What stands between slashes and parameters each by itself: an encoded slash divides nothing.
   */
  private static String map(String path, UnaryOperator<String> literals, String parameter) {
    StringBuilder mapped = new StringBuilder(path.length());
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      int close = i < path.length() && path.charAt(i) == '{' ? path.indexOf('}', i) : -1;
      boolean slash = i < path.length() && path.charAt(i) == '/';
      if (close >= 0 || slash || i == path.length()) {
        mapped.append(literals.apply(path.substring(from, i)));
        mapped.append(close >= 0 ? parameter : slash ? "/" : "");
        i = close >= 0 ? close : i;
        from = i + 1;
      }
    }
    return mapped.toString();
  }

  /** The text without percent-encoding (RFC 3986 2.1), or as it is where that is none. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < all.length; i++) {
      int octet = all[i];
      if (octet == '%') {
        int high = i + 2 < all.length ? Character.digit(all[i + 1], 16) : -1;
        int low = i + 2 < all.length ? Character.digit(all[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return text;
        }
        octet = high << 4 | low;
        i += 2;
      }
      bytes.write(octet);
    }
    try {
      return Utf8.decode(bytes.toByteArray());
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}
