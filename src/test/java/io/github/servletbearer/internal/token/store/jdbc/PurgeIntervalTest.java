// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PurgeIntervalTest {
  private final PurgeInterval interval = new PurgeInterval();

  @Test
  @DisplayName("it is due once in five seconds, however often it is asked")
  void fiveSeconds() {
    assertThat(interval.isDue(100)).isTrue();
    assertThat(interval.isDue(4_000)).isFalse();
    assertThat(interval.isDue(5_099)).isFalse();
    assertThat(interval.isDue(5_100)).isTrue();
    assertThat(interval.isDue(5_100)).isFalse();
  }

  @Test
  @DisplayName("it is due at once where there is more, but once again alone")
  void again() {
    assertThat(interval.isDue(100)).isTrue();
    interval.again();
    assertThat(interval.isDue(100)).isTrue();
    assertThat(interval.isDue(100)).isFalse();
  }

  @Test
  @DisplayName("a shared time that jumps back does not put it off")
  void timeJumpsBack() {
    assertThat(interval.isDue(100_000)).isTrue();
    assertThat(interval.isDue(100_000)).as("five seconds, no more").isFalse();
    assertThat(interval.isDue(99_999)).isTrue();
  }
}
