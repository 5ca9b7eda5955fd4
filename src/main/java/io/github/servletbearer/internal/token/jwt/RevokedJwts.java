// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.time.ClockEras;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which JWTs of our own are refused before their end: single ones, all of a login, all of
 * a user, all (RFC 7009 3). Nothing is forgotten while a token that it refuses could be good; when
 * the memory is full, further revocations are refused instead, aloud. Asking takes no lock.
 * Thread-safe.
 *
 * <p>JWTs go by the date. An entry is forgotten when the time that it is needed for has passed, and
 * the date says so, too; a token that comes of a date which was corrected is refused for good (see
 * {@link ClockEras}).
 *
 * <p>It is the memory of one server, until it stops: others take the token until its end.
 */
public final class RevokedJwts {
  /** One user cannot take more than this part of the memory from the others. */
  private static final int USERS_PART = 10;

  private final int max;
  private final long keptMillis;
  private final ServerClock clock;
  private final ClockEras eras; // written under the lock
  private final Map<String, Entry> ids = new ConcurrentHashMap<>();
  private final Map<String, Entry> users = new ConcurrentHashMap<>();
  private volatile long allUntilSecond = Long.MIN_VALUE;
  // Guarded by this: the same entries, oldest first, and how many ids each user has.
  private final Map<String, Entry> idsByAge = new LinkedHashMap<>();
  private final Map<String, Entry> usersByAge = new LinkedHashMap<>();
  private final Map<String, Integer> idsOfUser = new HashMap<>();

  /**
   * Nothing is revoked yet.
   *
   * @param max the most ids of tokens and logins, and as many users
   * @param keptFor at least the time for which a JWT is taken, from its issue to its end and the
   *     difference of clocks that is allowed
   */
  public RevokedJwts(int max, Duration keptFor, ServerClock clock) {
    this.max = max;
    this.keptMillis = keptFor.toMillis();
    this.clock = clock;
    this.eras = new ClockEras(clock);
  }

  /**
   * Whether a token of ours is refused. One that does not say its id, login and time could not be
   * revoked by them, so it is refused.
   */
  public boolean isRevoked(BearerToken token) {
    Object jti = token.claims().get(JwtTokens.ID);
    Object family = token.claims().get(JwtTokens.FAMILY);
    Object issuedAt = token.claims().get(JwtTokens.ISSUED_AT);
    if (!(jti instanceof String) || !(family instanceof String) || !(issuedAt instanceof Long)) {
      return true;
    }
    long second = (Long) issuedAt;
    if (eras.isOfEndedDate((String) jti, second)
        || ids.containsKey(jti)
        || ids.containsKey(family)) {
      return true;
    }
    Entry user = users.isEmpty() ? null : users.get(UserKey.of(token.subject()));
    if (user != null && second <= user.second) {
      return true;
    }
    return second <= allUntilSecond; // last: it is set before the others are emptied
  }

  /** When a token is made that is to be revocable here, and its id. */
  public synchronized IssueMark nextMark() {
    lookAtClock();
    return new IssueMark(eras.latest(), eras.nextId());
  }

  /**
   * Where the clock was set back, what was revoked until now holds for tokens until now: those that
   * come of later dates are refused for good, and new ones must not be.
   */
  private void lookAtClock() {
    if (eras.wasSetBack()) {
      long second = eras.latest();
      allUntilSecond = Math.min(allUntilSecond, second);
      idsByAge.values().forEach(entry -> entry.setBackTo(second));
      usersByAge.values().forEach(entry -> entry.setBackTo(second));
    }
  }

  /**
   * Refuses a token.
   *
   * @throws BearerException with {@code UNAVAILABLE} when the memory is full, or the user has
   *     filled a tenth of it
   */
  void revoke(BearerToken token) throws BearerException {
    Object id = token.claims().get(JwtTokens.ID);
    if (id instanceof String) { // without one it is refused as it is
      revoke((String) id, token.subject());
    }
  }

