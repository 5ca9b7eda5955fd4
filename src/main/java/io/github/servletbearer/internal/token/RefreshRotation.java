// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import io.github.servletbearer.internal.token.store.StoredToken;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The refresh grant (RFC 6749 6): new tokens for a refresh token. Thread-safe. */
final class RefreshRotation {
  private final RefreshTokens tokens;
  private final AccessTokens access;

  RefreshRotation(RefreshTokens tokens, AccessTokens access) {
    this.tokens = tokens;
    this.access = access;
  }

  /** The steps of the grant, each of which may refuse. */
  RefreshResult refresh(
      String text, @Nullable String clientId, Set<String> requested, Authorization.UserCheck users)
      throws BearerException {
    StoredToken stored = tokens.find(text);
    if (stored == null) {
      return RefreshResult.unknown();
    }
    if (!RefreshTokens.isNewest(stored, text)) {
      return reused(stored); // by whichever client: it has been stolen or copied
    }
    Authorization login = Authorization.of(stored);
    if (!login.isThrough(clientId)) {
      return RefreshResult.refused(Kind.OF_ANOTHER_CLIENT, login);
    }
    if (!login.scopes().containsAll(requested)) {
      return RefreshResult.refused(Kind.SCOPE_REFUSED, login);
    }
    AuthenticatedUser user = users.userNow(login); // may take long
    if (user == null || !login.isTo(user)) {
      return ended(stored, Kind.USER_GONE);
    }
    Set<String> scopes = scopes(login, requested, users.scopesNow(user));
    if (scopes.isEmpty() && !requested.isEmpty()) {
      return RefreshResult.refused(Kind.SCOPE_REFUSED, login);
    }
    return rotated(stored, text, login.renewed(user, scopes));
  }

  /** What was granted at the login, is still allowed, and is asked for. */
  private static Set<String> scopes(
      Authorization login, Set<String> requested, Set<String> allowed) {
    Set<String> scopes = new LinkedHashSet<>(login.scopes());
    scopes.retainAll(allowed);
    if (!requested.isEmpty()) {
      scopes.retainAll(requested);
    }
    return scopes;
  }

  private RefreshResult rotated(StoredToken stored, String text, Authorization granted)
      throws BearerException {
    IssuedToken issued;
    try {
      issued = tokens.rotate(stored, text, access, granted);
    } catch (BearerException e) {
      if (tokens.find(text) == null) { // no JWT is issued for a login that was revoked meanwhile
        return RefreshResult.unknown();
      }
      throw e;
    }
    return issued == null ? late(text) : RefreshResult.issued(Authorization.of(stored), issued);
  }

  /** Another refresh by the same token was faster, or the login has ended. */
  private RefreshResult late(String text) throws BearerException {
    StoredToken now = tokens.find(text);
    return now == null || RefreshTokens.isNewest(now, text) ? RefreshResult.unknown() : reused(now);
  }

  /** Of several reuses of one login, one is reported; for the others the login is unknown. */
  private RefreshResult reused(StoredToken login) throws BearerException {
    try {
      return ended(login, Kind.REUSED);
    } catch (BearerException e) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "a refresh token was used twice, and its login or its access tokens have not ended: "
              + e.getMessage(),
          e);
    }
  }

  private RefreshResult ended(StoredToken login, Kind why) throws BearerException {
    return tokens.end(login, access)
        ? RefreshResult.refused(why, Authorization.of(login))
        : RefreshResult.unknown();
  }
}
