// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failed attempts in the memory of one server, until it stops. It can always decide; no
 * change of the date prolongs or shortens a window. Thread-safe.
 */
public final class MemoryAttemptStore implements AttemptStore {
  private static final int MAX_KEYS = 10_000;

  private final int maxKeys;
  private final ServerClock clock;
  private final Map<String, FailureWindow> byLimit = new HashMap<>(); // guarded by this

  /** An empty store. */
  public MemoryAttemptStore(ServerClock clock) {
    this(MAX_KEYS, clock);
  }

  /** An empty store that keeps this many keys with failures for each limit. */
  MemoryAttemptStore(int maxKeys, ServerClock clock) {
    this.maxKeys = maxKeys;
    this.clock = clock;
  }

  private FailureWindow of(AttemptLimit limit) {
    return byLimit.computeIfAbsent(limit.name(), name -> new FailureWindow(limit, maxKeys));
  }

  @Override
  public synchronized long waitMillis(AttemptLimit limit, TokenHash key, int guesses) {
    return of(limit).waitMillis(key, guesses, clock.elapsedMillis());
  }

  @Override
  public synchronized @Nullable Places begin(AttemptLimit limit, TokenHash key, int guesses) {
    FailureWindow window = of(limit);
    return window.begin(key, guesses, clock.elapsedMillis())
        ? new MemoryPlaces(window, key, guesses)
        : null;
  }

  @Override
  public synchronized void fail(AttemptLimit limit, TokenHash key) {
    of(limit).fail(key, clock.elapsedMillis());
  }

  @Override
  public synchronized void clear(AttemptLimit limit, TokenHash key) {
    of(limit).clear(key);
  }

  @Override
  public synchronized boolean isNews(AttemptLimit limit, TokenHash key, int guesses) {
    return of(limit).isNews(key, guesses, clock.elapsedMillis());
  }

  @Override
  public synchronized int size() {
    return byLimit.values().stream().mapToInt(FailureWindow::size).sum();
  }

  private final class MemoryPlaces implements Places {
    private final FailureWindow window;
    private final TokenHash key;
    private int left;

    MemoryPlaces(FailureWindow window, TokenHash key, int left) {
      this.window = window;
      this.key = key;
      this.left = left;
    }

    @Override
    public void fail() {
      synchronized (MemoryAttemptStore.this) {
        if (left > 0) {
          left--;
          window.end(key, 1);
        }
        window.fail(key, clock.elapsedMillis());
      }
    }

    @Override
    public void end() {
      synchronized (MemoryAttemptStore.this) {
        if (left > 0) {
          window.end(key, left);
          left = 0;
        }
      }
    }
  }
}
