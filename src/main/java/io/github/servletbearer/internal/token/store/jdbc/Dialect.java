// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In what databases differ: types of columns, and how their clock is read. All statements of a
 * request are the same everywhere.
 */
public enum Dialect {
  /** PostgreSQL 10 or newer. */
  POSTGRESQL("BIGINT", "VARCHAR(%d)", "", "SELECT CURRENT_TIMESTAMP"),
  /** H2 2, in any mode. */
  H2("BIGINT", "VARCHAR(%d)", "", "SELECT CURRENT_TIMESTAMP"),
  /** Oracle 12 or newer. */
  ORACLE("NUMBER(19)", "VARCHAR2(%d)", "", "SELECT SYSTIMESTAMP FROM DUAL"),
  /** MySQL 8 or newer, and MariaDB. Its texts ignore case unless told otherwise. */
  MYSQL(
      "BIGINT",
      "VARCHAR(%d)",
      " ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin",
      "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000"),
  /** SQL Server 2016 or newer. Its texts ignore case unless told otherwise. */
  SQLSERVER(
      "BIGINT",
      "VARCHAR(%d) COLLATE Latin1_General_BIN2",
      "",
      "SELECT DATEDIFF_BIG(MILLISECOND, '1970-01-01', SYSUTCDATETIME())");

  private final String number;
  private final String text;
  private final String tableOptions;
  private final String clockQuery;

  Dialect(String number, String text, String tableOptions, String clockQuery) {
    this.number = number;
    this.text = text;
    this.tableOptions = tableOptions;
    this.clockQuery = clockQuery;
  }

  /** The dialect of a database by the name that its driver gives it, or null if unknown. */
  public static @Nullable Dialect byProductName(String productName) {
    String name = productName.toLowerCase(Locale.ROOT);
    if (name.contains("mariadb")) {
      return MYSQL;
    }
    if (name.startsWith("microsoft sql server")) {
      return SQLSERVER;
    }
    return byWord(name);
  }

  /** The dialect of the database behind a connection, or null if unknown; asks nothing. */
  static @Nullable Dialect of(Connection connection) throws SQLException {
    return byProductName(connection.getMetaData().getDatabaseProductName());
  }

  /** The dialect of this name on the command line, or null. */
  public static @Nullable Dialect byWord(String word) {
    for (Dialect dialect : values()) {
      if (dialect.word().equals(word)) {
        return dialect;
      }
    }
    return null;
  }

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A column type for whole numbers of 64 bits. */
  String number() {
    return number;
  }

  /** A column type for so many ASCII characters, compared with their case. */
  String text(int length) {
    return String.format(Locale.ROOT, text, length);
  }

  /** What follows the columns of a table. */
  String tableOptions() {
    return tableOptions;
  }

  /** Reads the database's clock. */
  String clockQuery() {
    return clockQuery;
  }

  /** Whether the clock is a number of milliseconds since 1970, not a timestamp with its zone. */
  boolean hasNumberClock() {
    return this == MYSQL || this == SQLSERVER;
  }
}
