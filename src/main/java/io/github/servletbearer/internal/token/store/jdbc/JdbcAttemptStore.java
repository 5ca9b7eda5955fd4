// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import io.github.servletbearer.internal.token.store.AttemptStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failed attempts in a database that several servers share: a row for each, and for each
 * place of an attempt under way. Windows last by the clock of the database. Thread-safe.
 *
 * <p>Who adds rows of a key locks the row of that key first. A server that is killed leaves places
 * behind; they are free after the window.
 */
public final class JdbcAttemptStore implements AttemptStore {
  /** How many rows that have left their window an added one removes. */
  private static final int STEP = 100;

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final RandomToken random = new RandomToken();
  private final Database database;
  private final AttemptTable table;
  private final SharedTime time;

  /** A store in the tables of a schema, which exist. */
  public JdbcAttemptStore(Database database, Schema schema, Dialect dialect, ServerClock clock) {
    this(database, schema, new DatabaseTime(dialect, clock));
  }

  JdbcAttemptStore(Database database, Schema schema, SharedTime time) {
    this.database = database;
    this.table = new AttemptTable(schema);
    this.time = time;
  }

  @Override
  public long waitMillis(AttemptLimit limit, TokenHash key, int guesses) throws BearerException {
    return database.inTransaction(connection -> waitMillis(connection, limit, key, guesses));
  }

  private long waitMillis(Connection connection, AttemptLimit limit, TokenHash key, int guesses)
      throws SQLException {
    long now = time.millis(connection);
    List<Long> ends = table.failureEnds(connection, limit, key, now);
    int tooMany = ends.size() + guesses - limit.failures();
    return ends.isEmpty() || tooMany <= 0 ? 0 : ends.get(Math.min(tooMany, ends.size()) - 1) - now;
  }

  @Override
  public @Nullable Places begin(AttemptLimit limit, TokenHash key, int guesses)
      throws BearerException {
    purge();
    return database
        .inTransaction(connection -> begin(connection, limit, key, guesses))
        .orElse(null);
  }

  private Optional<Places> begin(
      Connection connection, AttemptLimit limit, TokenHash key, int guesses) throws SQLException {
    long now = time.millis(connection);
    long end = now + limit.windowMillis();
    table.lock(connection, limit, key, now, end);
    if (table.count(connection, limit, key, now) + guesses > limit.failures()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < guesses; i++) {
      ids.add(nextId());
      table.insert(connection, ids.get(i), limit, key, false, end);
    }
    return Optional.of(new JdbcPlaces(limit, key, ids));
  }

  private String nextId() {
    return TokenHash.of(random.next(RandomToken.BYTES)).hex();
  }

  @Override
  public void fail(AttemptLimit limit, TokenHash key) throws BearerException {
    purge();
    database.inTransaction(connection -> fail(connection, limit, key));
  }

  private boolean fail(Connection connection, AttemptLimit limit, TokenHash key)
      throws SQLException {
    long now = time.millis(connection);
    long end = now + limit.windowMillis();
    table.lock(connection, limit, key, now, end);
    if (table.count(connection, limit, key, now) >= limit.failures()) {
      int kept = limit.failures() - 1;
      for (String id : table.oldestFailures(connection, limit, key, kept)) {
        table.delete(connection, id);
      }
    }
    table.insert(connection, nextId(), limit, key, true, end);
    return true;
  }

  @Override
  public void clear(AttemptLimit limit, TokenHash key) throws BearerException {
    database.inTransaction(
        connection -> table.clear(connection, limit, key, time.millis(connection)));
  }

  @Override
  public boolean isNews(AttemptLimit limit, TokenHash key, int guesses) throws BearerException {
    return database.inTransaction(
        connection ->
            waitMillis(connection, limit, key, guesses) > 0
                && table.report(connection, limit, key, time.millis(connection)));
  }

  @Override
  public int size() throws BearerException {
    return database.inTransaction(
        connection -> table.countKeys(connection, time.millis(connection)));
  }

  /** Each row in a transaction of its own: no other one waits for what this one has locked. */
  private void purge() throws BearerException {
    List<String> old =
        database.inTransaction(
            connection -> table.findOld(connection, time.millis(connection), STEP));
    for (String id : old) {
      database.inTransaction(connection -> table.delete(connection, id));
    }
    if (old.size() < STEP) {
      database.inTransaction(
          connection -> table.deleteOldKeys(connection, time.millis(connection)));
    }
  }

  private final class JdbcPlaces implements Places {
    private final AttemptLimit limit;
    private final TokenHash key;
    private final List<String> left;

    JdbcPlaces(AttemptLimit limit, TokenHash key, List<String> ids) {
      this.limit = limit;
      this.key = key;
      this.left = ids;
    }

    @Override
    public void fail() throws BearerException {
      if (left.isEmpty()) {
        JdbcAttemptStore.this.fail(limit, key);
        return;
      }
      String id = left.get(left.size() - 1);
      database.inTransaction(
          connection -> {
            long end = time.millis(connection) + limit.windowMillis();
            return table.makeFailure(connection, id, end)
                || JdbcAttemptStore.this.fail(connection, limit, key); // it was purged
          });
      left.remove(left.size() - 1);
    }

    @Override
    public void end() {
      while (!left.isEmpty()) {
        String id = left.remove(left.size() - 1);
        try {
          database.inTransaction(connection -> table.delete(connection, id));
        } catch (BearerException e) {
          LOG.log(Level.FINE, "a place is free after the window only: {0}", e.getMessage());
        }
      }
    }
  }
}
