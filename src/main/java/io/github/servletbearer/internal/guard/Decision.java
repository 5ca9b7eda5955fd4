// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import org.jspecify.annotations.Nullable;

/** What a guard found in a request, once for all its dispatches. Immutable. */
final class Decision {
  /** Credentials are optional here, and the request has none. */
  static final Decision ANONYMOUS = new Decision("", null, "-");

  private final String text;
  private final @Nullable BearerToken token;
  private final String tokenId;

  private Decision(String text, @Nullable BearerToken token, String tokenId) {
    this.text = text;
    this.token = token;
    this.tokenId = tokenId;
  }

  /**
   * A request with a token.
   *
   * @param text of the token
   * @param token what was verified, or null where any token is accepted
   */
  static Decision of(String text, @Nullable BearerToken token) {
    return new Decision(text, token, TokenHash.of(text).shortText());
  }

  /** Whether it is about this token. */
  boolean isOf(String other) {
    return other.equals(text);
  }

  /** The text of the token, empty where there is none. */
  String text() {
    return text;
  }

  /** The first digits of the token's hash, for logs. */
  String tokenId() {
    return tokenId;
  }

  /** The verified token, or null. */
  @Nullable BearerToken token() {
    return token;
  }
}
