// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When this server removes what has ended: once in some seconds, at once again where more is left.
 * Thread-safe.
 */
final class PurgeInterval {
  private static final long INTERVAL_MILLIS = 5_000;

  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  /** Whether it is due; for one caller in each interval. */
  boolean isDue(long now) {
    long due = next.get();
    // A shared time that jumps back must not put it off for long.
    boolean isOut = now >= due || due - now > INTERVAL_MILLIS;
    return isOut && next.compareAndSet(due, now + INTERVAL_MILLIS);
  }

  /** There is more to remove. */
  void again() {
    next.set(Long.MIN_VALUE);
  }
}
