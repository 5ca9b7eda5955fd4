// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.log.Redacted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A connection as our work needs it: with a limit to each wait for the network, so that our thread
 * returns where the database hangs, and with or without a transaction. Closing it restores what the
 * pool gave. Used by one thread.
 */
final class LentConnection implements AutoCloseable {
  /** Longer than the database may work at a statement. */
  private static final int NETWORK_MILLIS = 1_000 * (Session.MAX_SECONDS + 1);

  private static final int UNKNOWN = -1;
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final Connection connection;
  private final boolean wasAutoCommit;
  private final int wasNetworkMillis;
  private final int wasIsolation;

  /**
   * Takes over a connection; where that fails, it is closed.
   *
   * @param hasCollided whether another transaction came between the last time
   */
  LentConnection(Connection connection, boolean autoCommit, boolean hasCollided)
      throws SQLException {
    this.connection = connection;
    boolean isReady = false;
    try {
      wasNetworkMillis = limitNetwork(connection);
      wasAutoCommit = connection.getAutoCommit();
      if (!wasAutoCommit) {
        connection.rollback(); // what others left open is not ours to commit, and has an old time
      }
      if (wasAutoCommit != autoCommit) {
        connection.setAutoCommit(autoCommit);
      }
      wasIsolation = autoCommit ? UNKNOWN : readCommitted(connection, hasCollided);
      isReady = true;
    } finally {
      if (!isReady) {
        connection.close();
      }
    }
  }

  /**
   * Each statement of a transaction sees what others have committed until then, as in most
   * databases anyway. MySQL's usual level shows the state of the first one, so what was read after
   * a lock would be older than the lock. Where others have a stricter level set, they fail what has
   * waited for a lock; that is set right when it has happened, since to ask for the level each time
   * is one more statement.
   */
  private static int readCommitted(Connection connection, boolean hasCollided) throws SQLException {
    if (!hasCollided && Dialect.of(connection) != Dialect.MYSQL) {
      return UNKNOWN;
    }
    int before = connection.getTransactionIsolation();
    if (before != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    return before;
  }

  Connection connection() {
    return connection;
  }

  /** Some drivers have no such limit; statements have one nevertheless. */
  private static int limitNetwork(Connection connection) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      if (before > 0 && before <= NETWORK_MILLIS) {
        return UNKNOWN; // the pool's own is shorter
      }
      connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
      return before;
    } catch (SQLException | AbstractMethodError | UnsupportedOperationException e) {
      if (connection.isClosed()) {
        throw e instanceof SQLException ? (SQLException) e : new SQLException(e);
      }
      return UNKNOWN;
    }
  }

  /** What fails here is a matter of the pool: the work has been done or not by now. */
  @Override
  public void close() {
    try {
      try {
        if (connection.getAutoCommit() != wasAutoCommit) {
          connection.setAutoCommit(wasAutoCommit);
        }
        if (wasIsolation != UNKNOWN) {
          connection.setTransactionIsolation(wasIsolation);
        }
        if (wasNetworkMillis != UNKNOWN) {
          connection.setNetworkTimeout(Runnable::run, wasNetworkMillis);
        }
      } finally {
        connection.close();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.FINE, "a connection cannot be returned", Redacted.withoutMessages(e));
    }
  }
}
