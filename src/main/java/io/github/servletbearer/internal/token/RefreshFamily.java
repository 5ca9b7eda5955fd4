// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.Deadline;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;

/**
 * One login's refresh tokens, of which the newest alone is good. However often it is refreshed, it
 * takes the same memory. Its monitor is held by whoever refreshes or ends it; reading needs none.
 */
final class RefreshFamily implements MemoryTokenStore.Entry {
  private final TokenHash key;
  private final Authorization grant;
  private final Deadline loginEnd;
  private volatile Deadline end;
  private volatile TokenHash current;

  RefreshFamily(
      TokenHash key, Authorization grant, Deadline loginEnd, TokenHash current, Deadline idleEnd) {
    this.key = key;
    this.grant = grant;
    this.loginEnd = loginEnd;
    this.current = current;
    this.end = loginEnd.orEarlier(idleEnd);
  }

  /** Under which it is kept: the hash of what its tokens have in common. */
  TokenHash key() {
    return key;
  }

  /** What the login granted; no refresh can give more. */
  Authorization grant() {
    return grant;
  }

  /** Whether this is the newest token of the family. */
  boolean isCurrent(String text) {
    return current.equals(TokenHash.of(text));
  }

  /** Makes another token the newest. */
  void replace(TokenHash current, Deadline idleEnd) {
    this.end = loginEnd.orEarlier(idleEnd);
    this.current = current;
  }

  @Override
  public String subject() {
    return grant.subject();
  }

  /** When its newest token expires if it is not used. */
  @Override
  public Deadline end() {
    return end;
  }
}
