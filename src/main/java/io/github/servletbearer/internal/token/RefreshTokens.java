// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.Deadline;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refresh tokens, which are opaque and always looked up, whatever the access tokens are. Each
 * is good once (RFC 9700 4.14.2). Thread-safe.
 *
 * <p>A token is the family's secret and a secret of its own. Kept are the hash of the first, as the
 * key, and the hash of the newest whole token. A text of a known family that is not the newest
 * token can only be an older one: no list of used tokens is needed to tell.
 */
public final class RefreshTokens {
  private static final int FAMILY_BYTES = 24;
  private static final int SECRET_BYTES = 32;
  private static final int FAMILY_CHARS = 32; // of base64url
  private static final int CHARS = FAMILY_CHARS + 43;

  private final RandomToken random = new RandomToken();
  private final MemoryTokenStore<RefreshFamily> store;
  private final Duration lifetime;
  private final Duration idleLifetime;
  private final ServerClock clock;

  /**
   * Refresh tokens in a memory of their own.
   *
   * @param lifetime how long after the login the last of its tokens ends
   * @param idleLifetime how long a token is good that nobody uses; it may equal the lifetime
   * @param maxLogins how many logins can be refreshed at a time
   * @param maxLoginsPerUser how many logins of one user; with one more, that which was not
   *     refreshed for the longest time cannot be refreshed any longer
   */
  public RefreshTokens(
      Duration lifetime,
      Duration idleLifetime,
      int maxLogins,
      int maxLoginsPerUser,
      ServerClock clock) {
    this.lifetime = lifetime;
    this.idleLifetime = idleLifetime;
    this.clock = clock;
    this.store = MemoryTokenStore.byAgeAndUse(maxLogins, maxLoginsPerUser, clock);
  }

  /**
   * Makes the tokens of a login.
   *
   * @throws BearerException with {@code UNAVAILABLE} when no more can be kept, or as the access
   *     tokens throw it; nothing is kept then
   */
  IssuedToken begin(Authorization grant, AccessTokens access) throws BearerException {
    String familySecret = random.next(FAMILY_BYTES);
    String text = nextText(familySecret);
    TokenHash key = TokenHash.of(familySecret);
    RefreshFamily family =
        new RefreshFamily(key, grant, in(lifetime), TokenHash.of(text), in(idleLifetime));
    if (!store.add(key, family)) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the store is full of live refresh tokens: raise maxTokens, or shorten"
              + " refreshTokenLifetime");
    }
    boolean isIssued = false;
    try {
      IssuedToken issued = access.issue(grant).with(answer(text, family));
      isIssued = true;
      return issued;
    } finally {
      if (!isIssued) {
        store.remove(key); // nobody has seen its token
      }
    }
  }

  /** The family of a token, whether the token is its newest or an older one; null if unknown. */
  @Nullable RefreshFamily find(String text) {
    // Other texts were never issued: what a client has cut off by mistake is no sign of a theft.
    return text.length() == CHARS
        ? store.find(TokenHash.of(text.substring(0, FAMILY_CHARS)))
        : null;
  }

  /**
   * Takes the newest token of a family for an access token and the next refresh token, in one step
   * that nobody else can take for the same token. The access token comes first: where it cannot be
   * made, nothing has changed, and the client may try again.
   *
   * @return null if the token is not the newest one any longer, or the family has ended
   * @throws BearerException as the issuer of access tokens throws it
   */
  @Nullable IssuedToken rotate(
      RefreshFamily family, String text, AccessTokens access, Authorization granted)
      throws BearerException {
    synchronized (family) {
      if (!family.isCurrent(text) || store.find(family.key()) == null) {
        return null;
      }
      IssuedToken issued = access.issue(granted);
      if (!store.use(family.key())) {
        access.revoke(issued.text(), granted.clientId()); // the family ended meanwhile
        return null;
      }
      String next = nextText(text.substring(0, FAMILY_CHARS));
      family.replace(TokenHash.of(next), in(idleLifetime));
      return issued.with(answer(next, family));
    }
  }

  /**
   * Ends a family and then its access tokens: for one that nobody may use any longer, whatever
   * happens.
   *
   * @return false if it had ended already
   * @throws BearerException as the access tokens throw it; the family has ended nevertheless
   */
  boolean end(RefreshFamily family, AccessTokens access) throws BearerException {
    if (!store.remove(family.key())) {
      return false;
    }
    // A refresh under way has issued its token before this, or finds the family ended.
    access.revokeFamily(family.grant());
    return true;
  }

  /**
   * Ends the access tokens of a family and then itself: where that cannot be done now, nothing has
   * changed, and the client may try again.
   *
   * @return false if it had ended already
   * @throws BearerException as the access tokens throw it
   */
  boolean revoke(RefreshFamily family, AccessTokens access) throws BearerException {
    synchronized (family) { // no refresh may come between
      if (store.find(family.key()) != null) {
        access.revokeFamily(family.grant());
      }
      return store.remove(family.key());
    }
  }

  /** Ends all families of a user; answers how many. */
  int endUser(String name) {
    return store.removeOf(name, family -> true);
  }

  /** Ends all families; answers how many. */
  int endAll() {
    return store.removeAll();
  }

  /** Drops what has expired; answers how many families. */
  int purge() {
    return store.purge();
  }

  /** How many logins can be refreshed. */
  int size() {
    return store.size();
  }

  private String nextText(String familySecret) {
    return familySecret + random.next(SECRET_BYTES);
  }

  private Deadline in(Duration duration) {
    return Deadline.after(duration, clock);
  }

  private RefreshToken answer(String text, RefreshFamily family) {
    return new RefreshToken(text, family.end().left(clock));
  }
}
