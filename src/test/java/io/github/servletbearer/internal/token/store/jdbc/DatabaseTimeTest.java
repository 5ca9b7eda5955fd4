// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.Fakes.HandClock;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTimeTest {
  private static final long NOON = 1_800_000_000_000L;

  private final HandClock clock = new HandClock();
  private final DatabaseTime time = new DatabaseTime(clock);

  /** A database where it is noon now, and which needs so long to say so. */
  private FakeConnection answeringAfter(long millis) {
    long begun = clock.elapsedMillis();
    return new FakeConnection()
        .with("next", () -> true)
        .with(
            "getTimestamp",
            () -> {
              clock.advance(Duration.ofMillis(millis));
              return new Timestamp(NOON + clock.elapsedMillis() - begun);
            });
  }

  private boolean asks() throws SQLException {
    FakeConnection connection = answeringAfter(0);
    time.learn(connection.connection());
    return connection.calls().contains("executeQuery SELECT CURRENT_TIMESTAMP");
  }

  @Test
  @DisplayName("before the first question nothing is known")
  void nothingIsKnownAtFirst() {
    assertThat(time.isKnown()).isFalse();
    assertThat(time.isExact()).isFalse();
    assertThatThrownBy(time::millis).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("the time passes as here, and a slow answer counts as of the later moment")
  void timePasses() throws SQLException {
    FakeConnection connection = answeringAfter(400);
    time.learn(connection.connection());
    assertThat(time.millis()).isEqualTo(NOON + 800);
    clock.advance(Duration.ofSeconds(10));
    assertThat(time.millis()).isEqualTo(NOON + 10_800);
    assertThat(connection.calls()).contains("setQueryTimeout " + Session.MAX_SECONDS);
    assertThat(connection.calls()).filteredOn("close"::equals).as("rows, statement").hasSize(2);
  }

  @Test
  @DisplayName("MySQL and SQL Server tell their time as a number")
  void numbersAreRead() throws SQLException {
    FakeConnection mysql =
        new FakeConnection()
            .with("getDatabaseProductName", () -> "MySQL")
            .with("next", () -> true)
            .with("getLong", () -> NOON);
    time.learn(mysql.connection());
    assertThat(time.millis()).isEqualTo(NOON);
  }

  @Test
  @DisplayName("the database is asked again a minute after the question, not after the answer")
  void minute() throws SQLException {
    time.learn(answeringAfter(300).connection());
    clock.advance(Duration.ofMillis(59_699));
    assertThat(time.isKnown()).isTrue();
    assertThat(asks()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(time.isKnown()).isFalse();
    assertThat(asks()).isTrue();
    assertThat(time.isKnown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  @DisplayName("it is asked again where the date here has moved by half a second, in either way")
  void dateJumps(long sign) throws SQLException {
    time.learn(answeringAfter(900).connection());
    clock.set(Duration.ofMillis(499 * sign));
    assertThat(time.isKnown()).isTrue();
    clock.set(Duration.ofMillis(sign));
    assertThat(time.isKnown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  @DisplayName("an answer that needed more than a second is not exact, and asked for again")
  void slowAnswer(long millis, boolean isExact) throws SQLException {
    time.learn(answeringAfter(millis).connection());
    assertThat(time.isExact()).isEqualTo(isExact);
    assertThat(time.isKnown()).isEqualTo(isExact);
  }

  @Test
  @DisplayName("a database of an unknown kind, whose clock cannot be read, is refused")
  void unknownDatabase() {
    FakeConnection derby = new FakeConnection().with("getDatabaseProductName", () -> "Derby");
    assertThatThrownBy(() -> time.learn(derby.connection())).isInstanceOf(SQLException.class);
    assertThat(time.isKnown()).isFalse();
  }
}
