// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens in a database that several servers share. Each change is one transaction, and the
 * limits hold over all servers; removing many tokens is several. Thread-safe.
 *
 * <p>A token ends by the clock of the database, and also by the date of the server that is asked; a
 * revocation is kept until both have passed, since JWTs are dated.
 *
 * <p>Who changes the number of tokens of a kind locks the row of that kind first, in the order of
 * the kinds, so that no two wait for each other. Finding and replacing lock no such row.
 */
public final class JdbcTokenStore implements TokenStore {
  /** How many expired tokens an added one removes. */
  private static final int STEP = 200;

  private final AtomicLong lastUse = new AtomicLong(Long.MIN_VALUE);
  private final Map<Kind, PurgeInterval> purges = new EnumMap<>(Kind.class);
  private final Database database;
  private final TokenTable table;
  private final StoreLimits limits;
  private final Clock clock;

  /**
   * A store in the tables of a schema.
   *
   * @param clock the date of this server
   */
  public JdbcTokenStore(Database database, Schema schema, StoreLimits limits, Clock clock) {
    this.database = database;
    this.table = new TokenTable(schema);
    this.limits = limits;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      if (kind != Kind.REVOKED_ALL) { // which does not expire
        purges.put(kind, new PurgeInterval());
      }
    }
  }

  @Override
  public boolean add(StoredToken token) throws BearerException {
    return database.change(session -> add(session, token));
  }

  private boolean add(Session session, StoredToken token) throws SQLException, BearerException {
    Kind kind = token.kind();
    boolean isCounted = table.countUp(session, kind, limits.max(kind));
    if (!isCounted) {
      table.lock(session, kind);
    }
    if (kind.isRevocation() && isRevokedFromThenOn(session, token)) {
      table.addToCount(session, kind, isCounted ? -1 : 0);
      return true;
    }
    purgeIfDue(session, kind);
    boolean gaveWay = table.delete(session, kind, token.hash().hex()) > 0;
    boolean isUserFull = !gaveWay && isUserFull(session, token);
    if (isUserFull && !kind.isRevocation()) {
      gaveWay = table.deleteLeastRecentlyUsed(session, token);
    }
    boolean mayAdd = gaveWay || !isUserFull;
    if (mayAdd && (isCounted || gaveWay || makePlace(session, kind))) {
      table.addToCount(session, kind, !isCounted && gaveWay ? 1 : 0);
      table.insert(session, token, nextUse(session.now()));
      return true;
    }
    table.addToCount(session, kind, isCounted ? -1 : 0);
    return false;
  }

  /** Whether a revocation is there that was dated later: one that waited must not replace it. */
  private boolean isRevokedFromThenOn(Session session, StoredToken token) throws SQLException {
    TokenRow known = table.find(session, token.kind(), token.hash());
    return known != null && known.token().issuedAt() > token.issuedAt();
  }

  /** Whether a user has no place for one more; of revocations, those that have expired give way. */
  private boolean isUserFull(Session session, StoredToken token)
      throws SQLException, BearerException {
    Kind kind = token.kind();
    int max = limits.maxPerUser(kind);
    boolean isFull = table.countUser(session, token) >= max;
    return isFull && kind.isRevocation() && purge(session, kind, PURGE_STEP) > 0
        ? table.countUser(session, token) >= max
        : isFull;
  }

  /** Counts one more where a place was found. */
  private boolean makePlace(Session session, Kind kind) throws SQLException, BearerException {
    return table.countUp(session, kind, limits.max(kind))
        || purge(session, kind, STEP) > 0 && table.countUp(session, kind, limits.max(kind));
  }

  /** Orders uses within a millisecond, too; those of different servers only by their times. */
  private long nextUse(long now) {
    return lastUse.updateAndGet(last -> Math.max(last + 1, now * 1_000));
  }

  @Override
  public @Nullable StoredToken find(Kind kind, TokenHash hash) throws BearerException {
    return database.read(session -> find(session, kind, hash)).orElse(null);
  }

  private Optional<StoredToken> find(Session session, Kind kind, TokenHash hash)
      throws SQLException {
    TokenRow row = table.find(session, kind, hash);
    if (row == null || !kind.isRevocation() && row.hasEnded(session.now(), clock.millis())) {
      return Optional.empty();
    }
    return Optional.of(row.token());
  }

  @Override
  public boolean mayHave(Kind kind) throws BearerException {
    return database.read(session -> table.count(session, kind) > 0);
  }

  @Override
  public boolean replace(StoredToken expected, StoredToken next) throws BearerException {
    return database.change(
        session -> table.replace(session, expected, next, clock.millis(), nextUse(session.now())));
  }

  @Override
  public boolean remove(Kind kind, TokenHash hash) throws BearerException {
    return database.change(
        session -> {
          table.lock(session, kind);
          return table.delete(session, kind, hash.hex()) > 0;
        });
  }

  @Override
  public int removeFamily(Kind kind, String userKey, String family) throws BearerException {
    return removeWhere(
        kind,
        " AND user_hash = ? AND family = ?",
        Arrays.asList(TokenRow.userHash(userKey), Names.encode(family)));
  }

  @Override
  public int removeUser(Kind kind, String userKey) throws BearerException {
    return removeWhere(
        kind, " AND user_hash = ?", Collections.singletonList(TokenRow.userHash(userKey)));
  }

  /** Tokens that are added meanwhile are removed, too. */
  @Override
  public int removeAll(Kind kind) throws BearerException {
    return removeWhere(kind, "", Collections.emptyList());
  }

  /** In steps: one transaction that removes a million rows would not end in time. */
  private int removeWhere(Kind kind, String condition, List<String> values) throws BearerException {
    int live = 0;
    List<Boolean> areLive;
    do {
      areLive = database.change(session -> removeStep(session, kind, condition, values));
      live += Collections.frequency(areLive, true);
    } while (areLive.size() == PURGE_STEP);
    return live;
  }

  /** Removes some tokens; returns of each whether it had not expired. */
  private List<Boolean> removeStep(
      Session session, Kind kind, String condition, List<String> values) throws SQLException {
    table.lock(session, kind);
    List<TokenEnd> found = table.findWhere(session, kind, condition, values, PURGE_STEP);
    table.deleteAll(session, kind, found);
    long now = session.now();
    long date = clock.millis();
    return found.stream().map(token -> !token.hasEnded(now, date)).collect(Collectors.toList());
  }

  @Override
  public long date() throws BearerException {
    return database.date();
  }

  @Override
  public void dateRevocationsBack(long latestMillis) {
    // They are dated by the database.
  }

  @Override
  public int purge(int most) throws BearerException {
    int removed = 0;
    for (Kind kind : purges.keySet()) {
      removed +=
          database.change(
              session -> {
                table.lock(session, kind);
                return purge(session, kind, most);
              });
    }
    return removed;
  }

  private void purgeIfDue(Session session, Kind kind) throws SQLException, BearerException {
    PurgeInterval interval = purges.get(kind);
    if (interval != null && interval.isDue(session.now()) && purge(session, kind, STEP) == STEP) {
      interval.again();
    }
  }

  /** Removes what has expired; the caller has locked the kind. */
  private int purge(Session session, Kind kind, int most) throws SQLException, BearerException {
    if (!purges.containsKey(kind)) {
      return 0;
    }
    // Where the date is behind, a token that has expired by the date alone is kept.
    long date = kind.isRevocation() ? clock.millis() : Long.MAX_VALUE;
    List<TokenEnd> expired = table.findExpired(session, kind, date, most);
    if (kind.isRevocation() && !expired.isEmpty()) {
      moveRevocationOfAll(
          session, expired.stream().mapToLong(TokenEnd::issuedAt).max().getAsLong());
    }
    table.deleteAll(session, kind, expired);
    return expired.size();
  }

  private void moveRevocationOfAll(Session session, long issuedAt)
      throws SQLException, BearerException {
    table.lock(session, Kind.REVOKED_ALL);
    TokenRow known = table.find(session, Kind.REVOKED_ALL, StoredToken.all());
    if (known != null && known.token().issuedAt() >= issuedAt) {
      return;
    }
    table.delete(session, Kind.REVOKED_ALL, StoredToken.all().hex());
    table.addToCount(session, Kind.REVOKED_ALL, 1);
    table.insert(session, StoredToken.revocationOfAll(issuedAt), nextUse(session.now()));
  }

  @Override
  public int count(Kind kind) throws BearerException {
    return database
        .<Long>read(
            session ->
                kind.isRevocation() ? table.count(session, kind) : table.countLive(session, kind))
        .intValue();
  }
}
