// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.time.Duration;

/** How many requests the application gets at most. Immutable. */
public final class Limits {
  /** Names the probe in access logs. */
  static final String USER_AGENT = "servlet-bearer-probe";

  /** Bytes of an answer's body; what is compared lies at the beginning. */
  static final int MAX_BODY = 64 * 1024;

  /** Requests in all, unless the user sets another number. */
  public static final int REQUESTS = 2_000;

  /** The most that the user may ask for. */
  public static final int MOST_REQUESTS = 20_000;

  /** Requests a second, unless the user sets another number. */
  public static final int RATE = 20;

  /** The most that the user may ask for. */
  public static final int HIGHEST_RATE = 1_000;

  /** For one request and its answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final int requests;
  private final int rate;
  private final Duration timeout;

  Limits(int requests, int rate, Duration timeout) {
    this.requests = requests;
    this.rate = rate;
    this.timeout = timeout;
  }

  /** So many requests in all, and so many a second. */
  public static Limits of(int requests, int rate) {
    return new Limits(requests, rate, TIMEOUT);
  }

  int requests() {
    return requests;
  }

  int rate() {
    return rate;
  }

  Duration timeout() {
    return timeout;
  }

  @Override
  public String toString() {
    return "at most " + requests + " requests, " + rate + " a second";
  }
}
