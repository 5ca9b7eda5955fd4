// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.time;

import java.time.Duration;

/**
 * The end of something that lasts: by the time that passes, so that no change of the date prolongs
 * it, and by the date, so that it ends while the server is suspended, too. Immutable.
 */
public final class Deadline {
  private final long elapsedMillis;
  private final long dateMillis;

  private Deadline(long elapsedMillis, long dateMillis) {
    this.elapsedMillis = elapsedMillis;
    this.dateMillis = dateMillis;
  }

  /** The end of what begins now. */
  public static Deadline after(Duration lifetime, ServerClock clock) {
    long millis = lifetime.toMillis();
    return new Deadline(clock.elapsedMillis() + millis, clock.millis() + millis);
  }

  /** The earlier of two. */
  public Deadline orEarlier(Deadline other) {
    return new Deadline(
        Math.min(elapsedMillis, other.elapsedMillis), Math.min(dateMillis, other.dateMillis));
  }

  /** Whether it has passed; one that a wrong date made pass has not, once that is right again. */
  public boolean hasPassed(ServerClock clock) {
    return hasPassedForGood(clock.elapsedMillis()) || clock.millis() >= dateMillis;
  }

  /** Whether it has passed, whatever the date will be. */
  public boolean hasPassedForGood(long elapsedMillis) {
    return elapsedMillis >= this.elapsedMillis;
  }

  /** The time that is left. */
  public Duration left(ServerClock clock) {
    return Duration.ofMillis(elapsedMillis - clock.elapsedMillis());
  }
}
