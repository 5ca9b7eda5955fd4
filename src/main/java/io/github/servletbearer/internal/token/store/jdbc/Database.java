// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.LoggedCause;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.log.RootCause;
import io.github.servletbearer.internal.time.ServerClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does work in the database within a bounded time, whatever pool and driver do: the work runs on a
 * thread of a small pool, and its caller waits for some seconds only. At most so many callers wait;
 * further ones are refused at once, and nearly all during an outage. A fifth of them is for those
 * that read, so that a flood of guesses, each of which is a change, leaves tokens their place. Its
 * threads end when they are idle. Thread-safe.
 *
 * <p>Where a caller gave up, the work is rolled back if it has not been committed by then. So what
 * was reported to a client as failed may rarely have been done; what was reported as done has been.
 */
public final class Database implements AutoCloseable {
  /** How many callers wait at the same time. */
  static final int MAX_WAITING = 40;

  /** How long a caller waits. */
  static final Duration WAIT = Duration.ofSeconds(8);

  private static final long IDLE_SECONDS = 10;
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final LimitedLog log = new LimitedLog(LOG);
  private final AtomicInteger serial = new AtomicInteger();
  private final ConnectionSource source;
  private final TableCheck check;
  private final SharedTime time;
  private final Outage outage;
  private final Duration wait;
  private final ThreadPoolExecutor threads;
  private final Semaphore reads;
  private final Semaphore changes;
  private volatile boolean isStarted;

  /**
   * A database with our tables.
   *
   * @param mayCreate whether the tables are created where there are none
   */
  public Database(ConnectionSource source, Schema schema, boolean mayCreate, ServerClock clock) {
    this(
        source,
        new TableCheck(schema, mayCreate),
        new DatabaseTime(clock),
        clock,
        WAIT,
        MAX_WAITING);
  }

