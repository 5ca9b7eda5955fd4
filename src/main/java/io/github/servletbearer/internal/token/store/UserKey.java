// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The name under which a user is counted: in lower case, without accents and invisible characters,
 * with one blank where there are several and none around it, since many realms accept all spellings
 * for one user (RFC 4518, and the usual collations of databases). For limits and revocation only;
 * the realm decides who the user is.
 */
public final class UserKey {
  private UserKey() {}

  /** The key of a name as it was typed, or as the realm gave it. */
  public static String of(String name) {
    String letters = Normalizer.normalize(name, Normalizer.Form.NFKD);
    StringBuilder key = new StringBuilder(letters.length());
    boolean afterBlank = false;
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (isBlank(c)) {
        afterBlank = key.length() > 0;
      } else if (!isIgnored(c)) {
        key.append(afterBlank ? " " : "").append(c);
        afterBlank = false;
      }
    }
    return key.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT); // also of sharp s
  }

  /** Combining accents, and what is invisible. */
  private static boolean isIgnored(char c) {
    return c >= '\u0300' && c <= '\u036f' || Character.getType(c) == Character.FORMAT;
  }

  /** The first digits of the key's hash: a name as typed may be a password in the wrong field. */
  public static String shortHash(String name) {
    return TokenHash.of(of(name)).shortText();
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c); // after NFKD no other is one
  }
}
