// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.token.store.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * The application's own access tokens, whatever they look like: made, verified, and ended before
 * their time. What is ended is refused by {@link #verify} at once. Thread-safe.
 */
public interface AccessTokens extends TokenIssuer, TokenVerifier {
  /**
   * Ends one token (RFC 7009 2).
   *
   * @param clientId the client that asks, or null where there is none
   * @throws BearerException with {@code UNAVAILABLE} when it cannot be ended now; it lives on
   */
  Revocation revoke(String text, @Nullable String clientId) throws BearerException;

  /**
   * Ends all tokens of one login.
   *
   * @throws BearerException with {@code UNAVAILABLE} when they cannot be ended now; they live on
   */
  void revokeFamily(Authorization grant) throws BearerException;

  /**
   * Ends all tokens of a user, however the name is spelled (see {@link UserKey}).
   *
   * @return how many, as far as they are counted
   * @throws BearerException with {@code UNAVAILABLE} when they cannot be ended now; they live on
   */
  int revokeUser(String name) throws BearerException;

  /**
   * Ends all tokens.
   *
   * @return how many, as far as they are counted
   */
  int revokeAll();

  /**
   * Drops what is kept of tokens that have expired.
   *
   * @return how many entries
   */
  int purge();

  /** How many live tokens are held, or -1 where tokens are not held and nobody can know. */
  int size();
}
