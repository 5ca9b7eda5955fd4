// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.token.store.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * The application's own access tokens, whatever their format: issued, verified, and revoked. A
 * token that was revoked is refused by {@link #verify} at once. Thread-safe.
 *
 * <p>Methods throw {@link BearerException} with {@code UNAVAILABLE} when that cannot be done or
 * decided now; nothing has changed then.
 */
public interface AccessTokens extends TokenIssuer, HashedTokenVerifier {
  /** Makes a token that is not valid before it is {@link #keep kept}. */
  IssuedToken make(Authorization grant) throws BearerException;

  /** Makes a token valid, where it has to be kept for that. */
  void keep(IssuedToken token, Authorization grant) throws BearerException;

  /** Undoes {@link #keep}: the login that the token comes of has been revoked meanwhile. */
  void discard(IssuedToken token) throws BearerException;

  @Override
  default IssuedToken issue(Authorization grant) throws BearerException {
    IssuedToken token = make(grant);
    keep(token, grant);
    return token;
  }

  /**
   * Revokes one token (RFC 7009 2).
   *
   * @param clientId the client that asks, or null where there is none
   */
  Revocation revoke(String text, @Nullable String clientId) throws BearerException;

  void revokeFamily(Authorization grant) throws BearerException;

  /**
   * Revokes all tokens of a user, however the name is spelled (see {@link UserKey}).
   *
   * @return how many, as far as they are counted
   */
  int revokeUser(String name) throws BearerException;

  /** Revokes all tokens; returns how many, as far as they are counted. */
  int revokeAll() throws BearerException;

  /** Removes what is kept of expired tokens; returns how many entries. */
  int purge() throws BearerException;

  /** How many live tokens are kept, or -1 where tokens are not kept and their number is unknown. */
  int size() throws BearerException;
}
