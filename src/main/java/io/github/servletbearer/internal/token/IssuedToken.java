// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * A new token: its text, which is sent once and kept nowhere, and what it says; with it the refresh
 * token, where there is one. Immutable.
 */
public final class IssuedToken {
  private final PresentedToken access;
  private final BearerToken token;
  private final @Nullable String refreshText;

  public IssuedToken(String text, BearerToken token) {
    this(new PresentedToken(text), token, null);
  }

  private IssuedToken(PresentedToken access, BearerToken token, @Nullable String refreshText) {
    this.access = access;
    this.token = token;
    this.refreshText = refreshText;
  }

  IssuedToken withRefresh(String refreshText) {
    return new IssuedToken(access, token, refreshText);
  }

  /** The token itself; never log it. */
  public String text() {
    return access.text();
  }

  /** The first digits of its hash, for logs. */
  public String id() {
    return access.id();
  }

  TokenHash hash() {
    return access.hash();
  }

  public BearerToken token() {
    return token;
  }

  /** The refresh token that came with it, or null; never log it. */
  public @Nullable String refreshText() {
    return refreshText;
  }

  @Override
  public String toString() {
    return "IssuedToken[" + id() + ", " + token + "]";
  }
}
