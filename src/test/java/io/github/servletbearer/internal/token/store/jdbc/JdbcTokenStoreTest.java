// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.TokenStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract over databases. */
class JdbcTokenStoreTest {
  private abstract static class Contract extends TokenStoreContract {
    private final List<TestDatabase> databases = new ArrayList<>();

    abstract TestDatabase open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
      databases.add(open());
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
