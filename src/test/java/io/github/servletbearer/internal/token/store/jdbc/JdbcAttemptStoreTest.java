// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.AttemptStoreContract;
import java.sql.SQLException;
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

    @Override
    protected int size(AttemptStore store) throws SQLException {
      String from = " FROM " + database.schema().attempts() + " WHERE ends_at > ";
      String keys = "SELECT DISTINCT limit_name, key_hash" + from + clock.elapsedMillis();
      return (int) database.number("SELECT COUNT(*) FROM (" + keys + ") live_keys");
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
