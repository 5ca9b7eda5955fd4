// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.cluster.PostgresqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.tomcat.dbcp.dbcp2.BasicDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real PostgreSQL whose processes stand still for a while. */
@Timeout(120)
class FrozenDatabaseTest {
  private static final Task.Work<Boolean> WORK = session -> session.number("SELECT 1") == 1;

  private static boolean works(Database database) {
    try {
      return database.change(WORK);
    } catch (BearerException e) {
      return false;
    }
  }

  private static List<Boolean> inParallel(int callers, Callable<Boolean> call) throws Exception {
    List<Boolean> results = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (Future<Boolean> one : threads.invokeAll(java.util.Collections.nCopies(callers, call))) {
        results.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return results;
  }

  private static long databaseThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("servlet-bearer-database-"))
        .count();
  }

  @Test
  @DisplayName("callers wait for 10 s at most, connections come back, and work goes on after it")
  void freezeIsBounded() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    try (TestDatabase test = TestDatabase.postgresql();
        BasicDataSource pool = TestDatabase.newPool(server, 8);
        Database database =
            new Database(pool::getConnection, test.schema(), false, ServerClock.ofThisMachine())) {
      pool.setTestOnBorrow(false); // the pool's own check has no timeout unless it is set
      assertThat(database.start()).isNull();
      assertThat(inParallel(8, () -> works(database))).containsOnly(true);
      long before = databaseThreads();
      server.freeze();
      long start = System.nanoTime();
      try {
        assertThat(inParallel(60, () -> works(database))).containsOnly(false);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(databaseThreads() - before).isLessThanOrEqualTo(Database.MAX_WAITING);
        Await.until(
            "connections come back", Duration.ofSeconds(60), () -> pool.getNumActive() == 0);
      } finally {
        server.thaw();
      }
      Await.until("it works again", Duration.ofSeconds(30), () -> works(database));
    }
  }
}
