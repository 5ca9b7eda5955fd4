// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import java.util.Locale;

/**
 * The name under which a user is counted: without blanks around it and in lower case, since many
 * realms accept all spellings for one user. For limits and revocation only; the realm decides who
 * the user is.
 */
public final class UserKey {
  private UserKey() {}

  /** The key of a name as it was typed, or as the realm gave it. */
  public static String of(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && isBlank(name.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** The first digits of the key's hash: a name as typed may be a password in the wrong field. */
  public static String shortHash(String name) {
    return TokenHash.of(of(name)).shortText();
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
