// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ClockEras;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which of the application's own JWTs are refused before they expire: single ones, all of a login,
 * all of a user, all (RFC 7009 3). Nothing is forgotten while a token that it refuses could be
 * valid; when the store is full, further revocations fail with an error instead. Thread-safe.
 *
 * <p>JWTs are dated. A token from a date that was corrected is refused permanently (see {@link
 * ClockEras}). Where servers share the store, their dates may differ: none issues tokens while its
 * date is too far ahead of the store's, and a revocation is dated so far ahead that it refuses all
 * tokens that were issued before it, on whichever server.
 */
public final class RevokedJwts {
  /** What the seconds of JWTs and the reading of two clocks may add to the difference. */
  private static final long SLACK_MILLIS = 1_000;

  private final TokenStore store;
  private final long keptMillis;
  private final long maxAheadMillis; // of the store's date; 0 where that is this server's
  private final Clock clock;
  private final ClockEras eras; // written under the lock
  private boolean isDateSetBack; // guarded by this: and the store does not know yet

  /**
   * The revocations of one server.
   *
   * @param keptFor at least the time for which a JWT is valid, from its issue to its end and the
   *     difference of clocks that is allowed
   */
  public static RevokedJwts ofOneServer(Duration keptFor, TokenStore store, Clock clock) {
    return new RevokedJwts(keptFor, 0, store, clock);
  }

  /**
   * The revocations of several servers.
   *
   * @param keptFor as for one server
   * @param skew by how much a server's date may be ahead of the store's
   */
  public static RevokedJwts ofSeveralServers(
      Duration keptFor, Duration skew, TokenStore store, Clock clock) {
    return new RevokedJwts(keptFor, skew.toMillis() + SLACK_MILLIS, store, clock);
  }

  private RevokedJwts(Duration keptFor, long maxAheadMillis, TokenStore store, Clock clock) {
    this.store = store;
    this.keptMillis = keptFor.toMillis();
    this.maxAheadMillis = maxAheadMillis;
    this.clock = clock;
    this.eras = new ClockEras(clock);
  }

  /**
   * Whether a token of the application is refused. One that does not say its id, login and time
   * could not be revoked by them, so it is refused.
   *
   * @throws BearerException with {@code UNAVAILABLE} when that cannot be decided now
   */
  boolean isRevoked(BearerToken token) throws BearerException {
    Object id = token.claims().get(JwtIssuer.ID);
    Object family = token.claims().get(JwtIssuer.FAMILY);
    Object issuedAt = token.claims().get(JwtIssuer.ISSUED_AT);
    if (!(id instanceof String) || !(family instanceof String) || !(issuedAt instanceof Long)) {
      return true;
    }
    long second = (Long) issuedAt;
    return eras.isOfEndedDate((String) id, second)
        || isOneOf((String) id, (String) family)
        || isOfUser(token.subject(), second)
        // Last: it is there before the others are removed.
        || isOlder(second, store.find(Kind.REVOKED_ALL, StoredToken.all()));
  }

  private boolean isOneOf(String id, String family) throws BearerException {
    return store.mayHave(Kind.REVOKED_JWT)
        && (store.find(Kind.REVOKED_JWT, TokenHash.of(id)) != null
            || store.find(Kind.REVOKED_JWT, TokenHash.of(family)) != null);
  }

  private boolean isOfUser(String subject, long second) throws BearerException {
    return store.mayHave(Kind.REVOKED_USER)
        && isOlder(second, store.find(Kind.REVOKED_USER, TokenHash.of(UserKey.of(subject))));
  }

  private static boolean isOlder(long second, @Nullable StoredToken revocation) {
    return revocation != null && second <= Math.floorDiv(revocation.issuedAt(), 1_000L);
  }

