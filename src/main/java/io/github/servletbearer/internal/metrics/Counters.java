// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import io.github.servletbearer.BearerError;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens in one application, from its start. Thread-safe, and cheap to count in. */
public final class Counters {
  /** What is counted, besides refusals. */
  public enum Event {
    /** A request was let through to the application by the first filter of ours that judged it. */
    ACCEPTED,
    /** A token was issued for a login. */
    ISSUED,
    /** A refresh token was taken for new tokens. */
    REFRESHED,
    /** A token was taken back. */
    REVOKED,
    /** A login was refused because of others before it. */
    THROTTLED,
    /** A refresh token came a second time. */
    REUSED
  }

  // Filled once and never changed, so that many threads may look things up.
  private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
  private final Map<BearerError, LongAdder> refusals = new EnumMap<>(BearerError.class);

  /** All are zero. */
  public Counters() {
    for (Event event : Event.values()) {
      events.put(event, new LongAdder());
    }
    for (BearerError reason : BearerError.values()) {
      refusals.put(reason, new LongAdder());
    }
  }

  /** Counts one. */
  public void count(Event event) {
    of(events, event).increment();
  }

  /** Counts one refusal, by a filter or by the token endpoint. */
  public void refused(BearerError reason) {
    of(refusals, reason).increment();
  }

  /** How many there were. */
  public long of(Event event) {
    return of(events, event).sum();
  }

  /** How many refusals there were by name of the reason; every reason is there. A new map. */
  public Map<String, Long> refusals() {
    Map<String, Long> byReason = new TreeMap<>();
    refusals.forEach((reason, count) -> byReason.put(reason.name(), count.sum()));
    return byReason;
  }

  private static <K> LongAdder of(Map<K, LongAdder> all, K key) {
    return Objects.requireNonNull(all.get(key));
  }
}
