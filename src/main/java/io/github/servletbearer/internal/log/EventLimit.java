// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits how many events of a kind are logged in a minute, and counts the others.
 *
 * <p>The throttle bounds events of one address, but not those of thousands of addresses, which
 * could fill a disk.
 */
final class EventLimit {
  /** Far more than users cause, and some kilobytes a second at most. */
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

  /** Whether one more event may be logged; if not, it is counted. */
  synchronized boolean admit() {
    if (hasPassed()) {
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
   * The number of events without a line since the last call.
   *
   * @param now false for 0 until the minute has passed
   */
  synchronized long takeWithheld(boolean now) {
    if (!now && !hasPassed()) {
      return 0;
    }
    long number = withheld;
    withheld = 0;
    return number;
  }

  private boolean hasPassed() {
    return nanoTime.getAsLong() - since >= MINUTE_NANOS;
  }
}
