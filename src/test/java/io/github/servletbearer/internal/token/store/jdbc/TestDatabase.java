// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database of its own for one test, which is gone when it is closed. */
final class TestDatabase implements AutoCloseable {
  private static final String DEFAULT = "";
  private static final String AS_POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Schema schema;
  private final DataSource source;
  private final Connection held;
  private final Database database;

  private TestDatabase(DataSource source, String prefix) throws SQLException {
    this.source = source;
    schema = new Schema(prefix);
    held = source.getConnection(); // a database in memory lives as long
    database = new Database(source);
  }

  private static TestDatabase inMemory(String options) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + options);
    return new TestDatabase(source, "bearer_");
  }

  static TestDatabase h2() throws Exception {
    return inMemory(DEFAULT).created();
  }

  static TestDatabase h2AsPostgresql() throws Exception {
    return inMemory(AS_POSTGRESQL).created();
  }

  static TestDatabase postgresql() throws Exception {
    DataSource source = PostgresqlServer.start().source();
    return new TestDatabase(source, "t" + SERIAL.incrementAndGet() + "_").created();
  }

  /** Without tables. */
  static TestDatabase empty() throws SQLException {
    return inMemory(DEFAULT);
  }

  private TestDatabase created() throws Exception {
    assertThat(new SchemaCheck(database, schema).run(true)).isNull();
    return this;
  }

  Database database() {
    return database;
  }

  Schema schema() {
    return schema;
  }

  DataSource source() {
    return source;
  }

  void execute(String text) throws SQLException {
    try (Statement statement = held.createStatement()) {
      statement.execute(text);
    }
  }

  /** Empty stores whose shared time is the time that passes of this clock. */
  TokenStore tokens(StoreLimits limits, ServerClock clock) {
    return new JdbcTokenStore(database, schema, limits, clock, any -> clock.elapsedMillis());
  }

  AttemptStore attempts(ServerClock clock) {
    return new JdbcAttemptStore(database, schema, any -> clock.elapsedMillis());
  }

  @Override
  public void close() throws SQLException {
    database.close();
    held.close();
  }
}
