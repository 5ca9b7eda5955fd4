// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The refresh grant (RFC 6749 6): a refresh token against new tokens. Thread-safe. */
final class RefreshRotation {
  private final RefreshTokens tokens;
  private final AccessTokens access;

  RefreshRotation(RefreshTokens tokens, AccessTokens access) {
    this.tokens = tokens;
    this.access = access;
  }

  /** The steps of the grant, each of which may refuse. */
  RefreshResult refresh(
      String text, @Nullable String clientId, Set<String> requested, UserCheck users)
      throws BearerException {
    RefreshFamily family = tokens.find(text);
    if (family == null) {
      return RefreshResult.unknown();
    }
    if (!family.isCurrent(text)) {
      return reused(family); // whoever shows it: somebody has seen it who should not
    }
    Authorization login = family.grant();
    if (!login.isThrough(clientId)) {
      return RefreshResult.refused(Kind.OF_ANOTHER_CLIENT, login);
    }
    if (!login.scopes().containsAll(requested)) {
      return RefreshResult.refused(Kind.SCOPE_REFUSED, login);
    }
    AuthenticatedUser user = users.userNow(login); // may take long, so no lock is held
    if (user == null || !login.isTo(user)) {
      return ended(family, Kind.USER_GONE);
    }
    Set<String> scopes = scopes(login, requested, users.scopesNow(user));
    if (scopes.isEmpty() && !requested.isEmpty()) {
      return RefreshResult.refused(Kind.SCOPE_REFUSED, login);
    }
    IssuedToken issued = tokens.rotate(family, text, access, login.renewed(user, scopes));
    if (issued != null) {
      return RefreshResult.issued(login, issued);
    }
    return family.isCurrent(text) ? RefreshResult.unknown() : reused(family);
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

  /** Of several that come too late, one is told; for the others the family is unknown. */
  private RefreshResult reused(RefreshFamily family) throws BearerException {
    try {
      return ended(family, Kind.REUSED);
    } catch (BearerException e) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "a refresh token was used twice and its login has ended, but not its access tokens: "
              + e.getMessage(),
          e);
    }
  }

  private RefreshResult ended(RefreshFamily family, Kind why) throws BearerException {
    return tokens.end(family, access)
        ? RefreshResult.refused(why, family.grant())
        : RefreshResult.unknown();
  }
}
