// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A WWW-Authenticate field with one challenge, read strictly (RFC 9110 11.2, 5.6.4): no parameter
 * twice, nothing left over, and in each value only characters that RFC 6750 3 allows.
 */
record Challenge(String scheme, Map<String, String> parameters) {

  static Challenge parse(String field) {
    Reader reader = new Reader(field);
    String scheme = reader.token();
    Map<String, String> parameters = new TreeMap<>();
    String between = " ";
    while (!reader.atEnd()) {
      reader.expect(between);
      between = ", ";
      String name = reader.token().toLowerCase(Locale.ROOT);
      reader.expect("=");
      if (parameters.put(name, reader.quotedString()) != null) {
        throw reader.error(name + " stands twice");
      }
    }
    return new Challenge(scheme, parameters);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    void expect(String wanted) {
      if (!text.startsWith(wanted, at)) {
        throw error("no \"" + wanted + "\"");
      }
      at += wanted.length();
    }

    String token() {
      int start = at;
      while (at < text.length() && isTokenChar(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw error("no token");
      }
      return text.substring(start, at);
    }

    String quotedString() {
      expect("\"");
      StringBuilder value = new StringBuilder();
      while (!text.startsWith("\"", at)) {
        if (text.startsWith("\\", at)) {
          at++;
        }
        if (atEnd() || text.charAt(at) < ' ' || text.charAt(at) > '~') {
          throw error("a quoted string is not closed or holds an odd character");
        }
        value.append(text.charAt(at++));
      }
      expect("\"");
      return value.toString();
    }

    AssertionError error(String what) {
      return new AssertionError(what + " at " + at + " of: " + text);
    }

    private static boolean isTokenChar(char c) {
      return c < 128 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }
  }
}
