// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

/** What names in a token may look like. */
public final class NameRules {
  /** What is wrong with a user's name. */
  public static final String RULE = "has not 1 to 255 characters, or has control characters";

  private static final int MAX_LENGTH = 255;

  private NameRules() {}

  /** Whether this may be a user's name: as bounded as OpenID Connect's {@code sub}, in one line. */
  public static boolean isUser(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_LENGTH;
  }

  /** Whether this is a scope-token: printable ASCII but blank, quote, backslash (RFC 6749 3.3). */
  public static boolean isScope(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
