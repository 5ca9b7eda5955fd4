// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the tables are there, of this version, and may be changed; creates them if that
 * is allowed. Once they were right, nothing is asked any more. Thread-safe.
 */
final class TableCheck {
  private static final int NONE = -1;

  /** How long another server may need to create the tables. */
  private static final long CREATION_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Schema schema;
  private final boolean mayCreate;
  private volatile boolean isRight;
  private volatile @Nullable String problem;

  TableCheck(Schema schema, boolean mayCreate) {
    this.schema = schema;
    this.mayCreate = mayCreate;
  }

  /** What is wrong and how to fix it, or null where nothing is known to be wrong. */
  @Nullable String problem() {
    return problem;
  }

  /**
   * Checks the tables, unless they were right before.
   *
   * @param connection without a transaction
   * @throws SQLException if the database does not answer
   */
  void run(Connection connection) throws SQLException {
    if (isRight) {
      return;
    }
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true); // an error must not end the statements that follow
    problem = find(connection);
    isRight = problem == null;
    connection.setAutoCommit(autoCommit);
  }

  private @Nullable String find(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    if (dialect == null) {
      return "it is not supported ("
          + connection.getMetaData().getDatabaseProductName()
          + "): use PostgreSQL, H2, Oracle, MySQL, MariaDB or SQL Server.";
    }
    long version = version(connection);
    if (version == NONE && mayCreate) {
      String failure = create(connection, dialect);
      version = failure == null ? version(connection) : awaitVersion(connection);
      if (version == NONE && failure != null) {
        return "the tables cannot be created (" + failure + "): " + cure(dialect);
      }
    }
    if (version == NONE) {
      return "there is no table " + schema.versions() + ", or it may not be read: " + cure(dialect);
    }
    if (version != Schema.VERSION) {
      return "the tables have version "
          + version
          + ", and this release needs "
          + Schema.VERSION
          + ": run the statements of the release notes, or the release of that version.";
    }
    String unusable = unusableTable(connection);
    return unusable == null
        ? null
        : "the table "
            + unusable
            + " lacks columns, rows or a right to change it: "
            + cure(dialect);
  }

  private static String cure(Dialect dialect) {
    return "let the database's administrator run what java -jar servlet-bearer-all.jar schema "
        + dialect.word()
        + " prints, and grant SELECT, INSERT, UPDATE and DELETE on these tables; or set"
        + " storeCreate=true.";
  }

  private long version(Connection connection) throws SQLException {
    try {
      return number(connection, "SELECT version FROM " + schema.versions());
    } catch (SQLException e) {
      if (SqlState.isOfTables(e)) {
        return NONE;
      }
      throw e;
    }
  }

  /**
   * Another server may create the tables at the same time. In some databases each table is seen as
   * soon as it is there, so the last statement, which inserts the version, is waited for.
   */
  private long awaitVersion(Connection connection) throws SQLException {
    long deadline = System.nanoTime() + CREATION_NANOS;
    long version = version(connection);
    while (version == NONE && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
      version = version(connection);
    }
    return version;
  }

  private static long number(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Session.MAX_SECONDS);
      try (ResultSet rows = statement.executeQuery(text)) {
        return rows.next() ? rows.getLong(1) : NONE;
      }
    }
  }

  /** Null, or the error's state. */
  private @Nullable String create(Connection connection, Dialect dialect) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Session.MAX_SECONDS);
      for (String text : schema.statements(dialect)) {
        statement.executeUpdate(text);
      }
      connection.commit();
      return null;
    } catch (SQLException e) {
      connection.rollback();
      return "state " + e.getSQLState();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Tries each kind of statement on each table, in a way that changes nothing. */
  private @Nullable String unusableTable(Connection connection) throws SQLException {
    for (Map.Entry<String, String> table : schema.columns().entrySet()) {
      if (!isUsable(connection, table.getKey(), table.getValue())) {
        return table.getKey();
      }
    }
    boolean hasRows =
        number(connection, "SELECT COUNT(*) FROM " + schema.kinds()) == Kind.values().length;
    return hasRows ? null : schema.kinds();
  }

  private static boolean isUsable(Connection connection, String table, String columns)
      throws SQLException {
    String none = " WHERE 1 = 0";
    String first = columns.substring(0, columns.indexOf(','));
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Session.MAX_SECONDS);
      statement.executeUpdate(
          "INSERT INTO "
              + table
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM "
              + table
              + none);
      statement.executeUpdate("UPDATE " + table + " SET " + first + " = " + first + none);
      statement.executeUpdate("DELETE FROM " + table + none);
      return true;
    } catch (SQLException e) {
      if (SqlState.isOfTables(e)) {
        return false;
      }
      throw e;
    }
  }
}
