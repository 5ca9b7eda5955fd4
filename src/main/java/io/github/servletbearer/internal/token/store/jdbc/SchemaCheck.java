// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out at the start whether the tables are there and of this version. Not thread-safe. */
public final class SchemaCheck {
  private final Database database;
  private final Schema schema;
  private @Nullable Dialect dialect;

  /** A check of the tables of a schema. */
  public SchemaCheck(Database database, Schema schema) {
    this.database = database;
    this.schema = schema;
  }

  /**
   * Checks the tables, or creates them where there are none and that is allowed.
   *
   * @return what is wrong and how to fix it, or null
   * @throws BearerException with {@code UNAVAILABLE} if the database does not answer
   */
  public @Nullable String run(boolean mayCreate) throws BearerException {
    String product =
        database.inTransaction(connection -> connection.getMetaData().getDatabaseProductName());
    dialect = Dialect.byProductName(product);
    if (dialect == null) {
      return "the database "
          + product
          + " is not supported: use PostgreSQL, H2, Oracle, MySQL or"
          + " SQL Server.";
    }
    Optional<Long> version = version();
    if (!version.isPresent() && mayCreate) {
      Dialect known = dialect;
      try {
        database.inTransaction(connection -> create(connection, known));
      } catch (BearerException e) {
        version = version(); // another server may have created them at the same time
        if (!version.isPresent()) {
          return "the tables cannot be created (" + e.getMessage() + "): " + cure(known);
        }
      }
      version = version();
    }
    if (!version.isPresent()) {
      return "there is no table " + schema.versions() + ", or it may not be read: " + cure(dialect);
    }
    return version.get() == Schema.VERSION
        ? null
        : "the tables have version "
            + version.get()
            + ", and this release needs "
            + Schema.VERSION
            + ": run the statements of the release notes, or the release of that"
            + " version.";
  }

  private static String cure(Dialect dialect) {
    return "let the database's administrator run what java -jar servlet-bearer-all.jar schema "
        + dialect.word()
        + " prints, and grant SELECT, INSERT, UPDATE and DELETE on these tables; or set"
        + " storeCreate=true.";
  }

  /** The database's dialect, once the check has run. */
  public Dialect dialect() {
    if (dialect == null) {
      throw new IllegalStateException("the check has not run, or found no known database");
    }
    return dialect;
  }

  private Optional<Long> version() throws BearerException {
    String text = "SELECT version FROM " + schema.versions();
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
                  Sql.prepare(connection, text, Collections.emptyList());
              ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
          } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
              connection.rollback(); // no such table, or no right to read it (class 42)
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private boolean create(Connection connection, Dialect known) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : schema.statements(known)) {
        statement.executeUpdate(text);
      }
    }
    return true;
  }
}
