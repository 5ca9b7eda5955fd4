// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.TokenStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract over databases. */
class JdbcTokenStoreTest {
  private abstract static class Contract extends TokenStoreContract {
    private final Callable<TestDatabase> source;
    private final List<TestDatabase> databases = new ArrayList<>();

    Contract(Callable<TestDatabase> source) {
      this.source = source;
    }

    @BeforeEach
    void openDatabase() throws Exception {
      databases.add(source.call());
    }

    /** Each is of a database of its own. */
    @Override
    protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
      try {
        openDatabase();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return databases.get(databases.size() - 1).tokens(new StoreLimits(max, maxPerUser), clock);
    }

    @AfterEach
    void close() throws Exception {
      for (TestDatabase database : databases) {
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
