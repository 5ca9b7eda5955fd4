// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Formats the value of {@code WWW-Authenticate} for bearer tokens (RFC 6750 3). Immutable. */
public final class Challenge {
  private final String realm;
  private final String metadata;

  /**
   * A challenge for this realm that names an address.
   *
   * @param resourceMetadata where the metadata of the protected resource are (RFC 9728 5.1), or
   *     null
   */
  public Challenge(String realm, @Nullable String resourceMetadata) {
    this.realm = quote(realm);
    metadata = resourceMetadata == null ? "" : ", resource_metadata=" + quote(resourceMetadata);
  }

  /** The challenge for an error; without credentials it names no error code (RFC 6750 3.1). */
  public String format(BearerError error) {
    return format(error, error.description(), null);
  }

  /** The challenge for an error with another description, and the scopes that are required. */
  public String format(BearerError error, String description, @Nullable Collection<String> scopes) {
    StringBuilder value = new StringBuilder("Bearer realm=").append(realm);
    if (error.code() != null) {
      value.append(", error=").append(quote(error.code()));
      value.append(", error_description=").append(quote(description));
    }
    if (scopes != null && !scopes.isEmpty()) {
      value.append(", scope=").append(quote(String.join(" ", scopes)));
    }
    return value.append(metadata).toString();
  }

  /** quoted-string (RFC 9110 5.6.4). */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException("not a printable ASCII character at " + i);
      }
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
