// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

/**
 * Bounds what others can make us log: one line a minute at its level, the rest finer. Thread-safe.
 */
public final class OncePerMinute {
  private static final long MILLIS = 60_000;

  private volatile long last = Long.MIN_VALUE;

  /** Whether this line is the first within a minute; a clock that was set back starts anew. */
  public boolean isDue() {
    long now = System.currentTimeMillis();
    long before = last;
    if (before != Long.MIN_VALUE && now >= before && now - before < MILLIS) {
      return false;
    }
    last = now; // two threads at once may both log
    return true;
  }
}
