// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The times of a token in words: dates in UTC, and how far they are from now. */
final class ReadableTimes {
  private static final String[] NAMES = {"exp", "nbf", "iat"};

  private ReadableTimes() {}

  static String text(Claims claims, Duration skew, long nowMillis) {
    List<String> words = new ArrayList<>();
    for (String name : NAMES) {
      words.add(text(claims, name, nowMillis));
    }
    return String.join(", ", words) + "; clockSkew=" + skew.getSeconds() + "s";
  }

  private static String text(Claims claims, String name, long nowMillis) {
    long at;
    try {
      at = claims.millis(name, -1);
    } catch (BearerException e) {
      return name + " cannot be read";
    }
    if (at < 0) {
      return "no " + name;
    }
    Instant date = Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS);
    long seconds = Math.abs(nowMillis - at) / 1000;
    return name
        + "="
        + date
        + (nowMillis < at ? " (in " : " (")
        + length(seconds)
        + (nowMillis < at ? ")" : " ago)");
  }

  /** In the largest unit of which there are two at least. */
  private static String length(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    return minutes < 2880 ? minutes / 60 + " h" : minutes / 1440 + " days";
  }
}
