// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * Judges the path of a request as it came over the wire. The rules are the table of {@link
 * io.github.servletbearer.StrictPathFilter}. Loops over characters; allocates nothing.
 */
public final class RawPath {
  private static final String SESSION_PARAMETER = "jsessionid";
  private static final int MALFORMED = -1;

  private RawPath() {}

  /**
   * Whether all containers and frameworks read the path in the same way.
   *
   * @param uri as {@code HttpServletRequest.getRequestURI()} reports it: not decoded, no query
   * @param sessionParameter another name than {@code jsessionid} that a session id may have, or
   *     null
   */
  public static boolean hasOneReading(@Nullable String uri, @Nullable String sessionParameter) {
    if (uri == null || uri.isEmpty() || uri.charAt(0) != '/') {
      return "*".equals(uri); // OPTIONS * (RFC 9110 9.3.7)
    }
    int length = uri.length();
    int dots = 0; // of the segment, as long as it consists of dots alone; else -1
    boolean empty = true; // whether the segment is
    boolean asterisk = false; // whether it is "*"
    int digits = 0; // those that would make an encoded percent sign an encoding
    int at = 1;
    while (at < length) {
      char c = uri.charAt(at);
      if (c == ';') {
        return dots <= 0
            && (isSessionId(uri, at, SESSION_PARAMETER)
                || sessionParameter != null && isSessionId(uri, at, sessionParameter));
      }
      if (c == '/') {
        if (empty || asterisk || dots > 0) {
          return false;
        }
        dots = 0;
        empty = true;
        digits = 0;
        at++;
        continue;
      }
      int value = c;
      int next = at + 1;
      if (c == '%') {
        value = decoded(uri, at);
        next = value == MALFORMED ? length : at + encodedLength(value);
      } else if (!mayStandPlain(c)) {
        return false;
      }
      if (value == MALFORMED || c == '%' && (isSeparatorOrControl(value) || isUnreserved(value))) {
        return false;
      }
      if (value == '%') {
        digits = 2;
      } else if (digits > 0) {
        digits = isHex(value) ? digits - 1 : 0;
        if (digits == 0 && isHex(value)) {
          return false; // decoded twice it would be another character
        }
      }
      asterisk = empty && value == '*';
      dots = value == '.' && dots >= 0 && dots < 2 ? dots + 1 : -1;
      empty = false;
      at = next;
    }
    return dots <= 0;
  }

  /**
   * Whether the container has decoded a path whose URI has one reading: nothing encoded is left.
   *
   * @param path the servlet path or the path info of the request
   */
  public static boolean isDecoded(@Nullable String path) {
    if (path != null) {
      for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
        if (isHex(path, at + 1) && isHex(path, at + 2)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether nothing is encoded that RFC 3986 3.3 allows plain in the first segments of a path:
   * those of the application and of a servlet for a folder.
   */
  static boolean isPlain(String uri, int count) {
    int segments = count;
    for (int at = 0; at < uri.length(); at++) {
      char c = uri.charAt(at);
      if (c == '/' && --segments < 0) {
        return true;
      }
      if (c == '%' && needsNoEncoding(octet(uri, at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean needsNoEncoding(int octet) {
    return isUnreserved(octet) || octet > 0 && "~!$&'()*+,=:@".indexOf(octet) >= 0;
  }

  /** RFC 3986 2.3, but for the tilde, which encoders of old encode: all leave these plain. */
  private static boolean isUnreserved(int value) {
    return value == '-' || value == '.' || value == '_' || isLetterOrDigit(value);
  }

  /** Whether the rest of the path is a session id as containers write it (Servlet 3.0 7.1.3). */
  private static boolean isSessionId(String uri, int semicolon, String name) {
    int start = semicolon + 1 + name.length() + 1;
    if (!uri.regionMatches(true, semicolon + 1, name, 0, name.length())
        || start > uri.length()
        || uri.charAt(start - 1) != '=') {
      return false;
    }
    for (int i = start; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (!isLetterOrDigit(c) && "-._~!+:*$@,=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** RFC 3986 3.3, and braces, brackets and the like, which browsers leave as they are. */
  private static boolean mayStandPlain(char c) {
    return isLetterOrDigit(c) || c > ' ' && c < 0x7f && "\"#<>?\\".indexOf(c) < 0;
  }

  private static boolean isSeparatorOrControl(int value) {
    return value == '/' || value == '\\' || value == ';' || Character.isISOControl(value);
  }

  private static boolean isLetterOrDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static boolean isHex(String uri, int at) {
    return at < uri.length() && isHex(uri.charAt(at));
  }

  private static boolean isHex(int value) {
    return value < 0x7f && Character.digit(value, 16) >= 0;
  }

  /** How many characters encode a code point: three for each of its bytes in UTF-8. */
  private static int encodedLength(int codePoint) {
    int bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    return 3 * bytes;
  }

  /** The code point that is encoded here as UTF-8 (RFC 3629 3), or MALFORMED. */
  private static int decoded(String uri, int at) {
    int first = octet(uri, at);
    if (first < 0x80) {
      return first; // MALFORMED, too
    }
    int following = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    int value = first & (0x3f >> following);
    if (first < 0xc2 || first > 0xf4) {
      return MALFORMED;
    }
    for (int i = 1; i <= following; i++) {
      int octet = octet(uri, at + 3 * i);
      if ((octet & 0xc0) != 0x80 || octet == MALFORMED) {
        return MALFORMED;
      }
      value = value << 6 | octet & 0x3f;
    }
    boolean overlong = encodedLength(value) != 3 * (following + 1);
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    return overlong || surrogate || value > Character.MAX_CODE_POINT ? MALFORMED : value;
  }

  private static int octet(String uri, int at) {
    boolean encoded = at < uri.length() && uri.charAt(at) == '%' && isHex(uri, at + 1);
    return encoded && isHex(uri, at + 2)
        ? Character.digit(uri.charAt(at + 1), 16) << 4 | Character.digit(uri.charAt(at + 2), 16)
        : MALFORMED;
  }
}
