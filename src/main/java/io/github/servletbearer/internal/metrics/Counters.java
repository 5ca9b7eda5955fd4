// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import io.github.servletbearer.BearerError;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;

/** Counts the events of one application since its start. Thread-safe, and fast. */
public final class Counters {
  /** The counted events, besides refusals. */
  public enum Event {
    /** A request was passed to the application by the first filter that judged it. */
    ACCEPTED,
    /** A token was issued for a login. */
    ISSUED,
    /** New tokens were issued for a refresh token. */
    REFRESHED,
    /** A token was revoked. */
    REVOKED,
    /** A login was refused because of earlier ones. */
    THROTTLED,
    /** A refresh token was used a second time. */
    REUSED
  }

  // Filled once and never changed, so many threads may read it.
  private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
  private final Map<BearerError, LongAdder> refusals = new EnumMap<>(BearerError.class);

  private final ReportedRefusals reported =
      new ReportedRefusals(System::nanoTime, Logger.getLogger("io.github.servletbearer")::info);

  public Counters() {
    for (Event event : Event.values()) {
      events.put(event, new LongAdder());
    }
    for (BearerError reason : BearerError.values()) {
      refusals.put(reason, new LongAdder());
    }
  }

  public void count(Event event) {
    counter(events, event).increment();
  }

  /** Counts one refusal, by a filter or by the token endpoint. */
  public void refused(BearerError reason) {
    counter(refusals, reason).increment();
  }

  /** Counts a request that a filter with {@code reportOnly} would have refused. */
  public void reported(String method, String path, BearerError reason) {
    reported.add(method, path, reason);
  }

  /** Such requests since the start, by method, path and reason. A new map. */
  public Map<String, Long> reported() {
    return reported.numbers();
  }

  /** Logs those that have no line yet. */
  public void logReported() {
    reported.flush();
  }

  public long number(Event event) {
    return counter(events, event).sum();
  }

  /** The number of refusals by the name of the error; all errors are in it. A new map. */
  public Map<String, Long> refusals() {
    Map<String, Long> byReason = new TreeMap<>();
    refusals.forEach((reason, count) -> byReason.put(reason.name(), count.sum()));
    return byReason;
  }

  private static <K> LongAdder counter(Map<K, LongAdder> all, K key) {
    return Objects.requireNonNull(all.get(key));
  }
}
