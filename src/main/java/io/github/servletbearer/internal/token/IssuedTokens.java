// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All tokens that the application issues, from the login to their end: access tokens, and refresh
 * tokens where they are on. Thread-safe.
 *
 * <p>Methods throw {@link BearerException} with {@code UNAVAILABLE} when something cannot be done
 * or decided now.
 */
public final class IssuedTokens implements HashedTokenVerifier {
  private final AccessTokens access;
  private final @Nullable RefreshTokens refresh;

  /** The tokens of one application; without refresh tokens, logins cannot be refreshed. */
  public IssuedTokens(AccessTokens access, @Nullable RefreshTokens refresh) {
    this.access = access;
    this.refresh = refresh;
  }

  /** How long each access token is valid. */
  public Duration lifetime() {
    return access.lifetime();
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    return access.verify(token);
  }

  public IssuedToken issue(Authorization grant) throws BearerException {
    return refresh == null ? access.issue(grant) : refresh.begin(grant, access);
  }

  /** Issues an access token alone, for a client that can ask again by itself (RFC 6749 4.4.3). */
  public IssuedToken issueAccess(Authorization grant) throws BearerException {
    return access.issue(grant);
  }

  /**
   * Exchanges a refresh token for new tokens (RFC 6749 6). The scope may narrow for the new access
   * token; the next refresh token keeps the scope of the login.
   *
   * @param clientId the client that asks, as it was verified, or null where there is none
   * @param requested the scopes asked for; empty for all
   * @throws BearerException with {@code UNAVAILABLE}, or as the check throws it, when it cannot be
   *     decided now; the refresh token stays valid
   */
  public RefreshResult refresh(
      String text, @Nullable String clientId, Set<String> requested, Authorization.UserCheck users)
      throws BearerException {
    return refresh == null
        ? RefreshResult.unknown()
        : new RefreshRotation(refresh, access).refresh(text, clientId, requested, users);
  }

  /**
   * Revokes a token (RFC 7009 2): an access token alone; by any refresh token of a login, also one
   * that was used, the whole login.
   *
   * @param clientId the client that asks, as it was verified, or null where there is none
   * @throws BearerException with {@code UNAVAILABLE} when it cannot be revoked now; it stays valid
   */
  public Revocation revoke(String text, @Nullable String clientId) throws BearerException {
    StoredToken login = refresh == null ? null : refresh.find(text);
    if (refresh == null || login == null) {
      return access.revoke(text, clientId);
    }
    if (!Revocation.isAllowed(login.clientId(), clientId)) {
      return Revocation.OF_ANOTHER_CLIENT;
    }
    return refresh.revoke(login, access) ? Revocation.DONE : Revocation.UNKNOWN;
  }

  /**
   * Revokes all tokens of a user, however the name is spelled (see {@link UserKey}).
   *
   * @return how many tokens, refresh tokens included; JWTs are not counted
   */
  public int revokeUser(String name) throws BearerException {
    int revoked = access.revokeUser(name); // this may fail; nothing has changed then
    if (refresh != null) {
      revoked += refresh.endUser(name);
      revoked += access.revokeUser(name); // what a refresh has issued between the two
    }
    return revoked;
  }

  /** Revokes all tokens; returns how many, refresh tokens included, JWTs not counted. */
  public int revokeAll() throws BearerException {
    int ended = refresh == null ? 0 : refresh.endAll();
    return ended + access.revokeAll(); // in this order, so that no refresh can come after
  }

  /** Removes what is kept of expired tokens, as adding does, too; returns how many entries. */
  public int purge() throws BearerException {
    return access.purge() + (refresh == null ? 0 : refresh.purge());
  }

  /** How many live access tokens are kept, or -1 for JWTs, which are not kept. */
  public int accessTokens() throws BearerException {
    return access.size();
  }

  /** How many logins can be refreshed. */
  public int refreshTokens() throws BearerException {
    return refresh == null ? 0 : refresh.size();
  }
}
