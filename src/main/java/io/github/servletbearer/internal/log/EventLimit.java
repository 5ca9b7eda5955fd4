// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many events of a kind have a line of their own in a minute; the others are counted. */
final class EventLimit {
  /** Far more than people cause, and some kilobytes a second at most. */
  static final int MOST_A_MINUTE = 600;

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoTime;
  private long since;
  private int admitted;
  private long withheld;

  EventLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** Whether one more event has a line; if not, it is counted. */
  synchronized boolean admit() {
    if (isOver()) {
      since = nanoTime.getAsLong();
      admitted = 0;
    }
    if (admitted < MOST_A_MINUTE) {
      admitted++;
      return true;
    }
    withheld++;
    return false;
  }

  /**
   * How many events had no line since this was asked last.
   *
   * @param now false to wait until the minute is over: 0 before
   */
  synchronized long takeWithheld(boolean now) {
    if (!now && !isOver()) {
      return 0;
    }
    long number = withheld;
    withheld = 0;
    return number;
  }

  private boolean isOver() {
    return nanoTime.getAsLong() - since >= MINUTE_NANOS;
  }
}
