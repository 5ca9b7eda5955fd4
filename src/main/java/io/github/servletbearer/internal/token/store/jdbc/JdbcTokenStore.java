// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens in a database that several servers share. Each change is one transaction, and the
 * limits hold over all servers. Thread-safe.
 *
 * <p>A token ends by the clock of the database, and also by the date of the server that is asked; a
 * revocation is kept until both have passed, since JWTs are dated.
 *
 * <p>Who changes the number of tokens of a kind locks the row of that kind first, in the order of
 * the kinds, so that no two wait for each other. Finding and replacing lock no such row.
 */
public final class JdbcTokenStore implements TokenStore {
  /** How many expired tokens an added one removes. */
  private static final int STEP = 100;

  /** How many such steps it takes at most where there is no place otherwise. */
  private static final int MAX_STEPS = 10;

  private final AtomicLong lastUse = new AtomicLong(Long.MIN_VALUE);
  private final Database database;
  private final TokenTable table;
  private final StoreLimits limits;
  private final Clock clock;
  private final SharedTime time;

  /** A store in the tables of a schema, which exist. */
  public JdbcTokenStore(
      Database database, Schema schema, Dialect dialect, StoreLimits limits, ServerClock clock) {
    this(database, schema, limits, clock, new DatabaseTime(dialect, clock));
  }

  JdbcTokenStore(
      Database database, Schema schema, StoreLimits limits, Clock clock, SharedTime time) {
    this.database = database;
    this.table = new TokenTable(schema);
    this.limits = limits;
    this.clock = clock;
    this.time = time;
  }

  @Override
  public boolean add(StoredToken token) throws BearerException {
    return database.inTransaction(connection -> add(connection, token));
  }

  private boolean add(Connection connection, StoredToken token)
      throws SQLException, BearerException {
    Kind kind = token.kind();
    long now = time.millis(connection);
    table.lock(connection, kind);
    purge(connection, kind, now, STEP);
    boolean isKnown = table.delete(connection, kind, token.hash()) > 0;
    if (!isKnown && !makePlace(connection, token, now)) {
      return false;
    }
    table.insert(connection, token, now, nextUse(now));
    return true;
  }

  private boolean makePlace(Connection connection, StoredToken token, long now)
      throws SQLException, BearerException {
    Kind kind = token.kind();
    for (int step = 0; ; step++) {
      boolean isUserFull = table.countUser(connection, token) >= limits.maxPerUser(kind);
      if (isUserFull && !kind.isRevocation()) {
        return table.deleteLeastRecentlyUsed(connection, token);
      }
      if (!isUserFull && table.count(connection, kind) < limits.max(kind)) {
        return true;
      }
      if (step == MAX_STEPS || purge(connection, kind, now, STEP) == 0) {
        return false;
      }
    }
  }

  /** Orders uses within a millisecond, too; those of different servers only by their times. */
  private long nextUse(long now) {
    return lastUse.updateAndGet(last -> Math.max(last + 1, now * 1_000));
  }

  @Override
  public @Nullable StoredToken find(Kind kind, TokenHash hash) throws BearerException {
    return database.inTransaction(connection -> find(connection, kind, hash)).orElse(null);
  }

  private Optional<StoredToken> find(Connection connection, Kind kind, TokenHash hash)
      throws SQLException {
    Optional<TokenRow> row = table.find(connection, kind, hash);
    if (!row.isPresent() || kind.isRevocation()) {
      return row.map(TokenRow::token);
    }
    StoredToken token = row.get().token();
    boolean hasExpired =
        time.millis(connection) >= row.get().endsAt()
            || clock.millis() >= Math.min(token.expiresAt(), token.idleExpiresAt());
    return hasExpired ? Optional.empty() : Optional.of(token);
  }

  @Override
  public boolean mayHave(Kind kind) throws BearerException {
    return database.inTransaction(connection -> table.count(connection, kind) > 0);
  }

  @Override
  public boolean replace(StoredToken expected, StoredToken next) throws BearerException {
    return database.inTransaction(
        connection -> {
          long now = time.millis(connection);
          return table.replace(connection, expected, next, now, clock.millis(), nextUse(now));
        });
  }

