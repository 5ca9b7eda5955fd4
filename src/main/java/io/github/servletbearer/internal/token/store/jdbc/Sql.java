// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs single statements, each with a timeout. */
final class Sql {
  /** How long the database may work at one statement, in seconds. */
  private static final int TIMEOUT_SECONDS = 5;

  private Sql() {}

  /** A statement with its values, which are texts and whole numbers. The caller closes it. */
  static PreparedStatement prepare(Connection connection, String text, List<?> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    boolean isReady = false;
    try {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      int index = 0;
      for (Object value : values) {
        set(statement, ++index, value);
      }
      isReady = true;
      return statement;
    } finally {
      if (!isReady) {
        statement.close();
      }
    }
  }

  private static void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
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

  /** Executes a change; returns how many rows. */
  static int update(Connection connection, String text, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, text, values)) {
      return statement.executeUpdate();
    }
  }

  /** The number in the first row. */
  static long number(Connection connection, String text, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, text, values);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("a row is missing: were the tables emptied by hand?");
      }
      return rows.getLong(1);
    }
  }
}
