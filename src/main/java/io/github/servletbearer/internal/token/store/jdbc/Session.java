// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one piece of work: runs statements, each with a timeout, and none after the
 * deadline of the work. Used by one thread.
 */
final class Session {
  /** How long the database may work at one statement, in seconds. */
  static final int MAX_SECONDS = 5;

  private final Connection connection;
  private final SharedTime time;
  private final long deadlineNanos;

  /**
   * @param time is known
   * @param deadlineNanos of {@link System#nanoTime}
   */
  Session(Connection connection, SharedTime time, long deadlineNanos) {
    this.connection = connection;
    this.time = time;
    this.deadlineNanos = deadlineNanos;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The time now, by the clock that all servers share. */
  long now() {
    return time.millis();
  }

  /** Executes a change; returns how many rows. */
  int update(String text, Object... values) throws SQLException {
    return update(text, Arrays.asList(values));
  }

  /** Executes a change; returns how many rows. */
  int update(String text, List<? extends @Nullable Object> values) throws SQLException {
    try (PreparedStatement statement = prepare(text, values)) {
      return statement.executeUpdate();
    }
  }

  /** Executes a change for each list of values. */
  void updateAll(String text, List<List<Object>> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(text, rows.get(0))) {
      for (List<Object> values : rows) {
        set(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The number in the first row. */
  long number(String text, Object... values) throws SQLException {
    List<Long> numbers = list(row -> row.getLong(1), 1, text, Arrays.asList(values));
    if (numbers.isEmpty()) {
      throw new SQLException(
          "a row is missing: were the tables emptied by hand?", SqlState.NO_DATA);
    }
    return numbers.get(0);
  }

  /**
   * The first rows.
   *
   * @param most how many
   */
  <T> List<T> list(RowReader<T> reader, int most, String text, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(text, values)) {
      statement.setMaxRows(most);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(reader.read(rows));
        }
      }
      return all;
    }
  }

  private PreparedStatement prepare(String text, List<? extends @Nullable Object> values)
      throws SQLException {
    long left = TimeUnit.NANOSECONDS.toSeconds(deadlineNanos - System.nanoTime());
    if (left <= 0) {
      throw new SQLTimeoutException("the caller has given up");
    }
    PreparedStatement statement = connection.prepareStatement(text);
    boolean isReady = false;
    try {
      statement.setQueryTimeout((int) Math.min(MAX_SECONDS, left));
      set(statement, values);
      isReady = true;
      return statement;
    } finally {
      if (!isReady) {
        statement.close();
      }
    }
  }

  private static void set(PreparedStatement statement, List<? extends @Nullable Object> values)
      throws SQLException {
    int index = 0;
    for (Object value : values) {
      index++;
      if (value instanceof Long) {
        statement.setLong(index, (Long) value);
      } else if (value instanceof String) {
        statement.setString(index, (String) value);
      } else if (value == null) {
        statement.setNull(index, Types.VARCHAR);
      } else {
        throw new IllegalArgumentException("a value of type " + value.getClass().getName());
      }
    }
  }
}
