// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.internal.log.LoggedCause;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.it.Await;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.dbcp.dbcp2.BasicDataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the callers of a database that fails, hangs or is busy see. */
@Timeout(60)
class DatabaseTest {
  private static final Task.Work<Boolean> NOTHING = session -> true;

  private final CapturedLog log = new CapturedLog("io.github.servletbearer");
  private final CountDownLatch released = new CountDownLatch(1);
  private TestDatabase test;

  /** A pool whose connections do not come, as when all are in use or the database is frozen. */
  private Connection hang() throws SQLException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
    return test.source().open();
  }

  private Database database(ConnectionSource source, Duration wait, int maxWaiting) {
    ServerClock clock = ServerClock.ofThisMachine();
    return new Database(
        source,
        new TableCheck(test.schema(), false),
        new DatabaseTime(clock),
        clock,
        wait,
        maxWaiting);
  }

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.h2();
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    released.countDown();
    test.close();
  }

  private static void assertUnavailable(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BearerException.class, e -> assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE))
        .hasMessageContaining(reason);
  }

  private static void awaitUse(Database database) {
    Await.until("the database is used", Duration.ofSeconds(30), () -> works(database));
  }

  private static boolean works(Database database) {
    try {
      return database.read(NOTHING);
    } catch (BearerException e) {
      return false;
    }
  }

  private static List<String> reasons(Database database, int callers) throws Exception {
    Callable<String> call =
        () -> {
          try {
            return String.valueOf(database.read(NOTHING));
          } catch (BearerException e) {
            return e.getMessage();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<String> reasons = new ArrayList<>();
    try {
      for (Future<String> one : threads.invokeAll(java.util.Collections.nCopies(callers, call))) {
        reasons.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return reasons;
  }

  @Test
  @DisplayName("a caller waits for a bounded time, so many wait at most, and the end is noticed")
  void waitIsBounded() throws Exception {
    try (Database database = database(this::hang, Duration.ofSeconds(2), 2)) {
      assertThat(reasons(database, 5))
          .filteredOn(reason -> reason.contains("not answered within 2 s"))
          .hasSize(2);
      assertUnavailable(() -> database.read(NOTHING), "not answered");
      released.countDown();
      awaitUse(database);
      assertThat(log.lines()).contains("INFO the database can be used again");
    }
  }

  @Test
  @DisplayName("changes, as guesses are, leave a fifth of the places to those that read")
  void changesLeaveRoomToReads() throws Exception {
    ExecutorService callers = Executors.newCachedThreadPool();
    CountDownLatch working = new CountDownLatch(8);
    try (Database database = database(test.source(), Duration.ofSeconds(50), 10)) {
      List<Future<Boolean>> changes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        changes.add(callers.submit(() -> database.change(session -> heldBy(working))));
      }
      working.await();
      assertUnavailable(() -> database.change(NOTHING), "too many requests wait");
      assertThat(database.read(NOTHING)).isTrue();

      released.countDown();
      for (Future<Boolean> change : changes) {
        assertThat(change.get()).isTrue();
      }
      Await.until("there is room", Duration.ofSeconds(30), () -> changes(database));
    } finally {
      callers.shutdownNow();
    }
  }

  private boolean heldBy(CountDownLatch working) {
    working.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  private static boolean changes(Database database) {
    try {
      return database.change(NOTHING);
    } catch (BearerException e) {
      return false;
    }
  }

  @Test
  @DisplayName("an outage, whose reasons differ, is one line a minute in the log")
  void outageIsOneLine() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ConnectionSource failing =
        () -> {
          throw new SQLException("no place for secret", "08" + calls.incrementAndGet());
        };
    try (Database database = database(failing, Duration.ofMillis(500), 2)) {
      assertThat(database.start()).as("the tables may be right").isNull();
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> database.read(NOTHING)).hasCauseInstanceOf(LoggedCause.class);
      }
      assertThat(calls).as("the others did not ask").hasValueLessThan(5);
      assertThat(reasons(database(this::hang, Duration.ofMillis(50), 2), 5)).doesNotContain("true");
    }
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARNING") && !line.contains("the start continues"))
        .as("one of each database")
        .hasSize(2);
    assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
  }

  @Test
  @DisplayName("a start without the database goes on, and checks the tables when it answers")
  void startIsCaughtUpOn() throws Exception {
    AtomicInteger fails = new AtomicInteger(1);
    ConnectionSource source =
        () -> {
          if (fails.get() > 0) {
            throw new SQLException("refused", "08001");
          }
          return test.source().open();
        };
    test.execute("UPDATE bearer_schema SET version = 99");
    try (Database database = database(source, Duration.ofSeconds(8), 2)) {
      assertThat(database.start()).isNull();
      assertThat(log.lines()).anyMatch(line -> line.contains("the start continues without"));
      fails.set(0);
      String reason = "";
      while (!reason.contains("tables")) { // until the timeout of this test
        assertThat(Thread.currentThread().isInterrupted()).as(reason).isFalse();
        try {
          database.read(NOTHING);
        } catch (BearerException e) {
          reason = String.valueOf(e.getMessage());
        }
      }
      assertUnavailable(() -> database.read(NOTHING), "the tables");
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("SEVERE"))
          .singleElement()
          .asString()
          .contains("version 99", "run the statements of the release notes");
      test.execute("UPDATE bearer_schema SET version = " + Schema.VERSION);
      awaitUse(database);
    }
  }

  @Test
  @DisplayName("work whose caller has given up is not committed")
  void abandonedWorkIsRolledBack() throws Exception {
    test.execute("CREATE TABLE t (n INT)");
    CountDownLatch done = new CountDownLatch(1);
    try (Database database = database(test.source(), Duration.ofSeconds(2), 1)) {
      Task.Work<Boolean> slow =
          session -> {
            session.update("INSERT INTO t VALUES (1)");
            try {
              released.await();
            } catch (InterruptedException e) {
              throw new SQLException(e);
            } finally {
              done.countDown();
            }
            return true;
          };
      assertUnavailable(() -> database.change(slow), "not answered");
      released.countDown();
      done.await();
    }
    assertThat(test.number("SELECT COUNT(*) FROM t")).isZero();
  }

  @Test
  @DisplayName("a statement that fails is rolled back, and the text of its error is kept back")
  void failureIsUnavailable() throws Exception {
    assertUnavailable(
        () -> test.database().change(session -> session.update("DELETE FROM secret")),
        "the database fails: JdbcSQLSyntaxErrorException, state 42S02: compare the tables");
    assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
    assertThat(test.database().read(NOTHING)).as("it is no outage").isTrue();
  }

  @Test
  @DisplayName("tables that were emptied by hand, and a database that can only be read, are named")
  void cureIsNamed() throws Exception {
    test.execute("DELETE FROM bearer_kind");
    TokenTable table = new TokenTable(test.schema());
    Task.Work<Long> count = session -> table.count(session, StoredToken.Kind.ACCESS);
    assertUnavailable(() -> test.database().read(count), "compare the tables, their rows");
    Task.Work<Long> refused =
        session -> {
          throw new SQLException("cannot execute UPDATE in a read-only transaction", "25006");
        };
    assertUnavailable(() -> test.database().change(refused), "it can only be read");
    Task.Work<Long> refusedByMysql =
        session -> {
          throw new SQLException("running with the --read-only option", "HY000", 1290);
        };
    assertUnavailable(() -> test.database().change(refusedByMysql), "it can only be read");
  }

  @Test
  @DisplayName("a pooler that knows no prepared statements, and a closed connection, are no tables")
  void failureOfPoolIsNotOfTables() {
    for (String state : List.of("26000", "42P05")) {
      Task.Work<Long> pooled =
          session -> {
            throw new SQLException("prepared statement \"S_1\"", state);
          };
      assertUnavailable(() -> test.database().change(pooled), "add prepareThreshold=0");
    }
    Task.Work<Long> closed =
        session -> {
          throw new SQLException("Connection is closed"); // HikariCP's, without a state
        };
    assertThatThrownBy(() -> test.database().change(closed)).hasMessageEndingWith("state null");
  }

  @Test
  @DisplayName("a database that refuses changes for a while does not stop the start")
  void startWithoutChanges() throws Exception {
    List<SQLException> failures =
        List.of(
            new SQLException("running with the --read-only option", "HY000", 1290), // MySQL's
            new SQLException("disk full", "HY000", 1021),
            new SQLException("canceling statement due to lock timeout", "55P03"), // PostgreSQL's
            new SQLException("could not read block", "58030"));
    for (SQLException failure : failures) {
      ConnectionSource source =
          () -> Proxied.connection(test.source().open(), "createStatement", failure);
      try (Database database = database(source, Duration.ofSeconds(8), 2)) {
        assertThat(database.start()).as(failure.getMessage()).isNull();
      }
    }
  }

  @Test
  @DisplayName("where a pool has no connection, the log says why: no driver, a wrong password")
  void reasonOfPoolIsNamed() throws Exception {
    try (Database database = database(pool("org.example.Driver"), Duration.ofSeconds(8), 2)) {
      assertUnavailable(
          () -> database.read(NOTHING),
          "state 08001, by ClassNotFoundException: there is no connection; if the database runs");
    }
    test.execute("CREATE USER shop PASSWORD 'right'");
    try (Database database = database(pool("org.h2.Driver"), Duration.ofSeconds(8), 2)) {
      assertUnavailable(() -> database.read(NOTHING), "state 08001, by Jdbc");
      assertThat(log.lines()).anyMatch(line -> line.contains("state 28000"));
    }
  }

  /** Tomcat's, with a user whose password is another one. */
  private ConnectionSource pool(String driver) throws SQLException {
    BasicDataSource pool = new BasicDataSource();
    pool.setDriverClassName(driver);
    try (Connection connection = test.source().open()) {
      pool.setUrl(connection.getMetaData().getURL());
    }
    pool.setUsername("shop");
    pool.setPassword("wrong");
    return pool::getConnection;
  }

  @Test
  @DisplayName("a machine that had no thread left for a moment does not use up the places")
  void noThreadLeft() throws Exception {
    InheritableThreadLocal<Boolean> exhausted =
        new InheritableThreadLocal<>() {
          @Override
          protected Boolean childValue(Boolean parent) {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
    try (Database database = database(test.source(), Duration.ofSeconds(8), 2)) {
      exhausted.set(true);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> database.read(NOTHING)).isInstanceOf(OutOfMemoryError.class);
      }
      exhausted.remove();
      assertThat(database.read(NOTHING)).isTrue();
    } finally {
      exhausted.remove();
    }
  }

  @Test
  @DisplayName(
      "closing waits for work under way, whose thread would hold the application's classes")
  void closeWaitsForWork() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    Task.Work<Integer> slow =
        session -> {
          working.countDown();
          try {
            boolean isReleased = released.await(1, TimeUnit.SECONDS); // as a database that is slow
            return isReleased ? 0 : done.incrementAndGet();
          } catch (InterruptedException e) {
            throw new SQLException(e);
          }
        };
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      Database database = database(test.source(), Duration.ofSeconds(8), 2);
      Future<Integer> answer = caller.submit(() -> database.read(slow));
      working.await();
      database.close();
      assertThat(done).hasValue(1);
      assertThat(answer.get()).isOne();
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  @DisplayName("work that collided with another transaction is repeated, and not for ever")
  void collisionIsRepeated() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task.Work<Integer> twice =
        session -> {
          if (calls.incrementAndGet() < 3) {
            throw new SQLException("deadlock", "40P01");
          }
          return calls.get();
        };
    assertThat(test.database().change(twice)).isEqualTo(3);
    Task.Work<Integer> always =
        session -> {
          throw new SQLException("deadlock", "40P01");
        };
    assertUnavailable(() -> test.database().change(always), "40P01");
  }

  @Test
  @DisplayName("a connection of the pool that has ended is replaced by another one")
  void endedConnectionIsReplaced() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task.Work<Integer> ended =
        session -> {
          if (calls.incrementAndGet() < 3) {
            throw new SQLNonTransientConnectionException("ended");
          }
          return calls.get();
        };
    assertThat(test.database().read(ended)).isEqualTo(3);
  }

  @Test
  @DisplayName("so is one of a pool of JDBC 4.0 (DBCP 1.4, c3p0 0.9.1), in a transaction, too")
  void endedConnectionOfOldPoolIsReplaced() throws Exception {
    ConnectionSource old =
        () -> {
          SQLException ended = new SQLException("ended");
          Connection connection = Proxied.connection(test.source().open(), "rollback", ended);
          return Proxied.connection(connection, "abort", new AbstractMethodError());
        };
    AtomicInteger calls = new AtomicInteger();
    Task.Work<Integer> ended =
        session -> {
          if (calls.incrementAndGet() < 3) {
            throw new SQLNonTransientConnectionException("ended");
          }
          return calls.get();
        };
    try (Database database = database(old, Duration.ofSeconds(8), 2)) {
      assertThat(database.change(ended)).isEqualTo(3);
    }
  }

  @Test
  @DisplayName(
      "a connection is given back as the pool gave it, and a transaction is open meanwhile")
  void connectionIsRestored() throws Exception {
    List<Boolean> seen = new ArrayList<>();
    try (Connection connection = test.source().open()) {
      connection.setAutoCommit(false);
      Connection kept = Proxied.connection(connection, "close", null);
      try (Database database = database(() -> kept, Duration.ofSeconds(8), 4)) {
        database.read(session -> seen.add(connection.getAutoCommit()));
        assertThat(connection.getAutoCommit()).isFalse();
        connection.setAutoCommit(true);
        database.change(session -> seen.add(connection.getAutoCommit()));
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
    assertThat(seen).containsExactly(true, false);
  }

  @Test
  @DisplayName(
      "what another user of the pool left open in a connection is not committed, and its time is"
          + " not taken for that of now")
  void openTransactionIsNotContinued() throws Exception {
    test.execute("CREATE TABLE t (n INT)");
    ServerClock clock = ServerClock.ofThisMachine();
    TableCheck check = new TableCheck(test.schema(), false);
    try (Connection connection = test.source().open();
        Statement statement = connection.createStatement()) {
      check.run(connection);
      connection.setAutoCommit(false);
      Connection kept = Proxied.connection(connection, "close", null);
      statement.executeUpdate("INSERT INTO t VALUES (1)");
      statement.executeQuery("SELECT CURRENT_TIMESTAMP").close(); // from now on always the same
      long began = clock.millis(); // the transaction's time, or later
      while (clock.millis() < began + 500) { // longer than the question below takes
        Thread.onSpinWait();
      }
      long asked = clock.millis();
      try (Database database =
          new Database(
              () -> kept, check, new DatabaseTime(clock), clock, Duration.ofSeconds(8), 4)) {
        long now = database.change(Session::now);
        assertThat(now).isGreaterThan(asked - 5); // the clocks' rounding
        statement.executeUpdate("INSERT INTO t VALUES (2)");
        database.read(NOTHING);
      }
    }
    assertThat(test.number("SELECT COUNT(*) FROM t")).isZero();
  }

  /** A connection of which one method does nothing, or fails. */
  private static final class Proxied {
    static Connection connection(Connection connection, String changed, Throwable failure) {
      return (Connection)
          java.lang.reflect.Proxy.newProxyInstance(
              Proxied.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (self, method, arguments) -> {
                if (!method.getName().equals(changed)) {
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }
                if (failure != null) {
                  throw failure;
                }
                return null;
              });
    }
  }
}
