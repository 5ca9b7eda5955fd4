// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Does work in the database within a bounded time, whatever pool and driver do: the work runs on a
 * thread of a small pool, and its caller waits for some seconds only. At most so many callers wait;
 * further ones are refused at once. Its threads end when they are idle. Thread-safe.
 *
 * <p>Where a caller gave up, the work is rolled back if it has not been committed by then; so what
 * a client was told failed may rarely have been done, but never the other way round.
 */
public final class Database implements AutoCloseable {
  /** How many callers wait at the same time. */
  static final int MAX_WAITING = 40;

  /** How long a caller waits. */
  static final Duration WAIT = Duration.ofSeconds(8);

  private static final long IDLE_SECONDS = 10;
  private static final int MAX_TRIES = 5;
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final LimitedLog log = new LimitedLog(LOG);
  private final AtomicInteger serial = new AtomicInteger();
  private final DataSource source;
  private final Duration wait;
  private final ThreadPoolExecutor threads;

  /** A database behind a pool of connections. */
  public Database(DataSource source) {
    this(source, WAIT, MAX_WAITING);
  }

  Database(DataSource source, Duration wait, int maxWaiting) {
    this.source = source;
    this.wait = wait;
    this.threads =
        new ThreadPoolExecutor(
            0, maxWaiting, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "servlet-bearer-database-" + serial.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException, BearerException;
  }

  /**
   * Does work in one transaction. It is repeated where another one came between, so it must start
   * from the beginning each time.
   *
   * @throws BearerException with {@code UNAVAILABLE} if it was not done, or may not have been
   */
  <T> T inTransaction(Work<T> work) throws BearerException {
    Task<T> task = new Task<>(work);
    Future<T> result;
    try {
      result = threads.submit(task::run);
    } catch (RejectedExecutionException e) {
      throw unavailable("too many requests wait for the database already", e);
    }
    try {
      return result.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("the database has not answered within " + wait.getSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait for the database was interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      task.isAbandoned = true; // where it has ended, that changes nothing
    }
  }

  private BearerException failure(Throwable cause) {
    if (cause instanceof BearerException) {
      return (BearerException) cause;
    }
    String text =
        cause instanceof SQLException
            ? cause.getClass().getSimpleName() + ", state " + ((SQLException) cause).getSQLState()
            : cause.getClass().getName();
    return unavailable("the database fails: " + text, cause);
  }

  private BearerException unavailable(String what, Throwable cause) {
    log.log(Level.WARNING, what, Redacted.withoutMessages(cause));
    return new BearerException(BearerError.UNAVAILABLE, what);
  }

  @Override
  public void close() {
    threads.shutdown(); // an interrupt would make some embedded databases close their files
  }

  private final class Task<T> {
    private final Work<T> work;
    private volatile boolean isAbandoned;

    Task(Work<T> work) {
      this.work = work;
    }

    T run() throws SQLException, BearerException {
      for (int tries = 1; ; tries++) {
        try (Connection connection = source.getConnection()) {
          return transaction(connection);
        } catch (SQLException e) {
          if (!isCollision(e) || tries >= MAX_TRIES || isAbandoned) {
            throw e;
          }
        }
      }
    }

    private T transaction(Connection connection) throws SQLException, BearerException {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      boolean isCommitted = false;
      try {
        T result = work.run(connection);
        if (isAbandoned) {
          throw new SQLException("the caller has given up");
        }
        connection.commit();
        isCommitted = true;
        return result;
      } finally {
        try {
          if (!isCommitted) {
            connection.rollback();
          }
        } finally {
          connection.setAutoCommit(autoCommit);
        }
      }
    }
  }

  /**
   * Whether another transaction came between: an integrity constraint (class 23) or a rollback by
   * the database (class 40). Nothing of ours has been done then.
   */
  private static boolean isCollision(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith("23") || state.startsWith("40") || state.equals("61000"));
  }
}
