// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.time.ServerClock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database can be used. While it cannot, one caller at a time finds out whether it can
 * again; all others need not wait. Thread-safe.
 */
final class Outage {
  /** When the next caller may ask after one that has got its answer. */
  private static final long ASK_AGAIN_MILLIS = 1_000;

  /** When the next caller may ask after one that has no answer: its thread may hang for long. */
  private static final long ASK_BESIDE_MILLIS = 15_000;

  private final ServerClock clock;

  // Guarded by this.
  private @Nullable String reason;
  private long lastUse = Long.MIN_VALUE;
  private long lastAsked;
  private boolean hasAnswer;

  Outage(ServerClock clock) {
    this.clock = clock;
  }

  /** Null if the caller may use the database, else why not. */
  synchronized @Nullable String refusal() {
    if (reason == null) {
      return null;
    }
    long now = clock.elapsedMillis();
    if (now - lastAsked < (hasAnswer ? ASK_AGAIN_MILLIS : ASK_BESIDE_MILLIS)) {
      return reason;
    }
    lastAsked = now;
    hasAnswer = false;
    return null;
  }

  /** Now, for {@link #failed}. */
  long now() {
    return clock.elapsedMillis();
  }

  /** It was used; returns whether it could not be before. */
  synchronized boolean used() {
    lastUse = clock.elapsedMillis();
    boolean wasOut = reason != null;
    reason = null;
    return wasOut;
  }

  /** It could not be used, and others could not either since a moment. */
  synchronized void failed(long since, String why) {
    if (reason == null && lastUse < since) {
      lastAsked = clock.elapsedMillis();
      hasAnswer = false;
      reason = why;
    } else if (reason != null) {
      reason = why;
    }
  }

  /** A caller's work has ended, in whatever way. */
  synchronized void ended() {
    hasAnswer = true;
  }
}
