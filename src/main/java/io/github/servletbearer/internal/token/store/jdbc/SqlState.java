// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;

/** What errors mean by the standard, whatever the database. */
final class SqlState {
  /** A row that the tables must have is missing. */
  static final String NO_DATA = "02000";

  private static final String UNREACHABLE = "08001"; // the connection cannot be made

  /** MySQL has it where there is no other: a full disk, a database that can only be read. */
  private static final String NO_STATE = "HY000";

  /** Resources, PostgreSQL's limit to waiting for a lock, the operator, disks, timeouts. */
  private static final String[] OF_MOMENT = {NO_STATE, "53", "55", "57", "58", "HYT"};

  /** MySQL's and MariaDB's numbers for what other databases have 25006 for. */
  private static final List<Integer> MYSQL_READ_ONLY = Arrays.asList(1290, 1836);

  private SqlState() {}

  private static boolean isOfClass(SQLException failure, String... classes) {
    String state = failure.getSQLState();
    for (String one : classes) {
      if (state != null && state.startsWith(one)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether another transaction came between: an integrity constraint (class 23) or a rollback by
   * the database (class 40; Oracle's deadlock has 61000). Nothing has been changed then, but by
   * 40003, whose meaning is that this is unknown.
   */
  static boolean isCollision(SQLException failure) {
    return isOfClass(failure, "23", "40", "61000") && !isOfClass(failure, "40003");
  }

  /** Whether there is no connection, or none any longer; PostgreSQL's 57P is its own end. */
  static boolean isUnreachable(SQLException failure) {
    return isOfClass(failure, "08", "57P")
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLTransientConnectionException;
  }

  /** Whether none could be made, other than one that has ended. */
  static boolean hasNoConnection(SQLException failure) {
    return isOfClass(failure, UNREACHABLE);
  }

  /** That a pool has no connection, whatever it calls that. */
  static SQLException unreachable(SQLException failure) {
    return isUnreachable(failure)
        ? failure
        : new SQLException("no connection", UNREACHABLE, failure);
  }

  /** Whether the database refuses changes, as one does that only follows another one. */
  static boolean isReadOnly(SQLException failure) {
    return isOfClass(failure, "25006")
        || isOfClass(failure, NO_STATE) && MYSQL_READ_ONLY.contains(failure.getErrorCode());
  }

  /**
   * Whether a prepared statement is not where it was prepared, as behind a pooler that gives each
   * transaction another session of the database; PostgreSQL's 42P05 is one of another client.
   */
  static boolean isOfOtherSession(SQLException failure) {
    return isOfClass(failure, "26", "42P05");
  }

  /**
   * Whether a statement cannot be executed as it is: there is no such table or column, or no right
   * to use it. Databases have many states for that; those of other failures are known. Without a
   * state it is the pool or the driver that fails, mostly since the connection has ended.
   */
  static boolean isOfTables(SQLException failure) {
    boolean isOfMoment =
        failure.getSQLState() == null
            || isCollision(failure)
            || isUnreachable(failure)
            || isReadOnly(failure)
            || isOfOtherSession(failure)
            || failure instanceof SQLTimeoutException
            || isOfClass(failure, OF_MOMENT);
    return !isOfMoment;
  }
}
