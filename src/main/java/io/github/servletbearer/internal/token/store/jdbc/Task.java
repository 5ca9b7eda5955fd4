// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Redacted;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A piece of work in the database, for which a caller waits. It is repeated where another
 * transaction came between, and where the pool gave a connection that had ended. Thread-safe.
 */
final class Task<T> {
  private static final int MAX_TRIES = 5;
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  /** What has ended fails at once; where the database hangs, our thread must not hang again. */
  private static final long AT_ONCE_NANOS = 1_000_000_000;

  private final Work<T> work;
  private final boolean autoCommit;
  private final long deadlineNanos;
  private volatile boolean isAbandoned;
  private boolean isCommitting; // used by the thread that runs it

  Task(Work<T> work, boolean autoCommit, Duration wait) {
    this.work = work;
    this.autoCommit = autoCommit;
    this.deadlineNanos = System.nanoTime() + wait.toNanos();
  }

  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    T run(Session session) throws SQLException, BearerException;
  }

  /** What is done with a connection before. */
  @FunctionalInterface
  interface Preparation {
    void prepare(Connection connection) throws SQLException, BearerException;
  }

  /** The caller does not wait any longer. */
  void abandon() {
    isAbandoned = true;
  }

  T run(ConnectionSource source, Preparation preparation, SharedTime time)
      throws SQLException, BearerException {
    long start = System.nanoTime();
    boolean hasCollided = false;
    for (int tries = 1; ; tries++) {
      Connection given = source.open();
      try (LentConnection lent = new LentConnection(given, autoCommit, hasCollided)) {
        Connection connection = lent.connection();
        preparation.prepare(connection);
        return run(connection, new Session(connection, time, deadlineNanos));
      } catch (SQLException e) {
        hasCollided = SqlState.isCollision(e);
        boolean mayRepeat =
            hasCollided
                || !isCommitting
                    && SqlState.isUnreachable(e)
                    && System.nanoTime() - start < AT_ONCE_NANOS;
        if (!mayRepeat || tries == MAX_TRIES || isAbandoned) {
          throw e;
        }
      }
    }
  }

  private T run(Connection connection, Session session) throws SQLException, BearerException {
    boolean isDone = false;
    isCommitting = false;
    try {
      T result = work.run(session);
      if (isAbandoned) {
        throw new SQLTimeoutException("the caller has given up");
      }
      if (!autoCommit) {
        isCommitting = true;
        connection.commit();
      }
      isDone = true;
      return result;
    } finally {
      if (!isDone && !autoCommit) {
        rollBack(connection);
      }
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) { // it has ended, and the database rolls back by itself
      LOG.log(Level.FINE, "a connection cannot be rolled back", Redacted.withoutMessages(e));
      abort(connection);
    }
  }

  /** So that the end of its use cannot commit what was not rolled back. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | AbstractMethodError e) { // pools of JDBC 4.0 have no such method
      LOG.log(Level.FINE, "a connection cannot be ended", Redacted.withoutMessages(e));
    }
  }
}
