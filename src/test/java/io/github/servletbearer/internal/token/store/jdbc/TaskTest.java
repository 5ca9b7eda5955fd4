// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated, and what is committed. */
class TaskTest {
  private static final Duration WAIT = Duration.ofMillis(3_900);
  private final SQLException collision = new SQLException("deadlock", "40001");
  private final SQLException ended = new SQLException("ended", "08006");

  private final FakeConnection connection = new FakeConnection();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger worked = new AtomicInteger();

  private <T> T run(Task<T> task) throws Exception {
    return task.run(
        () -> {
          opened.incrementAndGet();
          return connection.connection();
        },
        given -> {},
        () -> 0);
  }

  private Task<Integer> change() {
    return new Task<>(session -> worked.incrementAndGet(), /* autoCommit= */ false, WAIT);
  }

  private static Integer fail(SQLException failure) throws SQLException {
    throw failure;
  }

  @Test
  @DisplayName("a change is committed once, and a reading has nothing to commit or to roll back")
  void committed() throws Exception {
    assertThat(run(change())).isOne();
    assertThat(connection.calls()).contains("commit").doesNotContain("rollback");
    connection.calls().clear();
    Task<Integer> reading = new Task<>(session -> fail(collision), /* autoCommit= */ true, WAIT);
    assertThatThrownBy(() -> run(reading)).isSameAs(collision);
    assertThat(connection.calls()).doesNotContain("commit", "rollback");
  }

  @Test
  @DisplayName("statements have no more time than the caller waits")
  void deadline() throws Exception {
    run(new Task<>(session -> session.update("UPDATE t"), /* autoCommit= */ false, WAIT));
    assertThat(connection.calls()).contains("setQueryTimeout 3");
  }

  @Test
  @DisplayName("a collision is tried five times, unless the caller has gone")
  void collisions() {
    Task<Integer> always = new Task<>(session -> fail(collision), /* autoCommit= */ false, WAIT);
    assertThatThrownBy(() -> run(always)).isSameAs(collision);
    assertThat(opened).hasValue(5);
    always.abandon();
    assertThatThrownBy(() -> run(always)).isSameAs(collision);
    assertThat(opened).hasValue(6);
  }

  @Test
  @DisplayName("a commit whose connection ends may have been done, and is not repeated")
  void lostCommit() {
    connection.with("commit", () -> fail(ended));
    assertThatThrownBy(() -> run(change())).isSameAs(ended);
    assertThat(worked).hasValue(1);
  }

  @Test
  @DisplayName("one that ends before the commit is repeated, also after a commit that collided")
  void lostWork() throws Exception {
    AtomicInteger commits = new AtomicInteger();
    connection.with("commit", () -> commits.incrementAndGet() == 1 ? fail(collision) : null);
    Task<Integer> task =
        new Task<>(
            session -> worked.incrementAndGet() == 2 ? fail(ended) : worked.get(),
            /* autoCommit= */ false,
            WAIT);
    assertThat(run(task)).isEqualTo(3);
  }

  @Test
  @DisplayName("a connection that hung before it ended is not tried again: the next may hang, too")
  void hungConnection() {
    Task<Integer> slow =
        new Task<>(
            session -> {
              long begun = System.nanoTime();
              while (System.nanoTime() - begun < 1_001_000_000) {
                Thread.onSpinWait();
              }
              return fail(ended);
            },
            /* autoCommit= */ true,
            WAIT);
    assertThatThrownBy(() -> run(slow)).isSameAs(ended);
    assertThat(opened).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("what cannot be rolled back is ended, so that the pool cannot commit it")
  void rollbackFails(boolean mayAbort) {
    connection.with("rollback", () -> fail(ended));
    connection.with("abort", () -> mayAbort ? null : fail(ended));
    SQLException failure = new SQLException("no such table", "42S02");
    Task<Integer> failing = new Task<>(session -> fail(failure), /* autoCommit= */ false, WAIT);
    assertThatThrownBy(() -> run(failing)).isSameAs(failure);
    assertThat(connection.calls()).containsSubsequence("rollback", "abort", "close");
  }
}
