// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Numbers and durations, each within bounds. */
public final class Quantities {
  public static final ValueParser<Integer> COUNT = number("count", 1, 10_000_000);

  /** In characters. */
  public static final ValueParser<Integer> TOKEN_LENGTH = number("token length", 256, 65_536);

  public static final ValueParser<Duration> DURATION =
      ValueParser.of(
          "duration",
          "a duration of 1s to 365d: `30s`, `15m`, `12h` or `30d`",
          Quantities::duration);

  /** Zero is {@code off}. */
  public static final ValueParser<Duration> DURATION_OR_OFF =
      ValueParser.of(
          "duration or off",
          "a duration, or `off`",
          value -> value.equals("off") ? Duration.ZERO : duration(value));

  public static final ValueParser<Duration> CLOCK_SKEW =
      upTo("clock skew", "120s", "Write 0s to 120s; set the clocks if that is too little.");

  public static final ValueParser<Duration> CACHE_LIFETIME =
      upTo("cache lifetime", "60s", "Write 0s to 60s.");

  /** How long browsers keep what CORS allowed; none keeps it for more than a day. */
  public static final ValueParser<Duration> CORS_MAX_AGE =
      upTo("cors max age", "24h", "Write 0s to 24h.");

  private static final ChronoUnit[] UNITS = {
    ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS
  };
  private static final Duration LONGEST = Duration.ofDays(365);

  private Quantities() {}

  private static ValueParser<Integer> number(String name, int least, int most) {
    String form = "a whole number, " + least + " to " + most;
    return ValueParser.of(
        name,
        form,
        value -> {
          int number = value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
          if (number < least || number > most) {
            throw new IllegalArgumentException("Write " + form + ".");
          }
          return number;
        });
  }

  private static ValueParser<Duration> upTo(String name, String most, String cure) {
    return ValueParser.of(
        name,
        "a duration, `0s` to `" + most + "`",
        value -> {
          Duration duration = value.equals("0s") ? Duration.ZERO : duration(value);
          if (duration.compareTo(duration(most)) > 0) {
            throw new IllegalArgumentException(cure);
          }
          return duration;
        });
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
