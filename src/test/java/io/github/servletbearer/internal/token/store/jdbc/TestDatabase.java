// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** A database of its own for one test, which is gone when it is closed. */
final class TestDatabase implements AutoCloseable {
  private static final String DEFAULT = "";
  private static final String AS_POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Schema schema;
  private final ConnectionSource source;
  private final Connection held;
  private final Database database;
  private final List<Database> databases = new ArrayList<>();

  private TestDatabase(ConnectionSource source, String prefix) throws SQLException {
    this.source = source;
    schema = new Schema(prefix);
    held = source.open(); // a database in memory lives as long
    database = database(source, new DatabaseTime(ServerClock.ofThisMachine()), true);
  }

  private static TestDatabase inMemory(String options) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + options);
    return new TestDatabase(source::getConnection, "bearer_");
  }

  static TestDatabase h2() throws Exception {
    return inMemory(DEFAULT).created();
  }

  static TestDatabase h2AsPostgresql() throws Exception {
    return inMemory(AS_POSTGRESQL).created();
  }

  /** In a PostgreSQL that all tests share; with tables of its own. */
  static TestDatabase postgresql() throws Exception {
    return new TestDatabase(
            PostgresqlServer.start().pool()::getConnection, "t" + SERIAL.incrementAndGet() + "_")
        .created();
  }

  /** Without tables. */
  static TestDatabase empty() throws SQLException {
    return inMemory(DEFAULT);
  }

  private TestDatabase created() {
    assertThat(database.start()).isNull();
    return this;
  }

  /** One that creates tables and has the clock of the database. */
  Database database() {
    return database;
  }

  /** One of a server. */
  Database database(ConnectionSource source, SharedTime time, boolean mayCreate) {
    Database ofServer =
        new Database(
            source,
            new TableCheck(schema, mayCreate),
            time,
            ServerClock.ofThisMachine(),
            Database.WAIT,
            Database.MAX_WAITING);
    databases.add(ofServer);
    return ofServer;
  }

  Schema schema() {
    return schema;
  }

  ConnectionSource source() {
    return source;
  }

  void execute(String text) throws SQLException {
    try (Statement statement = held.createStatement()) {
      statement.execute(text);
    }
  }

  /** The number that a query finds. */
  long number(String text) throws SQLException {
    try (Statement statement = held.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Stores of a server for which the shared time is the time that passes of this clock. */
  TokenStore tokens(StoreLimits limits, ServerClock clock) {
    return new JdbcTokenStore(database(source, clock::elapsedMillis, false), schema, limits, clock);
  }

  AttemptStore attempts(ServerClock clock) {
    return attempts(clock, AttemptStore.MAX_KEYS);
  }

  AttemptStore attempts(ServerClock clock, int maxKeys) {
    return new JdbcAttemptStore(database(source, clock::elapsedMillis, false), schema, maxKeys);
  }

  @Override
  public void close() throws SQLException {
    databases.forEach(Database::close);
    held.close();
  }
}
