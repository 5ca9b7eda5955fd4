// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
  private static final String TEXT = "UPDATE t SET a = ?";

  private final FakeConnection connection = new FakeConnection();

  private Session session(Duration left) {
    return new Session(connection.connection(), () -> 0, System.nanoTime() + left.toNanos());
  }

  private Session session() {
    return session(Duration.ofSeconds(60));
  }

  private void assertClosed(int objects) {
    assertThat(connection.calls()).filteredOn("close"::equals).hasSize(objects);
  }

  @ParameterizedTest
  @CsvSource({"60000, 5", "3900, 3"})
  @DisplayName("a statement may work for five seconds, and not beyond the end of the work")
  void timeout(long left, int seconds) throws SQLException {
    session(Duration.ofMillis(left)).update(TEXT, 1L);
    assertThat(connection.calls()).contains("setQueryTimeout " + seconds);
  }

  @Test
  @DisplayName("less than a second before that end no statement begins: 0 would mean no limit")
  void tooLate() {
    assertThatThrownBy(() -> session(Duration.ofMillis(900)).update(TEXT, 1L))
        .isInstanceOf(SQLTimeoutException.class);
    assertThat(connection.calls()).isEmpty();
  }

  @Test
  @DisplayName("values are set by their types, and null as a text")
  void values() throws SQLException {
    session().update(TEXT, Arrays.asList(7L, "x", null));
    assertThat(connection.calls()).contains("setLong 1 7", "setString 2 x", "setNull 3 12");
  }

  @Test
  @DisplayName("every statement is closed, and so are rows")
  void statementsAreClosed() throws SQLException {
    session().update(TEXT, 1L);
    assertClosed(1);
    session().updateAll(TEXT, List.of(List.of(1L), List.of(2L)));
    assertClosed(2);
    session().list(row -> row.getString(1), 7, TEXT, Collections.emptyList());
    assertClosed(4);
    assertThatThrownBy(() -> session().update(TEXT, 'c')).hasMessageContaining("Character");
    assertClosed(5);
  }

  @Test
  @DisplayName("a batch has each row, and nothing is asked for none")
  void batch() throws SQLException {
    session().updateAll(TEXT, Collections.emptyList());
    assertThat(connection.calls()).isEmpty();
    session().updateAll(TEXT, List.of(List.of(1L), List.of(2L)));
    assertThat(connection.calls())
        .containsSubsequence("setLong 1 1", "addBatch", "setLong 1 2", "addBatch", "executeBatch");
  }

  @Test
  @DisplayName("no more rows are asked for than wanted, and a number that is missing is an error")
  void rows() throws SQLException {
    session().list(row -> row.getString(1), 7, TEXT, Collections.emptyList());
    assertThat(connection.calls()).contains("setMaxRows 7");
    assertThatThrownBy(() -> session().number(TEXT)).hasMessageContaining("emptied by hand");
  }
}
