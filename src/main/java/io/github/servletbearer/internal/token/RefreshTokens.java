// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens, which are opaque and always looked up, whatever the access tokens are. Each is
 * valid once (RFC 9700 4.14.2). Thread-safe.
 *
 * <p>The text of a token is a secret of its login, followed by a secret of its own. The store has
 * the hash of the first, as the key, and the hash of the newest whole token. A text of a known
 * login that is not the newest token can only be an older one, so no list of used tokens is needed.
 */
public final class RefreshTokens {
  private static final int FAMILY_BYTES = 24;
  private static final int SECRET_BYTES = 32;
  private static final int FAMILY_CHARS = 32; // of base64url
  private static final int CHARS = FAMILY_CHARS + 43;

  private final RandomToken random = new RandomToken();
  private final TokenStore store;
  private final Duration lifetime;
  private final Duration idleLifetime;
  private final Clock clock;

  /**
   * @param lifetime how long after the login its last token expires
   * @param idleLifetime after which time a token expires that is not used; it may equal the
   *     lifetime
   */
  public RefreshTokens(Duration lifetime, Duration idleLifetime, TokenStore store, Clock clock) {
    this.lifetime = lifetime;
    this.idleLifetime = idleLifetime;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes the tokens of a login.
   *
   * @throws BearerException with {@code UNAVAILABLE} when no more can be kept, or as the access
   *     tokens throw it; nothing is kept then
   */
  IssuedToken begin(Authorization grant, AccessTokens access) throws BearerException {
    IssuedToken issued = access.make(grant);
    String familySecret = random.next(FAMILY_BYTES);
    String text = nextText(familySecret);
    StoredToken login = login(TokenHash.of(familySecret), TokenHash.of(text), grant);
    if (!store.add(login)) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the store is full of live refresh tokens: raise maxTokens, or shorten"
              + " refreshTokenLifetime");
    }
    boolean isKept = false;
    try {
      access.keep(issued, grant);
      isKept = true;
    } finally {
      if (!isKept) {
        store.remove(Kind.REFRESH, login.hash()); // its token was not sent
      }
    }
    return issued.withRefresh(text);
  }

  private StoredToken login(TokenHash family, TokenHash newest, Authorization grant) {
    long now = clock.millis();
    return StoredToken.refresh(
        family,
        newest,
        BearerToken.builder(grant.subject()).scopes(grant.scopes()).roles(grant.roles()).build(),
        grant.clientId(),
        grant.family(),
        now,
        now + lifetime.toMillis(),
        now + idleLifetime.toMillis());
  }

  /** The login of a token, whether the token is its newest or an older one; null if unknown. */
  @Nullable StoredToken find(String text) throws BearerException {
    // Other texts were never issued: what a client has cut off by mistake is no sign of a theft.
    return text.length() == CHARS
        ? store.find(Kind.REFRESH, TokenHash.of(text.substring(0, FAMILY_CHARS)))
        : null;
  }

  /** Whether this is the newest token of the login. */
  static boolean isNewest(StoredToken login, String text) {
    return login.newest().equals(TokenHash.of(text));
  }

  /**
   * Exchanges the newest token of a login for an access token and the next refresh token. Of
   * several that try so at the same time, one succeeds. Where the access token cannot be kept, the
   * refresh token stays valid, and the client may try again.
   *
   * @return null if the token is not the newest one any longer, or the login has ended
   * @throws BearerException as the access tokens throw it
   */
  @Nullable IssuedToken rotate(
      StoredToken login, String text, AccessTokens access, Authorization granted)
      throws BearerException {
    IssuedToken issued = access.make(granted);
    String next = nextText(text.substring(0, FAMILY_CHARS));
    long now = clock.millis();
    StoredToken rotated = login.rotated(TokenHash.of(next), now, now + idleLifetime.toMillis());
    if (!store.replace(login, rotated)) {
      return null;
    }
    boolean isKept = false;
    try {
      access.keep(issued, granted);
      if (store.find(Kind.REFRESH, login.hash()) == null) {
        access.discard(issued); // the login was revoked meanwhile, before there was this token
      }
      isKept = true;
    } finally {
      if (!isKept) {
        store.replace(rotated, login);
      }
    }
    return issued.withRefresh(next);
  }

  /**
   * Revokes the access tokens of a login, and ends it in any case: for a token that must not be
   * used any more. In this order a store that fails in between still has the login, so that the
   * next try ends both.
   *
   * @return false if it had ended already
   * @throws BearerException as the access tokens throw it; the login may have ended nevertheless
   */
  boolean end(StoredToken login, AccessTokens access) throws BearerException {
    boolean hasEnded;
    try {
      access.revokeFamily(Authorization.of(login));
    } finally {
      hasEnded = remove(login, access);
    }
    return hasEnded;
  }

  /**
   * Revokes the access tokens of a login and then ends it: where that cannot be done now, nothing
   * has changed, and the client may try again.
   *
   * @return false if it had ended already
   * @throws BearerException as the access tokens throw it
   */
  boolean revoke(StoredToken login, AccessTokens access) throws BearerException {
    access.revokeFamily(Authorization.of(login));
    return remove(login, access);
  }

  private boolean remove(StoredToken login, AccessTokens access) throws BearerException {
    if (!store.remove(Kind.REFRESH, login.hash())) {
      return false;
    }
    // For what a refresh has issued between the two. One that is still under way has kept its token
    // before this, or finds that the login has ended.
    access.revokeFamily(Authorization.of(login));
    return true;
  }

  /** Ends all logins of a user; returns how many. */
  int endUser(String name) throws BearerException {
    return store.removeUser(Kind.REFRESH, UserKey.of(name));
  }

  /** Ends all logins; returns how many. */
  int endAll() throws BearerException {
    return store.removeAll(Kind.REFRESH);
  }

  /** Removes what has expired; returns how many entries. */
  int purge() throws BearerException {
    return store.purge();
  }

  /** How many logins can be refreshed. */
  int size() throws BearerException {
    return store.count(Kind.REFRESH);
  }

  private String nextText(String familySecret) {
    return familySecret + random.next(SECRET_BYTES);
  }
}