  @Override
  public boolean remove(Kind kind, TokenHash hash) throws BearerException {
    return database.inTransaction(
        connection -> {
          table.lock(connection, kind);
          return table.delete(connection, kind, hash) > 0;
        });
  }

  @Override
  public int removeFamily(Kind kind, String userKey, String family) throws BearerException {
    String condition = "kind = ? AND user_hash = ? AND family = ?";
    return removeWhere(
        kind,
        condition,
        Arrays.asList(kind.name(), TokenRow.userHash(userKey), Names.encode(family)));
  }

  @Override
  public int removeUser(Kind kind, String userKey) throws BearerException {
    return removeWhere(
        kind, "kind = ? AND user_hash = ?", Arrays.asList(kind.name(), TokenRow.userHash(userKey)));
  }

  @Override
  public int removeAll(Kind kind) throws BearerException {
    return removeWhere(kind, "kind = ?", Collections.singletonList(kind.name()));
  }

  private int removeWhere(Kind kind, String condition, List<String> values) throws BearerException {
    return database.inTransaction(
        connection -> {
          table.lock(connection, kind);
          int live =
              table.countLive(
                  connection, condition, values, time.millis(connection), clock.millis());
          table.deleteWhere(connection, kind, condition, values);
          return live;
        });
  }

  @Override
  public void dateRevocationsBack(long latestMillis) throws BearerException {
    database.inTransaction(
        connection -> {
          int rows = 0;
          for (Kind kind : Kind.values()) {
            if (kind.isRevocation()) {
              table.lock(connection, kind);
              rows += table.dateBack(connection, kind, latestMillis);
            }
          }
          return rows;
        });
  }

  @Override
  public int purge(int most) throws BearerException {
    int removed = 0;
    for (Kind kind : Kind.values()) {
      if (kind != Kind.REVOKED_ALL) { // which does not expire
        removed += purge(kind, most);
      }
    }
    return removed;
  }

  private int purge(Kind kind, int most) throws BearerException {
    return database.inTransaction(
        connection -> {
          table.lock(connection, kind);
          return purge(connection, kind, time.millis(connection), most);
        });
  }

  /** Removes what has expired; the caller has locked the kind. */
  private int purge(Connection connection, Kind kind, long now, int most)
      throws SQLException, BearerException {
    if (kind == Kind.REVOKED_ALL) {
      return 0;
    }
    // Where the date is behind, a token that has expired by the date alone is kept.
    long date = kind.isRevocation() ? clock.millis() : Long.MAX_VALUE;
    List<ExpiredToken> expired = table.findExpired(connection, kind, now, date, most);
    if (kind.isRevocation() && !expired.isEmpty()) {
      long newest = Long.MIN_VALUE;
      for (ExpiredToken token : expired) {
        newest = Math.max(newest, token.issuedAt());
      }
      moveRevocationOfAll(connection, newest, now);
    }
    table.deleteAll(connection, kind, expired);
    return expired.size();
  }

  private void moveRevocationOfAll(Connection connection, long issuedAt, long now)
      throws SQLException, BearerException {
    table.lock(connection, Kind.REVOKED_ALL);
    Optional<TokenRow> known = table.find(connection, Kind.REVOKED_ALL, StoredToken.all());
    if (known.isPresent() && known.get().token().issuedAt() >= issuedAt) {
      return;
    }
    table.delete(connection, Kind.REVOKED_ALL, StoredToken.all());
    table.insert(connection, StoredToken.revocationOfAll(issuedAt), now, nextUse(now));
  }

  @Override
  public int count(Kind kind) throws BearerException {
    if (kind.isRevocation()) {
      return (int) (long) database.inTransaction(connection -> table.count(connection, kind));
    }
    return database.inTransaction(
        connection ->
            table.countLive(
                connection,
                "kind = ?",
                Collections.singletonList(kind.name()),
                time.millis(connection),
                Long.MIN_VALUE));
  }
}
