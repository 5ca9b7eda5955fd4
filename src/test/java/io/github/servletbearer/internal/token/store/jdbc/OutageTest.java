// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutageTest {
  private final HandClock clock = new HandClock();
  private final Outage outage = new Outage(clock);

  @Test
  @DisplayName("one caller a second asks a database that refuses connections")
  void oneCallerAsks() {
    assertThat(outage.refusal()).isNull();
    outage.failed(outage.now(), "down");
    outage.ended();
    assertThat(outage.refusal()).isEqualTo("down");
    clock.advance(Duration.ofSeconds(1));
    assertThat(outage.refusal()).as("asks").isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(outage.refusal()).as("the one that asks has no answer yet").isEqualTo("down");
    assertThat(outage.used()).isTrue();
    assertThat(outage.refusal()).isNull();
    assertThat(outage.used()).isFalse();
  }

  @Test
  @DisplayName("where the one that asks hangs, the next asks after 15 seconds, or when it ends")
  void nextAsksBesideOneThatHangs() {
    outage.ended(); // the work of another caller, before
    outage.failed(outage.now(), "down");
    clock.advance(Duration.ofSeconds(14));
    assertThat(outage.refusal()).isEqualTo("down");
    clock.advance(Duration.ofSeconds(1));
    assertThat(outage.refusal()).isNull();
    clock.advance(Duration.ofSeconds(2));
    assertThat(outage.refusal()).isEqualTo("down");
    outage.ended();
    assertThat(outage.refusal()).isNull();
  }

  @Test
  @DisplayName("one slow statement is no outage while others are answered")
  void othersAreAnswered() {
    long since = outage.now();
    clock.advance(Duration.ofSeconds(8));
    outage.used();
    outage.failed(since, "slow");
    assertThat(outage.refusal()).isNull();
    outage.failed(outage.now(), "slow");
    assertThat(outage.refusal()).as("answered at the same moment").isNull();
  }
}
