// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.AttemptStoreContract;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract over databases. */
class JdbcAttemptStoreTest {
  private abstract static class Contract extends AttemptStoreContract {
    private final Callable<TestDatabase> source;
    private TestDatabase database;

    Contract(Callable<TestDatabase> source) {
      this.source = source;
    }

    @BeforeEach
    void openDatabase() throws Exception {
      database = source.call();
    }

    @Override
    protected AttemptStore store(ServerClock clock) {
      return database.attempts(clock);
    }

    @AfterEach
    void close() throws Exception {
      if (database != null) { // there may be no PostgreSQL
        database.close();
      }
    }
  }

  @Nested
  class OverH2 extends Contract {
    OverH2() {
      super(TestDatabase::h2);
    }
  }

  @Nested
  class OverH2AsPostgresql extends Contract {
    OverH2AsPostgresql() {
      super(TestDatabase::h2AsPostgresql);
    }
  }

  @Nested
  class OverPostgresql extends Contract {
    OverPostgresql() {
      super(TestDatabase::postgresql);
    }
  }
}
