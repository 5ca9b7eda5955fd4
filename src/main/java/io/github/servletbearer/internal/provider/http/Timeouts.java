// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.time.Duration;

/** How long a provider may take. Immutable. */
public final class Timeouts {
  /** For use: a healthy provider needs a fraction of each. */
  static final Timeouts USUAL =
      new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10));

  private final Duration connect;
  private final Duration read;
  private final Duration total;

  public Timeouts(Duration connect, Duration read, Duration total) {
    this.connect = connect;
    this.read = read;
    this.total = total;
  }

  /** Until the connection stands. */
  int connectMillis() {
    return (int) connect.toMillis();
  }

  /** Until something comes, each time that something is waited for. */
  int readMillis() {
    return (int) read.toMillis();
  }

  /** From the first step to the last byte. */
  Duration total() {
    return total;
  }
}
