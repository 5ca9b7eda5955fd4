// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import org.jspecify.annotations.Nullable;

/** Whether an attempt has begun, and why not. Immutable. */
public final class Admission {
  private final @Nullable AttemptPlaces places;
  private final long waitMillis;
  private final long askedWaitMillis;
  private final boolean isNews;

  private Admission(
      @Nullable AttemptPlaces places, long waitMillis, long askedWaitMillis, boolean isNews) {
    this.places = places;
    this.waitMillis = waitMillis;
    this.askedWaitMillis = askedWaitMillis;
    this.isNews = isNews;
  }

  /** An attempt that has begun. */
  public static Admission of(AttemptPlaces places) {
    return new Admission(places, 0, 0, false);
  }

  /**
   * A refusal.
   *
   * @param waitMillis for how long failures make the attempt wait; 0 where attempts under way do
   * @param askedWaitMillis the same for the key of which it takes no place
   * @param isNews whether failures of a key make it wait that did not within the limit's window
   */
  public static Admission refused(long waitMillis, long askedWaitMillis, boolean isNews) {
    return new Admission(null, waitMillis, askedWaitMillis, isNews);
  }

  /** The places of the attempt, or null where it has not begun. */
  public @Nullable AttemptPlaces places() {
    return places;
  }

  /** For how long failures make it wait, in milliseconds; 0 if they do not. */
  public long waitMillis() {
    return waitMillis;
  }

  /** The same for the key of which it takes no place. */
  public long askedWaitMillis() {
    return askedWaitMillis;
  }

  /** Whether a key has to wait, and this was not reported within its window; for the log. */
  public boolean isNews() {
    return isNews;
  }
}
