// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.metrics.Counters.Event;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void eachEventHasItsOwnNumber() {
    for (Event event : Event.values()) {
      for (int i = 0; i <= event.ordinal(); i++) {
        counters.count(event);
      }
    }
    for (Event event : Event.values()) {
      assertThat(counters.of(event)).isEqualTo(event.ordinal() + 1);
    }
    assertThat(counters.refusals().values()).containsOnly(0L);
  }

  @Test
  void eachReasonHasItsOwnNumberAndIsThereFromTheStart() {
    assertThat(counters.refusals()).hasSize(BearerError.values().length);
    counters.refused(BearerError.INVALID_TOKEN);
    counters.refused(BearerError.INVALID_TOKEN);
    counters.refused(BearerError.UNAVAILABLE);
    assertThat(counters.refusals())
        .containsEntry("INVALID_TOKEN", 2L)
        .containsEntry("UNAVAILABLE", 1L)
        .containsEntry("INTERNAL", 0L);
    assertThat(counters.of(Event.ACCEPTED)).isZero();
  }
}
