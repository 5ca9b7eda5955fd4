// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections of pools and drivers are treated that no test has. */
class LentConnectionTest {
  private static final String READ_COMMITTED =
      "setTransactionIsolation " + Connection.TRANSACTION_READ_COMMITTED;
  private static final String REPEATABLE_READ =
      "setTransactionIsolation " + Connection.TRANSACTION_REPEATABLE_READ;

  private final FakeConnection pooled = new FakeConnection();

  private void lend(boolean autoCommit, boolean hasCollided) throws SQLException {
    new LentConnection(pooled.connection(), autoCommit, hasCollided).close();
    assertThat(pooled.calls()).endsWith("close");
  }

  private static Object fail() throws SQLException {
    throw new SQLException("not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"getAutoCommit", "setAutoCommit", "getDatabaseProductName"})
  @DisplayName("a connection that cannot be made ready goes back to its pool")
  void whatFailsIsClosed(String method) {
    pooled.with(method, LentConnectionTest::fail);
    assertThatThrownBy(() -> lend(false, false)).isInstanceOf(SQLException.class);
    assertThat(pooled.calls()).endsWith("close");
  }

  @Test
  @DisplayName("a connection that is as it must be is not changed: drivers may ask the server")
  void whatIsRightStays() throws SQLException {
    lend(true, false);
    assertThat(pooled.calls())
        .noneMatch(call -> call.startsWith("setAutoCommit") || call.contains("Isolation"));
  }

  @ParameterizedTest
  @CsvSource({"MySQL, false", "MariaDB, false", "PostgreSQL, true"})
  @DisplayName("a transaction sees what others have committed: at once on MySQL, else if it must")
  void isolation(String product, boolean hasCollided) throws SQLException {
    pooled.with("getDatabaseProductName", () -> product);
    lend(false, hasCollided);
    assertThat(pooled.calls()).containsSubsequence(READ_COMMITTED, REPEATABLE_READ, "close");
  }

  @ParameterizedTest
  @CsvSource({"MySQL, true", "PostgreSQL, false"})
  @DisplayName("otherwise the level stays")
  void isolationStays(String product, boolean autoCommit) throws SQLException {
    pooled.with("getDatabaseProductName", () -> product);
    lend(autoCommit, false);
    assertThat(pooled.calls()).noneMatch(call -> call.contains("Isolation"));
  }

  @Test
  @DisplayName("a level that is right already is not set")
  void isolationIsRight() throws SQLException {
    pooled.with("getTransactionIsolation", () -> Connection.TRANSACTION_READ_COMMITTED);
    new LentConnection(pooled.connection(), /* autoCommit= */ false, /* hasCollided= */ true);
    assertThat(pooled.calls()).doesNotContain(READ_COMMITTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6_001, 60_000})
  @DisplayName("each wait for the network has a limit, and afterwards the one of the pool")
  void networkIsLimited(int before) throws SQLException {
    pooled.with("getNetworkTimeout", () -> before);
    lend(true, false);
    assertThat(pooled.calls())
        .containsSubsequence("setNetworkTimeout 6000", "setNetworkTimeout " + before, "close");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6_000})
  @DisplayName("where the pool's own limit is shorter, it stays")
  void shorterLimitStays(int before) throws SQLException {
    pooled.with("getNetworkTimeout", () -> before);
    lend(true, false);
    assertThat(pooled.calls()).noneMatch(call -> call.startsWith("setNetworkTimeout"));
  }

  @Test
  @DisplayName("old drivers have no such limit, or not even the method")
  void limitIsMissing() throws SQLException {
    pooled.with("setNetworkTimeout", LentConnectionTest::fail);
    lend(true, false);
    pooled.with(
        "getNetworkTimeout",
        () -> {
          throw new AbstractMethodError();
        });
    lend(true, false);
    pooled.with(
        "getNetworkTimeout",
        () -> {
          throw new UnsupportedOperationException();
        });
    lend(true, false);
  }

  @Test
  @DisplayName("a connection that has ended is told from a driver without the limit")
  void endedConnection() {
    pooled.with("getNetworkTimeout", LentConnectionTest::fail).with("isClosed", () -> true);
    assertThatThrownBy(() -> lend(true, false)).hasMessage("not supported");
    assertThat(pooled.calls()).endsWith("close");
  }

  @Test
  @DisplayName("where a connection cannot be restored, it is closed, and the work is done")
  void restoringFails() throws SQLException {
    LentConnection lent =
        new LentConnection(pooled.connection(), /* autoCommit= */ false, /* hasCollided= */ false);
    pooled.with(
        "setAutoCommit",
        () -> {
          throw new IllegalStateException("a pool that was closed");
        });
    lent.close();
    assertThat(pooled.calls()).endsWith("close");
  }
}
