// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.AttemptStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract over a real PostgreSQL. */
class PostgresqlAttemptStoreTest extends AttemptStoreContract {
  private TestDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.postgresql();
  }

  @Override
  protected AttemptStore store(ServerClock clock) {
    return database.attempts(clock);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }
}
