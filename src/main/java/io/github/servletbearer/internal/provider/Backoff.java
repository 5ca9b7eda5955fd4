// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

/**
 * A time in which something is not tried again; it doubles with each failure up to a limit. Not
 * thread-safe.
 */
final class Backoff {
  private final long firstMillis;
  private final long mostMillis;
  private long lengthMillis;
  private long since;

  /** Over from the start. */
  Backoff(long firstMillis, long mostMillis) {
    this.firstMillis = firstMillis;
    this.mostMillis = mostMillis;
  }

  /** Begins: at its first length, or at twice the last one. */
  void begin(long nowMillis) {
    lengthMillis = lengthMillis == 0 ? firstMillis : Math.min(2 * lengthMillis, mostMillis);
    since = nowMillis;
  }

  /** Begins, and lasts this long. */
  void begin(long nowMillis, long millis) {
    lengthMillis = millis;
    since = nowMillis;
  }

  /** Whatever went wrong is right again. */
  void clear() {
    lengthMillis = 0;
  }

  /** Whether it may be tried; a clock that was set back prolongs nothing. */
  boolean hasEnded(long nowMillis) {
    return nowMillis < since || nowMillis - since >= lengthMillis;
  }
}
