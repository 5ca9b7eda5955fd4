// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.time.ServerClock;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start says of tables that are not as they must be. */
class TableCheckTest {
  private static String problem(TestDatabase test, ConnectionSource source, boolean mayCreate) {
    return test.database(source, new DatabaseTime(ServerClock.ofThisMachine()), mayCreate).start();
  }

  private static String problem(TestDatabase test) {
    return problem(test, test.source(), false);
  }

  @Test
  @DisplayName("the start creates tables only if it may, and says what to do otherwise")
  void tablesAreCreatedIfAllowed() throws Exception {
    try (TestDatabase test = TestDatabase.empty()) {
      assertThat(problem(test)).contains("bearer_schema", "schema h2", "storeCreate=true");
      assertThat(problem(test, test.source(), true)).isNull();
      assertThat(problem(test)).isNull();
      test.execute("UPDATE bearer_schema SET version = 99");
      assertThat(problem(test, test.source(), true))
          .contains("version 99", "needs " + Schema.VERSION);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE bearer_attempt",
        "ALTER TABLE bearer_token DROP COLUMN family",
        "DELETE FROM bearer_kind WHERE kind = 'ACCESS'"
      })
  @DisplayName("tables that lack something are not used")
  void tablesAreComplete(String damage) throws Exception {
    try (TestDatabase test = TestDatabase.h2()) {
      assertThat(problem(test)).isNull();
      test.execute(damage);
      assertThat(problem(test)).contains("lacks columns, rows or a right", "schema h2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
  @DisplayName("a user who lacks a right on one table is told so")
  void rightsAreComplete(String right) throws Exception {
    try (TestDatabase test = TestDatabase.h2()) {
      test.execute("CREATE USER app PASSWORD 'app'");
      for (String table : test.schema().columns().keySet()) {
        test.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO app");
      }
      test.execute("GRANT SELECT ON bearer_schema TO app");
      ConnectionSource app = asApp(test);
      assertThat(problem(test, app, false)).isNull();
      test.execute("REVOKE " + right + " ON bearer_attempt FROM app");
      assertThat(problem(test, app, false)).contains("bearer_attempt lacks", "grant");
    }
  }

  @Test
  @DisplayName("a user who may not create the tables is told so, after a wait for another server")
  void tablesThatMayNotBeCreated() throws Exception {
    try (TestDatabase test = TestDatabase.empty()) {
      test.execute("CREATE USER app PASSWORD 'app'");
      assertThat(problem(test, asApp(test), true))
          .contains("cannot be created (state 9", "schema h2");
    }
  }

  @Test
  @DisplayName("tables that another server creates at the same moment are waited for")
  void otherServerCreates() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger created = new AtomicInteger();
    FakeConnection connection =
        new FakeConnection()
            .with("getAutoCommit", () -> false)
            .with("next", () -> asked.incrementAndGet() > 2)
            .with("getLong", () -> (long) Schema.VERSION)
            .with("executeUpdate", () -> created.incrementAndGet() == 1 ? fail() : 0);
    TableCheck check = new TableCheck(new Schema("x_"), true);
    check.run(connection.connection());
    assertThat(check.problem()).startsWith("the table x_kind lacks"); // rows: one is counted
    String question = "executeQuery SELECT version FROM x_schema";
    assertThat(connection.calls())
        .containsSubsequence("setAutoCommit true", question, "setAutoCommit false", "rollback")
        .containsSubsequence("rollback", "setAutoCommit true", question, "setAutoCommit false");
  }

  private static Integer fail() throws SQLException {
    throw new SQLException("it is there already", "42P07");
  }

  private static ConnectionSource asApp(TestDatabase test) throws SQLException {
    try (java.sql.Connection connection = test.source().open()) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(connection.getMetaData().getURL());
      source.setUser("app");
      source.setPassword("app");
      return source::getConnection;
    }
  }

  @Test
  @DisplayName("a PostgreSQL user who lacks a right is told so, and two servers may create at once")
  void postgresql() throws Exception {
    try (TestDatabase test = TestDatabase.postgresql()) {
      assertThat(problem(test, test.source(), true)).isNull();
      test.execute("REVOKE INSERT ON " + test.schema().tokens() + " FROM bearer");
      assertThat(problem(test)).isNull(); // the superuser may do all
      test.execute("DROP TABLE " + test.schema().attempts());
      assertThat(problem(test)).contains(test.schema().attempts() + " lacks", "schema postgresql");
    }
  }
}
