// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import java.time.Duration;

/** How many failed attempts one key has within a time. Immutable. */
public final class AttemptLimit {
  /** The largest number of failures; a larger one counts as this. */
  public static final int MAX_FAILURES = 1_000;

  private final String name;
  private final int failures;
  private final long windowMillis;

  /** A limit; failures of limits with other names are counted apart. */
  public AttemptLimit(String name, int failures, Duration window) {
    this.name = name;
    this.failures = Math.min(failures, MAX_FAILURES);
    this.windowMillis = window.toMillis();
  }

  /** What it is called, in the store. */
  public String name() {
    return name;
  }

  /** How many failures are allowed within the window. */
  public int failures() {
    return failures;
  }

  /** For how long a failure counts, in milliseconds. */
  public long windowMillis() {
    return windowMillis;
  }
}
