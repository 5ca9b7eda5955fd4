// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.time.Duration;

/** How long a server may take. Immutable. */
public final class Timeouts {
  /** For use: a healthy server needs a fraction of each. */
  public static final Timeouts USUAL =
      new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10));

  private final Duration connect;
  private final Duration read;
  private final Duration total;

  /** The time to connect, for each wait for bytes, and for all together. */
  public Timeouts(Duration connect, Duration read, Duration total) {
    this.connect = connect;
    this.read = read;
    this.total = total;
  }

  /** Bounded by the time for all together alone. */
  public static Timeouts inAll(Duration total) {
    return new Timeouts(Duration.ZERO, Duration.ZERO, total);
  }

  /** Until the connection stands; 0 for no bound. */
  int connectMillis() {
    return (int) connect.toMillis();
  }

  /** Until something comes, each time that something is waited for; 0 for no bound. */
  int readMillis() {
    return (int) read.toMillis();
  }

  /** From the first step to the last byte. */
  public Duration total() {
    return total;
  }
}
