// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.log.Redacted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what filters with {@code reportOnly} would have refused, by method, path and reason, and
 * logs one line a minute. Ids in paths do not count, and of too many kinds the rest is one. Bounded
 * and thread-safe.
 */
final class ReportedRefusals {
  private static final int MOST_KINDS = 100;
  private static final int MOST_NAMED = 10;
  private static final int MOST_CHARACTERS = 100;
  private static final int LONG_SEGMENT = 20;
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final String OTHER = "other";
  private static final List<String> METHODS =
      Arrays.asList("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private final Map<String, Long> total = new HashMap<>(); // guarded by this, as all below
  private final Map<String, Long> sinceLine = new HashMap<>();
  private long freeAt;

  /**
   * @param log takes a line
   */
  ReportedRefusals(LongSupplier nanoTime, Consumer<String> log) {
    this.nanoTime = nanoTime;
    this.log = log;
    this.freeAt = nanoTime.getAsLong();
  }

  /** Counts one request; its method and path may be anything. */
  void add(String method, String path, BearerError reason) {
    String known = METHODS.contains(method) ? method : OTHER;
    String line = add(known + " " + withoutIds(path) + " " + reason.name());
    if (line != null) {
      log.accept(line);
    }
  }

  private synchronized @Nullable String add(String kind) {
    boolean known = total.containsKey(kind) || total.size() < MOST_KINDS;
    String counted = known ? kind : OTHER;
    total.merge(counted, 1L, Long::sum);
    sinceLine.merge(counted, 1L, Long::sum);
    return nanoTime.getAsLong() - freeAt >= 0 ? takeLine() : null;
  }

  /** Logs what has no line yet. */
  void flush() {
    String line;
    synchronized (this) {
      line = sinceLine.isEmpty() ? null : takeLine();
    }
    if (line != null) {
      log.accept(line);
    }
  }

  /** The numbers since the start, by method, path and reason. A new map, sorted. */
  synchronized Map<String, Long> numbers() {
    return new TreeMap<>(total);
  }

  private String takeLine() {
    freeAt = nanoTime.getAsLong() + INTERVAL_NANOS;
    List<Map.Entry<String, Long>> kinds = new ArrayList<>(sinceLine.entrySet());
    kinds.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    long sum = 0;
    long named = 0;
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, Long> kind : kinds) {
      sum += kind.getValue();
      if (texts.size() < MOST_NAMED) {
        named += kind.getValue();
        texts.add(kind.getValue() + " " + kind.getKey());
      }
    }
    sinceLine.clear();
    return String.format(
        "reportOnly: %s would have been refused: %s%s",
        sum == 1 ? "1 request" : sum + " requests",
        String.join(", ", texts),
        sum == named ? "" : ", and " + (sum - named) + " others");
  }

  /** The path with an asterisk for each segment that is a number, or long. */
  private static String withoutIds(String path) {
    List<String> segments = new ArrayList<>();
    Collections.addAll(segments, path.split("/", -1));
    segments.replaceAll(segment -> isId(segment) ? "*" : segment);
    String shown = Redacted.line(String.join("/", segments));
    return shown.length() > MOST_CHARACTERS ? shown.substring(0, MOST_CHARACTERS) + "..." : shown;
  }

  private static boolean isId(String segment) {
    boolean number = !segment.isEmpty();
    for (int i = 0; i < segment.length(); i++) {
      number &= segment.charAt(i) >= '0' && segment.charAt(i) <= '9';
    }
    return number || segment.length() >= LONG_SEGMENT;
  }
}
