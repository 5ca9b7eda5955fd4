// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import io.github.servletbearer.BearerError;
import java.util.Map;
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
    REUSE
  }

  private final LongAdder[] events = adders(Event.values().length);
  private final LongAdder[] refusals = adders(BearerError.values().length);

  private static LongAdder[] adders(int length) {
    LongAdder[] adders = new LongAdder[length];
    for (int i = 0; i < length; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** Counts one. */
  public void count(Event event) {
    events[event.ordinal()].increment();
  }

  /** Counts one refusal, by a filter or by the token endpoint. */
  public void refused(BearerError reason) {
    refusals[reason.ordinal()].increment();
  }

  /** How many there were. */
  public long of(Event event) {
    return events[event.ordinal()].sum();
  }

  /** How many refusals there were by name of the reason; every reason is there. A new map. */
  public Map<String, Long> refusals() {
    Map<String, Long> byReason = new TreeMap<>();
    for (BearerError reason : BearerError.values()) {
      byReason.put(reason.name(), refusals[reason.ordinal()].sum());
    }
    return byReason;
  }
}
