// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CapturedLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitedLogTest {
  private static final String NAME = "io.github.servletbearer.limited";

  private final CapturedLog captured = new CapturedLog(NAME);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final LimitedLog log = new LimitedLog(Logger.getLogger(NAME), 1, nanos::get);

  @AfterEach
  void listenNoMore() {
    captured.close();
  }

  private List<String> loud() {
    return captured.lines().stream()
        .filter(line -> !line.startsWith("FINE "))
        .collect(Collectors.toList());
  }

  @Test
  @DisplayName("one line a minute, with the number of those withheld, which are there at FINE")
  void oneLineAMinute() {
    for (int i = 0; i < 40_000; i++) {
      log.log(Level.WARNING, "too many", null);
    }
    assertThat(loud()).containsExactly("WARNING too many");
    assertThat(captured.lines()).hasSize(40_000);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
    log.log(Level.WARNING, "too many", null);
    assertThat(loud()).hasSize(1);
    nanos.incrementAndGet();
    log.log(Level.WARNING, "too many", null);
    assertThat(loud())
        .containsExactly(
            "WARNING too many", "WARNING too many (40000 more like this were withheld)");
  }

  @Test
  @DisplayName(
      "some lines a minute where that is the limit, and a message is made only to be logged")
  void someLinesAMinute() {
    Logger.getLogger(NAME).setLevel(Level.INFO);
    AtomicLong made = new AtomicLong();
    LimitedLog three = new LimitedLog(Logger.getLogger(NAME), 3, nanos::get);
    for (int minute = 0; minute < 2; minute++) {
      for (int i = 0; i < 100; i++) {
        three.log(Level.INFO, "kind", () -> "line " + made.incrementAndGet(), null);
      }
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    }
    assertThat(loud())
        .containsExactly(
            "INFO line 1",
            "INFO line 2",
            "INFO line 3",
            "INFO line 4 (97 more like this were withheld)",
            "INFO line 5",
            "INFO line 6");
  }

  @Test
  @DisplayName("a flood of one kind hides no other kind")
  void kindsAreApart() {
    for (int i = 0; i < 100; i++) {
      log.log(Level.WARNING, "flood", "flood " + i, null);
    }
    log.log(Level.SEVERE, "the file is gone", null);
    assertThat(loud()).containsExactly("WARNING flood 0", "SEVERE the file is gone");
  }

  @Test
  @DisplayName("texts that are all different are no way to a line for each")
  void kindsAreBounded() {
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 10_000; i++) {
        log.log(Level.WARNING, "user " + minute + " " + i + " is unknown", null);
      }
      assertThat(loud()).hasSizeBetween(32 * (minute + 1), 33 * (minute + 1));
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    }
    log.log(Level.WARNING, "other", null);
    assertThat(loud()).last().asString().startsWith("WARNING other");
  }

  @Test
  @DisplayName("kinds whose minute has passed take no line from others")
  void kindsThatAreOverGiveWay() {
    for (int i = 0; i < 40; i++) {
      log.log(Level.WARNING, "user " + i + " is unknown", null);
      log.log(Level.WARNING, "user " + i + " is unknown", null);
    }
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    int before = loud().size();
    log.log(Level.SEVERE, "the file is gone", null);
    log.log(Level.SEVERE, "the realm is gone", null);
    assertThat(loud().subList(before, loud().size()))
        .containsExactly("SEVERE the file is gone", "SEVERE the realm is gone");
  }
}
