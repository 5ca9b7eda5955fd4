// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLimitTest {
  private final AtomicLong nanos = new AtomicLong(-9);
  private final EventLimit limit = new EventLimit(nanos::get);

  @Test
  @DisplayName("600 lines a minute, and afterwards the number of the others")
  void othersAreCounted() {
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(limit.admit()).isEqualTo(i < 600);
      }
      assertThat(limit.takeWithheld(false)).isZero();
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
      assertThat(limit.takeWithheld(false)).isEqualTo(400);
      assertThat(limit.takeWithheld(false)).isZero();
    }
    for (int i = 0; i < 601; i++) {
      limit.admit();
    }
    assertThat(limit.takeWithheld(true)).as("at the end of the application").isEqualTo(1);
  }
}
