// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Numbers and durations, each within bounds. */
public final class Quantities {
  public static final ValueParser<Integer> COUNT = new Count("count", 1, 10_000_000);

  /** In characters. */
  public static final ValueParser<Integer> TOKEN_LENGTH = new Count("token length", 256, 65_536);

  public static final ValueParser<Duration> DURATION =
      new Time("duration", "a duration of 1s to 365d: `30s`, `15m`, `12h` or `30d`", "");

  /** Zero is {@code off}. */
  public static final ValueParser<Duration> DURATION_OR_OFF =
      new Time("duration or off", "a duration, or `off`", "");

  public static final ValueParser<Duration> CLOCK_SKEW =
      new Time("clock skew", "a duration, `0s` to `120s`", "120s");

  public static final ValueParser<Duration> CACHE_LIFETIME =
      new Time("cache lifetime", "a duration, `0s` to `60s`", "60s");

  /** How long browsers keep what CORS allowed; none keeps it for more than a day. */
  public static final ValueParser<Duration> CORS_MAX_AGE =
      new Time("cors max age", "a duration, `0s` to `24h`", "24h");

  private static final ChronoUnit[] UNITS = {
    ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS
  };
  private static final Duration LONGEST = Duration.ofDays(365);

  private Quantities() {}

  /** Whole numbers. */
  private static final class Count extends ValueParser<Integer> {
    private final int least;
    private final int most;

    Count(String name, int least, int most) {
      super(name, "a whole number, " + least + " to " + most);
      this.least = least;
      this.most = most;
    }

    @Override
    public Integer parse(String value) {
      int number = value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
      if (number < least || number > most) {
        throw new IllegalArgumentException("Write " + form() + ".");
      }
      return number;
    }
  }

  /** Durations. */
  private static final class Time extends ValueParser<Duration> {
    private final String most;

    /**
     * @param most the longest, where zero is allowed, too; else an empty text
     */
    Time(String name, String form, String most) {
      super(name, form);
      this.most = most;
    }

    @Override
    public Duration parse(String value) {
      boolean isZero = most.isEmpty() ? isOff(value) : value.equals("0s");
      Duration duration = isZero ? Duration.ZERO : duration(value);
      if (!most.isEmpty() && duration.compareTo(duration(most)) > 0) {
        throw new IllegalArgumentException("Write 0s to " + most + ".");
      }
      return duration;
    }

    private boolean isOff(String value) {
      return value.equals("off") && name().endsWith("off");
    }
  }

  private static Duration duration(String value) {
    if (!value.matches("[0-9]{1,8}[smhd]")) {
      throw new IllegalArgumentException("Write a duration such as 30s, 15m, 12h or 30d.");
    }
    int last = value.length() - 1;
    Duration duration =
        Duration.of(
            Long.parseLong(value.substring(0, last)), UNITS["smhd".indexOf(value.charAt(last))]);
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Write a duration from 1s to 365d.");
    }
    return duration;
  }
}
