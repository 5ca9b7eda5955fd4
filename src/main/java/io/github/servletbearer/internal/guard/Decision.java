// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import org.jspecify.annotations.Nullable;

/** What a guard found out about a request, once for all its dispatches. Immutable. */
final class Decision {
  /** Credentials are optional here, and there were none. */
  static final Decision ANONYMOUS = new Decision(null, null);

  /** There is a token, and nobody asked whose. */
  static final Decision UNVERIFIED = new Decision(null, null);

  private final @Nullable String text;
  private final @Nullable BearerToken token;

  private Decision(@Nullable String text, @Nullable BearerToken token) {
    this.text = text;
    this.token = token;
  }

  static Decision verified(String text, BearerToken token) {
    return new Decision(text, token);
  }

  /** Whether it was this text that was verified. */
  boolean isOf(String other) {
    return other.equals(text);
  }

  /** The first digits of the hash of the text that was verified, for logs. */
  String tokenId() {
    return text == null ? "-" : TokenHash.of(text).shortText();
  }

  /** The verified token, or null. */
  @Nullable BearerToken token() {
    return token;
  }
}
