// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for seconds what the provider said of valid tokens, and nothing of others; bounded by
 * the size of the answers. Thread-safe; finding takes no lock.
 */
final class IntrospectionCache {
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  /** What an answer takes beside its own text. */
  private static final int OVERHEAD = 512;

  private final long lifetimeMillis;
  private final ServerClock clock;
  private final Map<TokenHash, Entry> live = new ConcurrentHashMap<>();

  // Oldest first; guarded by this. An entry stays here until its turn comes.
  private final Deque<Entry> byAge = new ArrayDeque<>();
  private long bytes;

  IntrospectionCache(Duration lifetime, ServerClock clock) {
    this.lifetimeMillis = lifetime.toMillis();
    this.clock = clock;
  }

  /** Whether nothing is remembered. */
  boolean isOff() {
    return lifetimeMillis == 0;
  }

  /** The token, or null if it is not known or no longer. */
  @Nullable BearerToken find(TokenHash hash) {
    Entry entry = live.get(hash);
    return entry == null || !isFresh(entry) ? null : entry.token;
  }

  private boolean isFresh(Entry entry) {
    return !isOld(entry) && !entry.token.hasExpired(clock.millis());
  }

  /**
   * By the time that passes, since a date that is set back makes nothing fresh again, or by the
   * date, since no time passes while the machine is suspended.
   */
  private boolean isOld(Entry entry) {
    return clock.elapsedMillis() - entry.sinceElapsed >= lifetimeMillis
        || clock.millis() - entry.sinceDate >= lifetimeMillis;
  }

  /** Remembers an answer of this many bytes; the oldest give way. */
  synchronized void keep(TokenHash hash, BearerToken token, int size) {
    if (isOff()) {
      return;
    }
    Entry added = new Entry(hash, token, clock, size + OVERHEAD);
    live.put(hash, added);
    byAge.addLast(added);
    bytes += added.size;
    Entry oldest = byAge.getFirst();
    while (bytes > MAX_BYTES || !isFresh(oldest)) {
      byAge.removeFirst();
      bytes -= oldest.size;
      live.remove(oldest.hash, oldest);
      if (byAge.isEmpty()) {
        return;
      }
      oldest = byAge.getFirst();
    }
  }

  /** How many are held. */
  int size() {
    return live.size();
  }

  private static final class Entry {
    private final TokenHash hash;
    private final BearerToken token;
    private final long sinceElapsed;
    private final long sinceDate;
    private final int size;

    Entry(TokenHash hash, BearerToken token, ServerClock clock, int size) {
      this.hash = hash;
      this.token = token;
      this.sinceElapsed = clock.elapsedMillis();
      this.sinceDate = clock.millis();
      this.size = size;
    }
  }
}
