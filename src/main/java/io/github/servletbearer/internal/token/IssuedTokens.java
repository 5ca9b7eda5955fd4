// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All tokens that the application issues, from the login to their end: access tokens, and refresh
 * tokens where they are on. Thread-safe.
 */
public final class IssuedTokens implements TokenVerifier {
  private final AccessTokens access;
  private final @Nullable RefreshTokens refresh;

  /**
   * The tokens of one application.
   *
   * @param refresh null where logins cannot be refreshed
   */
  public IssuedTokens(AccessTokens access, @Nullable RefreshTokens refresh) {
    this.access = access;
    this.refresh = refresh;
  }

  /** How long each access token is good. */
  public Duration lifetime() {
    return access.lifetime();
  }

  @Override
  public BearerToken verify(String token) throws BearerException {
    return access.verify(token);
  }

  /**
   * Makes the tokens of a login.
   *
   * @throws BearerException with {@code UNAVAILABLE} when none can be made now
   */
  public IssuedToken issue(Authorization grant) throws BearerException {
    return refresh == null ? access.issue(grant) : refresh.begin(grant, access);
  }

  /**
   * Makes an access token alone, for who can ask again by itself (RFC 6749 4.4.3).
   *
   * @throws BearerException with {@code UNAVAILABLE} when it cannot be made now
   */
  public IssuedToken issueAccess(Authorization grant) throws BearerException {
    return access.issue(grant);
  }

  /**
   * Takes a refresh token for new tokens (RFC 6749 6). The scope may narrow for the new access
   * token; the next refresh token keeps the scope of the login.
   *
   * @param clientId the client that asks, as it was verified, or null where there is none
   * @param requested the scopes asked for; empty for all
   * @throws BearerException with {@code UNAVAILABLE}, or as the check throws it, when nobody can
   *     decide now; the refresh token stays good
   */
  public RefreshResult refresh(
      String text, @Nullable String clientId, Set<String> requested, UserCheck users)
      throws BearerException {
    return refresh == null
        ? RefreshResult.unknown()
        : new RefreshRotation(refresh, access).refresh(text, clientId, requested, users);
  }

  /**
   * Ends a token (RFC 7009 2): an access token alone; by any refresh token of a login, also one
   * that was used, the whole login.
   *
   * @param clientId the client that asks, as it was verified, or null where there is none
   * @throws BearerException with {@code UNAVAILABLE} when it cannot be ended now; it lives on
   */
  public Revocation revoke(String text, @Nullable String clientId) throws BearerException {
    RefreshFamily family = refresh == null ? null : refresh.find(text);
    if (refresh == null || family == null) {
      return access.revoke(text, clientId);
    }
    if (!Revocation.isAllowed(family.grant().clientId(), clientId)) {
      return Revocation.OF_ANOTHER_CLIENT;
    }
    return refresh.revoke(family, access) ? Revocation.DONE : Revocation.UNKNOWN;
  }

  /**
   * Ends all tokens of a user, however the name is spelled (see {@link UserKey}).
   *
   * @return how many tokens, refresh tokens included; JWTs are not counted
   * @throws BearerException with {@code UNAVAILABLE} when they cannot be ended now; they live on
   */
  public int revokeUser(String name) throws BearerException {
    int ended = access.revokeUser(name); // this may fail; nothing has changed then
    if (refresh != null) {
      ended += refresh.endUser(name);
      ended += access.revokeUser(name); // what a refresh has issued between the two
    }
    return ended;
  }

  /**
   * Ends all tokens.
   *
   * @return how many, refresh tokens included; JWTs are not counted
   */
  public int revokeAll() {
    int ended = refresh == null ? 0 : refresh.endAll();
    return ended + access.revokeAll(); // in this order: no refresh can come after
  }

  /**
   * Drops what is kept of tokens that have expired. A memory in use does that by itself.
   *
   * @return how many entries
   */
  public int purge() {
    return access.purge() + (refresh == null ? 0 : refresh.purge());
  }

  /** How many live access tokens are held, or -1 for JWTs, which are not held. */
  public int accessTokens() {
    return access.size();
  }

  /** How many live refresh tokens are held. */
  public int refreshTokens() {
    return refresh == null ? 0 : refresh.size();
  }
}