  /**
   * Refuses all tokens of a login, those included that are still to come. Where there is no place
   * for it, all that the user was issued until now is refused: other logins can be refreshed.
   *
   * @throws BearerException with {@code UNAVAILABLE} when there is no place for that either
   */
  synchronized void revokeFamily(Authorization grant) throws BearerException {
    try {
      revoke(grant.family(), grant.subject());
    } catch (BearerException e) {
      revokeUser(grant.subject());
    }
  }

  private synchronized void revoke(String id, String subject) throws BearerException {
    purge();
    String user = UserKey.of(subject);
    boolean isNew = !ids.containsKey(id);
    if (isNew && ids.size() >= max) {
      throw full();
    }
    if (isNew && idsOfUser.getOrDefault(user, 0) > (max - 1) / USERS_PART) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "one user has revoked so many JWTs that no more are remembered: revoke all tokens of the"
              + " user");
    }
    Entry entry = new Entry(user);
    ids.put(id, entry);
    idsByAge.remove(id);
    idsByAge.put(id, entry);
    if (isNew) {
      idsOfUser.merge(user, 1, Integer::sum);
    }
  }

  /**
   * Refuses all tokens that the user was issued until the end of this second: JWTs count seconds.
   *
   * @throws BearerException with {@code UNAVAILABLE} when the memory is full
   */
  synchronized void revokeUser(String name) throws BearerException {
    purge();
    String user = UserKey.of(name);
    if (!users.containsKey(user) && users.size() >= max) {
      throw full();
    }
    Entry entry = new Entry(user);
    users.put(user, entry);
    usersByAge.remove(user);
    usersByAge.put(user, entry);
  }

  /** Refuses all tokens that were issued until the end of this second; empties the memory. */
  synchronized void revokeAll() {
    lookAtClock();
    allUntilSecond = eras.latest();
    ids.clear();
    users.clear();
    idsByAge.clear();
    usersByAge.clear();
    idsOfUser.clear();
  }

  /**
   * Forgets what refuses tokens that have all expired; answers how many entries. All tokens as old
   * as those are refused from then on, by one second that is remembered.
   */
  synchronized int purge() {
    lookAtClock();
    int before = size();
    String id;
    while ((id = nextToForget(idsByAge)) != null) {
      forgetId(id);
    }
    String user;
    while ((user = nextToForget(usersByAge)) != null) {
      usersByAge.remove(user);
      users.remove(user);
    }
    return before - size();
  }

  /** How many entries are held. */
  int size() {
    return ids.size() + users.size();
  }

  private @Nullable String nextToForget(Map<String, Entry> byAge) {
    Iterator<Map.Entry<String, Entry>> oldest = byAge.entrySet().iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Map.Entry<String, Entry> entry = oldest.next();
    if (!entry.getValue().isOver()) {
      return null;
    }
    // What it refuses has expired; it stays refused should the date be set back.
    allUntilSecond = Math.max(allUntilSecond, entry.getValue().second);
    return entry.getKey();
  }

  private void forgetId(String id) {
    ids.remove(id);
    Entry entry = idsByAge.remove(id);
    if (entry != null) {
      idsOfUser.computeIfPresent(
          entry.user, (user, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    }
  }

  private static BearerException full() {
    return new BearerException(
        BearerError.UNAVAILABLE,
        "the list of revoked JWTs is full: raise maxTokens, or shorten accessTokenLifetime; to"
            + " revoke all tokens empties it");
  }

  /** Since when, and until when, something is refused, and whose it is. */
  private final class Entry {
    private final String user;
    private final long untilElapsed;
    private volatile long second;
    private long untilDate; // guarded by the memory

    Entry(String user) {
      this.user = user;
      this.untilElapsed = clock.elapsedMillis() + keptMillis;
      this.untilDate = clock.millis() + keptMillis;
      this.second = eras.latest();
    }

    void setBackTo(long earlierSecond) {
      second = Math.min(second, earlierSecond);
      untilDate = Math.min(untilDate, (earlierSecond + 1) * 1_000 + keptMillis);
    }

    boolean isOver() {
      return clock.elapsedMillis() >= untilElapsed && clock.millis() >= untilDate;
    }
  }
}
