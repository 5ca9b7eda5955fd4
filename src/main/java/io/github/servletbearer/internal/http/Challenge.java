// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The value of {@code WWW-Authenticate} for bearer tokens (RFC 6750 3). Immutable. */
public final class Challenge {
  private final String realm;

  /** A challenge for this realm: printable ASCII, quoted here. */
  public Challenge(String realm) {
    this.realm = quote(realm);
  }

  /** The challenge of a refusal; a refusal without credentials names no error (RFC 6750 3.1). */
  public String of(BearerError error) {
    return of(error, error.description(), null);
  }

  /** The challenge of a refusal that says more than its error, and names the scopes needed. */
  public String of(BearerError error, String description, @Nullable Collection<String> scopes) {
    StringBuilder value = new StringBuilder("Bearer realm=").append(realm);
    if (error.code() != null) {
      value.append(", error=").append(quote(error.code()));
      value.append(", error_description=").append(quote(description));
    }
    if (scopes != null && !scopes.isEmpty()) {
      value.append(", scope=").append(quote(String.join(" ", scopes)));
    }
    return value.toString();
  }

  /** quoted-string (RFC 9110 5.6.4). */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException("no printable ASCII character at " + i);
      }
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
