// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.internal.crypto.TokenHash;
import java.time.Duration;

/** A refresh token just made: shown once, kept nowhere. Immutable. */
final class RefreshToken {
  private final String text;
  private final Duration lifetime;

  RefreshToken(String text, Duration lifetime) {
    this.text = text;
    this.lifetime = lifetime;
  }

  /** The token itself; never log it. */
  String text() {
    return text;
  }

  /** How long it is good if nobody uses it. */
  Duration lifetime() {
    return lifetime;
  }

  @Override
  public String toString() {
    return "RefreshToken[" + TokenHash.of(text).shortText() + "]";
  }
}
