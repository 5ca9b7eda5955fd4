// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token just made: its text, which is shown once and kept nowhere, and what it says; with it the
 * refresh token, where there is one. Immutable.
 */
public final class IssuedToken {
  private final String text;
  private final BearerToken token;
  private final @Nullable RefreshToken refresh;

  public IssuedToken(String text, BearerToken token) {
    this(text, token, null);
  }

  private IssuedToken(String text, BearerToken token, @Nullable RefreshToken refresh) {
    this.text = text;
    this.token = token;
    this.refresh = refresh;
  }

  IssuedToken with(RefreshToken refresh) {
    return new IssuedToken(text, token, refresh);
  }

  /** The token itself; never log it. */
  public String text() {
    return text;
  }

  /** The first digits of its hash, for logs. */
  public String id() {
    return TokenHash.of(text).shortText();
  }

  /** What it says. */
  public BearerToken token() {
    return token;
  }

  /** The refresh token that came with it, or null; never log it. */
  public @Nullable String refreshText() {
    return refresh == null ? null : refresh.text();
  }

  /** How long the refresh token is good if nobody uses it, or null where there is none. */
  public @Nullable Duration refreshLifetime() {
    return refresh == null ? null : refresh.lifetime();
  }

  @Override
  public String toString() {
    return "IssuedToken[" + id() + ", " + token + "]";
  }
}
