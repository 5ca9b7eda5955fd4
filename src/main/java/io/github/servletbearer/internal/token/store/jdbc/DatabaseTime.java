// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collections;
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

  private final Dialect dialect;
  private final ServerClock clock;
  private volatile @Nullable Difference known;

  DatabaseTime(Dialect dialect, ServerClock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  @Override
  public long millis(Connection connection) throws SQLException {
    Difference difference = known;
    long elapsed = clock.elapsedMillis();
    if (difference == null || !difference.isRecent(elapsed, clock.millis())) {
      difference = ask(connection);
      known = difference;
      elapsed = clock.elapsedMillis();
    }
    return elapsed + difference.toDatabase;
  }

  /** The answer is of a moment between two: it counts as of the later, so nothing lives longer. */
  private Difference ask(Connection connection) throws SQLException {
    long before = clock.elapsedMillis();
    long database = read(connection);
    return new Difference(database - before, before, clock.millis() - clock.elapsedMillis());
  }

  private long read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            Sql.prepare(connection, dialect.clockQuery(), Collections.emptyList());
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      if (dialect == Dialect.MYSQL || dialect == Dialect.SQLSERVER) {
        return rows.getLong(1);
      }
      Timestamp now = rows.getTimestamp(1);
      return now.getTime();
    }
  }

  /** What was found at one question. Immutable. */
  private static final class Difference {
    private final long toDatabase;
    private final long askedElapsed;
    private final long toDate;

    Difference(long toDatabase, long askedElapsed, long toDate) {
      this.toDatabase = toDatabase;
      this.askedElapsed = askedElapsed;
      this.toDate = toDate;
    }

    boolean isRecent(long elapsed, long date) {
      return elapsed - askedElapsed < ASK_AFTER_MILLIS
          && Math.abs(date - elapsed - toDate) < MAX_JUMP_MILLIS;
    }
  }
}
