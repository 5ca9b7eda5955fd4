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

/** The contract over H2. */
class H2AsPostgresqlTokenStoreTest extends TokenStoreContract {
  private final List<TestDatabase> databases = new ArrayList<>();

  @Override
  protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
    try {
      databases.add(TestDatabase.h2AsPostgresql());
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
