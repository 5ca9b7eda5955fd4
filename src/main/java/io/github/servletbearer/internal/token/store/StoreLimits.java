// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.token.store.StoredToken.Kind;

/**
 * How many tokens a store keeps. Immutable.
 *
 * <p>The limit for each user keeps one account from filling the store: the user's own oldest token
 * gives way, while a full store refuses new logins instead of logging others out.
 */
public final class StoreLimits {
  /** The part of the revoked JWTs that one user may fill. */
  private static final int USERS_PART = 10;

  private final int maxTokens;
  private final int maxTokensPerUser;

  /** The most tokens of one kind in all, and of one user, for access and refresh tokens. */
  public StoreLimits(int maxTokens, int maxTokensPerUser) {
    this.maxTokens = maxTokens;
    this.maxTokensPerUser = maxTokensPerUser;
  }

  /** The most tokens of a kind. */
  public int max(Kind kind) {
    return kind == Kind.REVOKED_ALL ? 1 : maxTokens;
  }

  /** The most tokens of a kind that one user has. */
  public int maxPerUser(Kind kind) {
    switch (kind) {
      case ACCESS:
      case REFRESH:
        return maxTokensPerUser;
      case REVOKED_JWT:
        return (maxTokens - 1) / USERS_PART + 1;
      default:
        return 1;
    }
  }
}
