// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways to get a token at our token endpoint (RFC 6749 1.3, 1.5). */
public enum GrantType {
  /** User name and password (RFC 6749 4.3). */
  PASSWORD,

  /** A refresh token (RFC 6749 6). */
  REFRESH_TOKEN,

  /** A client for itself (RFC 6749 4.4). */
  CLIENT_CREDENTIALS;

  /** The value of {@code grant_type}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that a word names, or null. */
  public static @Nullable GrantType byWord(String word) {
    for (GrantType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
