// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.token.PresentedToken;
import org.jspecify.annotations.Nullable;

/** What a guard found in a request, once for all its dispatches. Immutable. */
final class Decision {
  /** Credentials are optional here, and the request has none. */
  static final Decision ANONYMOUS = new Decision(null, null);

  /** The request has no credentials, and a user of the application's own login. */
  static final Decision SESSION = new Decision(null, null);

  private final @Nullable PresentedToken presented;
  private final @Nullable BearerToken token;

  private Decision(@Nullable PresentedToken presented, @Nullable BearerToken token) {
    this.presented = presented;
    this.token = token;
  }

  /** A request with a token; what was verified is null where any token is accepted. */
  static Decision of(PresentedToken presented, @Nullable BearerToken token) {
    return new Decision(presented, token);
  }

  boolean isOf(String other) {
    return presented != null && other.equals(presented.text());
  }

  /** Whether the request has no token. */
  boolean isWithoutToken() {
    return presented == null;
  }

  /** The first digits of the token's hash, for logs. */
  String tokenId() {
    return presented == null ? "-" : presented.id();
  }

  /** The verified token, or null. */
  @Nullable BearerToken token() {
    return token;
  }
}
