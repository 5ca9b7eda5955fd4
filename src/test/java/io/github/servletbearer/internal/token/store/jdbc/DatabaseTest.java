// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the callers of a database that fails, hangs or is busy see. */
@Timeout(60)
class DatabaseTest {
  private final CountDownLatch released = new CountDownLatch(1);
  private TestDatabase test;

  /** A pool whose connections do not come, as when all are in use or the database is frozen. */
  private DataSource hangingSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              released.await();
              return test.source().getConnection();
            });
  }

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.h2();
  }

  @AfterEach
  void close() throws Exception {
    released.countDown();
    test.close();
  }

  private static void assertUnavailable(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BearerException.class, e -> assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE))
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("a caller waits for a bounded time, so many wait at most, and the end is noticed")
  void waitIsBounded() throws Exception {
    try (Database database = new Database(hangingSource(), Duration.ofMillis(50), 2)) {
      Database.Work<Boolean> nothing = connection -> true;
      assertUnavailable(() -> database.inTransaction(nothing), "not answered");
      assertUnavailable(() -> database.inTransaction(nothing), "not answered");
      assertUnavailable(() -> database.inTransaction(nothing), "too many requests");
      released.countDown();
      boolean works = false;
      while (!works) { // until the timeout of this test
        try {
          works = database.inTransaction(nothing);
        } catch (BearerException e) {
          Thread.onSpinWait();
        }
      }
      assertThat(works).isTrue();
    }
  }

  @Test
  @DisplayName("work whose caller has given up is not committed")
  void abandonedWorkIsRolledBack() throws Exception {
    test.execute("CREATE TABLE t (n INT)");
    CountDownLatch done = new CountDownLatch(1);
    try (Database database = new Database(test.source(), Duration.ofMillis(100), 1)) {
      Database.Work<Boolean> slow =
          connection -> {
            connection.createStatement().executeUpdate("INSERT INTO t VALUES (1)");
            try {
              released.await();
            } catch (InterruptedException e) {
              throw new SQLException(e);
            } finally {
              done.countDown();
            }
            return true;
          };
      assertUnavailable(() -> database.inTransaction(slow), "not answered");
      released.countDown();
      done.await();
    }
    Database.Work<Long> count =
        connection -> Sql.number(connection, "SELECT COUNT(*) FROM t", Collections.emptyList());
    assertThat(test.database().inTransaction(count)).isZero();
  }

  @Test
  @DisplayName("a statement that fails is rolled back, and the text of its error is not sent")
  void failureIsUnavailable() throws Exception {
    assertUnavailable(
        () ->
            test.database()
                .inTransaction(
                    connection -> connection.createStatement().executeUpdate("DELETE FROM none")),
        "the database fails");
  }

  @Test
  @DisplayName("work that collided with another transaction is repeated, and not for ever")
  void collisionIsRepeated() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Database.Work<Integer> twice =
        connection -> {
          if (calls.incrementAndGet() < 3) {
            throw new SQLException("deadlock", "40P01");
          }
          return calls.get();
        };
    assertThat(test.database().inTransaction(twice)).isEqualTo(3);
    Database.Work<Integer> always =
        connection -> {
          throw new SQLException("deadlock", "40P01");
        };
    assertUnavailable(() -> test.database().inTransaction(always), "40P01");
  }
}
