// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.token.PresentedToken;
import org.jspecify.annotations.Nullable;

/** What a guard found out about a request, once for all its dispatches. Immutable. */
final class Decision {
  /** Credentials are optional here, and there were none. */
  static final Decision ANONYMOUS = new Decision(null, null);

  /** There is a token, and nobody asked whose. */
  static final Decision UNVERIFIED = new Decision(null, null);

  private final @Nullable PresentedToken presented;
  private final @Nullable BearerToken token;

  private Decision(@Nullable PresentedToken presented, @Nullable BearerToken token) {
    this.presented = presented;
    this.token = token;
  }

  static Decision verified(PresentedToken presented, BearerToken token) {
    return new Decision(presented, token);
  }

  /** Whether it was this text that was verified. */
  boolean isOf(String other) {
    return presented != null && other.equals(presented.text());
  }

  /** The first digits of the hash of the text that was verified, for logs. */
  String tokenId() {
    return presented == null ? "-" : presented.id();
  }

  /** The verified token, or null. */
  @Nullable BearerToken token() {
    return token;
  }
}
