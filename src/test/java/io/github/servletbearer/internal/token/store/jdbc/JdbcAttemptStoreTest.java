// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.AttemptStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract over databases. */
class JdbcAttemptStoreTest {
  private abstract static class Contract extends AttemptStoreContract {
    private TestDatabase database;

    abstract TestDatabase open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
      database = open();
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
    @Override
    TestDatabase open() throws Exception {
      return TestDatabase.h2();
    }
  }

  @Nested
  class OverH2AsPostgresql extends Contract {
    @Override
    TestDatabase open() throws Exception {
      return TestDatabase.h2AsPostgresql();
    }
  }

  @Nested
  class OverPostgresql extends Contract {
    @Override
    TestDatabase open() throws Exception {
      return TestDatabase.postgresql();
    }
  }
}