  /**
   * When a token is made that is to be revocable, and its id.
   *
   * @throws BearerException with {@code UNAVAILABLE} when the date was set back, and the store
   *     cannot correct its revocations now; or when it is too far ahead of the store's
   */
  public IssueMark nextMark() throws BearerException {
    if (isShared() && clock.millis() > store.date() + maxAheadMillis) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "this server's clock is ahead of the database's by more than clockSkew, so its tokens"
              + " could not be revoked: let both follow a time server (NTP)");
    }
    synchronized (this) {
      lookAtClock();
      return new IssueMark(eras.latest(), eras.nextId());
    }
  }

  private boolean isShared() {
    return maxAheadMillis > 0;
  }

  /**
   * Changes the store. Where it is this server's own, no date is set back meanwhile; a shared one
   * has its own date, and may take its time.
   */
  private <T> T change(Change<T> change) throws BearerException {
    if (isShared()) {
      lookAtClock();
      return change.make();
    }
    synchronized (this) {
      lookAtClock();
      return change.make();
    }
  }

  @FunctionalInterface
  private interface Change<T> {
    T make() throws BearerException;
  }

  /** For how many seconds a user gets no token after all of them were revoked. */
  long secondsWithoutTokens() {
    return leadMillis() / 1_000 + 1;
  }

  /** By how much a revocation is dated later than the store's date. */
  private long leadMillis() {
    return isShared() ? maxAheadMillis + SLACK_MILLIS : 0;
  }

  /**
   * Where the date was set back, what was revoked until now holds for tokens until now: those from
   * later dates are refused permanently, and new ones must not be.
   */
  private synchronized void lookAtClock() throws BearerException {
    isDateSetBack |= eras.wasSetBack();
    if (isDateSetBack) {
      store.dateRevocationsBack(eras.latest() * 1_000 + 999); // JWTs count seconds
      isDateSetBack = false;
    }
  }

  /**
   * Refuses a token.
   *
   * @throws BearerException with {@code UNAVAILABLE} when no more can be kept, in all or for this
   *     user
   */
  void revoke(BearerToken token) throws BearerException {
    Object id = token.claims().get(JwtIssuer.ID);
    if (id instanceof String) { // without one it is refused as it is
      add(Kind.REVOKED_JWT, (String) id, token.subject());
    }
  }

  /**
   * Refuses all tokens of a login, those included that are issued later. Where there is no place
   * for it, all that the user was issued until now is refused: other logins can be refreshed.
   *
   * @throws BearerException with {@code UNAVAILABLE} when there is no place for that either
   */
  void revokeFamily(Authorization grant) throws BearerException {
    if (!isAdded(Kind.REVOKED_JWT, grant.family(), grant.subject())) {
      revokeUser(grant.subject());
    }
  }

  /**
   * Refuses all tokens that the user was issued until the end of this second: JWTs count seconds.
   * Where servers share the store, also those that they issue while their clocks may differ.
   *
   * @throws BearerException with {@code UNAVAILABLE} when no more can be kept
   */
  void revokeUser(String name) throws BearerException {
    add(Kind.REVOKED_USER, UserKey.of(name), name);
  }

  private boolean isAdded(Kind kind, String id, String user) throws BearerException {
    return change(
        () -> {
          long now = store.date() + leadMillis();
          return store.add(
              StoredToken.revocation(
                  kind, TokenHash.of(id), UserKey.of(user), now, now + keptMillis));
        });
  }

  private void add(Kind kind, String id, String user) throws BearerException {
    if (!isAdded(kind, id, user)) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "no more revoked JWTs can be kept, in all or for this user: revoke all tokens of the"
              + " user, raise maxTokens, or shorten accessTokenLifetime; to revoke all tokens"
              + " empties the list");
    }
  }

  /**
   * Refuses all tokens that were issued until the end of this second, or while the servers' clocks
   * may differ, and then empties the list.
   *
   * @throws BearerException with {@code UNAVAILABLE} when that cannot be kept; nothing is revoked
   *     and nothing forgotten then
   */
  void revokeAll() throws BearerException {
    change(
        () -> {
          if (!store.add(StoredToken.revocationOfAll(store.date() + leadMillis()))) {
            throw new BearerException(
                BearerError.UNAVAILABLE, "that all are revoked cannot be kept");
          }
          return store.removeAll(Kind.REVOKED_JWT) + store.removeAll(Kind.REVOKED_USER);
        });
  }

  /** Removes what refuses tokens that have all expired; returns how many entries. */
  int purge() throws BearerException {
    return change(store::purge);
  }
}
