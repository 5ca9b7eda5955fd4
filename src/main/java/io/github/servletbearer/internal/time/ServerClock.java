// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The date, which may be set forward and back, and beside it a time that only passes. Dates from
 * elsewhere are compared with the date; durations are measured by the time. Thread-safe.
 */
public abstract class ServerClock extends Clock {
  /** Milliseconds since an arbitrary moment; setting the date does not change it. */
  public abstract long elapsedMillis();

  /** The clock of this machine. */
  public static ServerClock ofThisMachine() {
    return new Machine();
  }

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("dates are in UTC");
  }

  private static final class Machine extends ServerClock {
    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
      return System.currentTimeMillis();
    }

    @Override
    public long elapsedMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
  }
}
