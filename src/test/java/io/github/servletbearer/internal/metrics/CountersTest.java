// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.metrics.Counters.Event;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void eachEventHasItsOwnNumber() {
    for (Event event : Event.values()) {
      long others = sum();
      counters.count(event);
      counters.count(event);
      assertThat(counters.number(event)).isEqualTo(2);
      assertThat(sum()).as("nothing else").isEqualTo(others + 2);
    }
    assertThat(counters.refusals().values()).containsOnly(0L);
  }

  private long sum() {
    return Stream.of(Event.values()).mapToLong(counters::number).sum();
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
    assertThat(counters.number(Event.ACCEPTED)).isZero();
  }
}
