// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for some seconds what the provider answered about valid tokens, and nothing of others;
 * bounded by the size of the answers. Thread-safe.
 */
final class IntrospectionCache {
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  /** What an answer takes beside its own text. */
  private static final int OVERHEAD = 512;

  private final long lifetimeMillis;
  private final ServerClock clock;
  private final ValidTokenCache<Entry> entries;
  private long generationSince; // guarded by this

  IntrospectionCache(Duration lifetime, ServerClock clock) {
    this.lifetimeMillis = lifetime.toMillis();
    this.clock = clock;
    this.generationSince = clock.elapsedMillis();
    this.entries =
        new ValidTokenCache<>(isOff() ? 0 : MAX_BYTES, entry -> entry.size, this::isFresh);
  }

  boolean isOff() {
    return lifetimeMillis == 0;
  }

  /** The token, or null if it is not known or no longer. */
  @Nullable BearerToken find(TokenHash hash) throws BearerException {
    Entry entry = entries.find(hash);
    return entry == null ? null : entry.token;
  }

  /**
   * By the time that passes, since a date that is set back makes nothing fresh again, or by the
   * date, since no time passes while the machine is suspended.
   */
  private boolean isFresh(Entry entry) {
    long now = clock.millis();
    return clock.elapsedMillis() - entry.asked.elapsed < lifetimeMillis
        && now - entry.asked.date < lifetimeMillis
        && !entry.token.hasExpired(now);
  }

  /** When a question is asked: an answer that takes its time is as old as its question. */
  Asked asked() {
    return new Asked(clock);
  }

  /** Remembers an answer of this many bytes. What is older than two lifetimes is removed. */
  synchronized void keep(TokenHash hash, BearerToken token, int size, Asked asked) {
    long now = clock.elapsedMillis();
    if (now - generationSince >= lifetimeMillis) {
      entries.endGeneration();
      generationSince = now;
    }
    entries.keep(hash, new Entry(token, asked, size + OVERHEAD));
  }

  int size() {
    return entries.size();
  }

  /** The moment of a question. Immutable. */
  static final class Asked {
    private final long elapsed;
    private final long date;

    private Asked(ServerClock clock) {
      this.elapsed = clock.elapsedMillis();
      this.date = clock.millis();
    }
  }

  private static final class Entry {
    private final BearerToken token;
    private final Asked asked;
    private final int size;

    Entry(BearerToken token, Asked asked, int size) {
      this.token = token;
      this.asked = asked;
      this.size = size;
    }
  }
}
