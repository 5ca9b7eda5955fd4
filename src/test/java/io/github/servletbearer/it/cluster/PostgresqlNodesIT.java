// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import java.sql.Connection;
import java.sql.Statement;

/** With a real PostgreSQL. */
class PostgresqlNodesIT extends TwoNodesContract {
  @Override
  SharedDatabase database() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    try (Connection connection = server.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS bearer_schema, bearer_kind, bearer_token, bearer_attempt_key,"
              + " bearer_attempt");
    }
    return SharedDatabase.of(server);
  }
}
