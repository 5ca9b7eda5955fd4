// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateTest {
  @ParameterizedTest
  @CsvSource({
    "23505, COLLISION", // a key that is there
    "40001, COLLISION",
    "61000, COLLISION", // Oracle's deadlock
    "40003, TABLES", // whether it was committed is unknown
    "08006, UNREACHABLE",
    "57P01, UNREACHABLE", // PostgreSQL shuts down
    "25006, READ_ONLY",
    "53100, MOMENT", // a full disk
    "55P03, MOMENT", // a lock
    "57014, MOMENT", // canceled
    "58030, MOMENT",
    "HYT00, MOMENT",
    "HY000, MOMENT",
    "42S02, TABLES",
    "42501, TABLES",
    "26000, MOMENT", // a pooler, see DatabaseTest
    "42P05, MOMENT",
    ", MOMENT" // of the pool or the driver
  })
  @DisplayName("a state means the same on every database")
  void states(String state, String kind) {
    SQLException failure = new SQLException("x", state);
    assertThat(SqlState.isCollision(failure)).isEqualTo(kind.equals("COLLISION"));
    assertThat(SqlState.isUnreachable(failure)).isEqualTo(kind.equals("UNREACHABLE"));
    assertThat(SqlState.isReadOnly(failure)).isEqualTo(kind.equals("READ_ONLY"));
    assertThat(SqlState.isOfTables(failure)).isEqualTo(kind.equals("TABLES"));
  }

  @Test
  @DisplayName("where drivers give no state, their classes say that a connection has ended")
  void classes() {
    for (SQLException failure :
        List.of(
            new SQLRecoverableException(),
            new SQLNonTransientConnectionException(),
            new SQLTransientConnectionException())) {
      assertThat(SqlState.isUnreachable(failure)).as(failure.toString()).isTrue();
      assertThat((Throwable) SqlState.unreachable(failure)).isSameAs(failure);
    }
    assertThat(SqlState.isOfTables(new SQLTimeoutException())).isFalse();
  }

  @Test
  @DisplayName("a pool's failure without a state means that there is no connection")
  void pool() {
    SQLException failure = new SQLException("exhausted");
    assertThat((Throwable) SqlState.unreachable(failure)).hasCause(failure);
    assertThat(SqlState.isUnreachable(SqlState.unreachable(failure))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"HY000, 1290, true", "HY000, 1836, true", "HY000, 1021, false", "42000, 1290, false"})
  @DisplayName("MySQL and MariaDB tell by a number that they can only be read")
  void numbers(String state, int number, boolean isReadOnly) {
    assertThat(SqlState.isReadOnly(new SQLException("x", state, number))).isEqualTo(isReadOnly);
  }
}
