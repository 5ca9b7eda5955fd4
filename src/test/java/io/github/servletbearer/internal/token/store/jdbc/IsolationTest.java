// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.it.cluster.PostgresqlServer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.tomcat.dbcp.dbcp2.BasicDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools whose connections have a stricter level than a transaction of ours needs. */
class IsolationTest {
  private static final int CALLERS = 24;
  private static final int TOKENS = 240;

  @ParameterizedTest
  @Timeout(60)
  @DisplayName("where PostgreSQL fails a transaction that others came before, all are added anyway")
  @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
  void parallelAdditionsAllSucceed(int level) throws Exception {
    ServerClock clock = ServerClock.ofThisMachine();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (TestDatabase test = TestDatabase.postgresql();
        BasicDataSource pool = TestDatabase.newPool(PostgresqlServer.shared(), CALLERS)) {
      pool.setDefaultTransactionIsolation(level);
      Database database =
          test.database(pool::getConnection, new DatabaseTime(clock), /* mayCreate= */ false);
      TokenStore store =
          new JdbcTokenStore(database, test.schema(), new StoreLimits(1_000, 10), clock);
      long now = clock.millis();
      List<Callable<Boolean>> additions = new ArrayList<>();
      for (int i = 0; i < TOKENS; i++) {
        BearerToken says = BearerToken.builder("user " + i).build();
        TokenHash hash = TokenHash.of("token " + i);
        additions.add(
            () -> store.add(StoredToken.access(hash, says, null, "f", now, now + 60_000)));
      }
      for (Future<Boolean> one : threads.invokeAll(additions)) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
