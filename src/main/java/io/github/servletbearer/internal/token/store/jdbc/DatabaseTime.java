// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the database, without asking it each time: this server knows by how much it differs
 * from the time that passes here, and asks again after a minute, or when the date here has moved
 * otherwise than the time, as after a suspension. So how the servers' clocks are set does not
 * matter, and servers differ by the time that one question takes. Thread-safe.
 */
final class DatabaseTime implements SharedTime {
  private static final long ASK_AFTER_MILLIS = 60_000;
  private static final long MAX_JUMP_MILLIS = 500;
  private static final long EXACT_MILLIS = 1_000;

  private final ServerClock clock;
  private volatile @Nullable Difference known;

  DatabaseTime(ServerClock clock) {
    this.clock = clock;
  }

  @Override
  public long millis() {
    Difference difference = known;
    if (difference == null) {
      throw new IllegalStateException("the database was not asked for its time");
    }
    return clock.elapsedMillis() + difference.toDatabase;
  }

  @Override
  public boolean isKnown() {
    Difference difference = known;
    return difference != null && difference.isRecent(clock.elapsedMillis(), clock.millis());
  }

  @Override
  public boolean isExact() {
    Difference difference = known;
    return difference != null && difference.isExact();
  }

  /** The answer is of a moment between two: it counts as of the later, so nothing lives longer. */
  @Override
  public void learn(Connection connection) throws SQLException {
    if (isKnown()) {
      return;
    }
    long before = clock.elapsedMillis();
    long database = read(connection);
    long after = clock.elapsedMillis();
    known = new Difference(database - before, after - before, before, clock.millis() - after);
  }

  private static long read(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    if (dialect == null) {
      throw new SQLException("the database is not supported");
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Session.MAX_SECONDS);
      try (ResultSet rows = statement.executeQuery(dialect.clockQuery())) {
        rows.next();
        return dialect.hasNumberClock() ? rows.getLong(1) : rows.getTimestamp(1).getTime();
      }
    }
  }

  /** What was found at one question. Immutable. */
  private static final class Difference {
    private final long toDatabase;
    private final long error;
    private final long askedElapsed;
    private final long toDate;

    Difference(long toDatabase, long error, long askedElapsed, long toDate) {
      this.toDatabase = toDatabase;
      this.error = error;
      this.askedElapsed = askedElapsed;
      this.toDate = toDate;
    }

    boolean isExact() {
      return error <= EXACT_MILLIS;
    }

    boolean isRecent(long elapsed, long date) {
      return isExact()
          && elapsed - askedElapsed < ASK_AFTER_MILLIS
          && Math.abs(date - elapsed - toDate) < MAX_JUMP_MILLIS;
    }
  }
}