  Database(
      ConnectionSource source,
      TableCheck check,
      SharedTime time,
      ServerClock clock,
      Duration wait,
      int maxWaiting) {
    this.source = source;
    this.check = check;
    this.time = time;
    this.outage = new Outage(clock);
    this.wait = wait;
    this.threads =
        new ThreadPoolExecutor(
            0, maxWaiting, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    this.reads = new Semaphore(maxWaiting);
    this.changes = new Semaphore(maxWaiting - maxWaiting / 5);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "servlet-bearer-database-" + serial.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Uses the database for the first time.
   *
   * @return what is wrong with the tables and how to fix it, or null; also if the database does not
   *     answer, which is logged: the tables are checked when it does
   */
  public @Nullable String start() {
    try {
      read(session -> true);
    } catch (BearerException e) {
      if (check.problem() == null) {
        LOG.warning(
            "the start continues without the database: logins, and tokens that need it, are"
                + " answered 503 until it can be used");
      }
    }
    isStarted = true;
    return check.problem();
  }

  /** The time by the database's clock, which all servers share, in milliseconds since 1970. */
  long date() throws BearerException {
    long date = time.isKnown() ? time.millis() : read(Session::now);
    if (!time.isExact()) {
      throw new BearerException(
          BearerError.UNAVAILABLE, "the database needs more than a second to report its time");
    }
    return date;
  }

  /**
   * Reads, each statement for itself.
   *
   * @throws BearerException with {@code UNAVAILABLE} if that cannot be done now
   */
  <T> T read(Task.Work<T> work) throws BearerException {
    return run(new Task<>(work, true, wait), reads);
  }

  /**
   * Changes something, in one transaction. It is repeated where another one came between, so it
   * must start from the beginning each time.
   *
   * @throws BearerException with {@code UNAVAILABLE} if it was not done, or may not have been
   */
  <T> T change(Task.Work<T> work) throws BearerException {
    return run(new Task<>(work, false, wait), changes);
  }

  private <T> T run(Task<T> task, Semaphore places) throws BearerException {
    String refusal = outage.refusal();
    if (refusal != null) {
      throw new BearerException(BearerError.UNAVAILABLE, refusal, new LoggedCause(null));
    }
    long since = outage.now();
    Future<T> result = submit(task, since, places);
    try {
      return result.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String what = "the database has not answered within " + wait.getSeconds() + " s";
      outage.failed(since, what);
      throw unavailable(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait for the database was interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      task.abandon(); // where it has ended, that changes nothing
    }
  }

  private <T> Future<T> submit(Task<T> task, long since, Semaphore places) throws BearerException {
    boolean hasPlace = places.tryAcquire();
    boolean isUnderWay = false;
    try {
      if (!hasPlace) {
        throw new RejectedExecutionException();
      }
      Future<T> result =
          threads.submit(
              () -> {
                try {
                  return work(task, since);
                } finally {
                  places.release(); // not when its caller gives up: the thread is still in use
                }
              });
      isUnderWay = true;
      return result;
    } catch (RejectedExecutionException e) {
      throw unavailable("too many requests wait for the database already", e);
    } finally {
      if (!isUnderWay) { // also where the machine has no thread left, which is an Error
        outage.ended();
        if (hasPlace) {
          places.release();
        }
      }
    }
  }

  private <T> T work(Task<T> task, long since) throws SQLException, BearerException {
    try {
      T result = task.run(this::open, this::prepare, time);
      if (outage.used()) {
        LOG.info("the database can be used again");
      }
      return result;
    } catch (SQLException e) {
      if (SqlState.isUnreachable(e)) {
        outage.failed(since, describe(e));
      }
      throw e;
    } finally {
      outage.ended();
    }
  }

  private Connection open() throws SQLException {
    try {
      return source.open();
    } catch (SQLException e) {
      throw SqlState.unreachable(e);
    } catch (RuntimeException e) { // a pool that was closed, for example
      throw SqlState.unreachable(new SQLException(e));
    }
  }

  /** Before its first statement, a connection shows that the tables are right. */
  private void prepare(Connection connection) throws SQLException, BearerException {
    check.run(connection);
    String problem = check.problem();
    if (problem != null) {
      String what = "the tables of the database cannot be used";
      outage.failed(Long.MAX_VALUE, what);
      log.log(isStarted ? Level.SEVERE : Level.FINE, "tables", what + ": " + problem, null);
      throw new BearerException(BearerError.UNAVAILABLE, what, new LoggedCause(null));
    }
    time.learn(connection);
  }

  private static String describe(Throwable cause) {
    Throwable root = RootCause.of(cause); // of a pool: no driver, a wrong password
    String text = "the database fails: " + name(cause);
    String what = root == cause ? text : text + ", by " + name(root);
    if (!(cause instanceof SQLException)) {
      return what;
    }
    SQLException failure = (SQLException) cause;
    if (SqlState.hasNoConnection(failure)) {
      return what
          + ": there is no connection; if the database runs, compare driver, address, user and"
          + " password of the DataSource. See docs/troubleshooting.md#sb109";
    }
    if (SqlState.isReadOnly(failure)) {
      return what + ": it can only be read; let the DataSource name the server that takes changes";
    }
    if (SqlState.isOfOtherSession(failure)) {
      return what
          + ": a pooler stands before it, such as PgBouncer; add prepareThreshold=0 to the URL of the"
          + " DataSource. See docs/troubleshooting.md#sb109";
    }
    return SqlState.isOfTables(failure)
        ? what
            + ": compare the tables, their rows and the rights to change them with what"
            + " java -jar servlet-bearer-all.jar schema prints. See docs/troubleshooting.md#sb109"
        : what;
  }

  private static String name(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return cause instanceof SQLException
        ? name + ", state " + ((SQLException) cause).getSQLState()
        : name;
  }

  private BearerException failure(Throwable cause) {
    return cause instanceof BearerException
        ? (BearerException) cause
        : unavailable(describe(cause), cause);
  }

  /** One line a minute, whatever it says: during an outage, reasons differ. */
  private BearerException unavailable(String what, Throwable cause) {
    Throwable redacted = Redacted.withoutMessages(cause);
    log.log(Level.WARNING, "outage", what, redacted);
    return new BearerException(BearerError.UNAVAILABLE, what, new LoggedCause(redacted));
  }

  /** Waits for its threads, which hold the application's classes, though not for ever. */
  @Override
  public void close() {
    threads.shutdown(); // an interrupt would make some embedded databases close their files
    try {
      threads.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
