// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.time.ServerClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps failed attempts in the memory of one server, until it stops. It can always decide; no
 * change of the date prolongs or shortens a window. Thread-safe.
 */
public final class MemoryAttemptStore implements AttemptStore {
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

  private FailureWindow of(AttemptKey key) {
    AttemptLimit limit = key.limit();
    return byLimit.computeIfAbsent(limit.name(), name -> new FailureWindow(limit, maxKeys));
  }

  @Override
  public synchronized Admission begin(int guesses, List<AttemptKey> keys, AttemptKey asked) {
    long now = clock.elapsedMillis();
    long wait = 0;
    boolean hasPlaces = true;
    for (AttemptKey key : keys) {
      wait = Math.max(wait, of(key).waitMillis(key.hash(), guesses, now));
      hasPlaces &= of(key).hasPlaces(key.hash(), guesses, now);
    }
    long askedWait = of(asked).waitMillis(asked.hash(), 1, now);
    if (hasPlaces && askedWait == 0) {
      keys.forEach(key -> of(key).begin(key.hash(), guesses));
      return Admission.of(new MemoryPlaces(keys, guesses));
    }
    boolean isNews = of(asked).isNews(asked.hash(), 1, now);
    for (AttemptKey key : keys) { // all are asked: each is news once
      isNews |= of(key).isNews(key.hash(), guesses, now);
    }
    return Admission.refused(wait, askedWait, isNews);
  }

  @Override
  public synchronized void fail(AttemptKey key) {
    of(key).fail(key.hash(), clock.elapsedMillis());
  }

  /** How many keys have failures or attempts under way. */
  public synchronized int size() {
    return byLimit.values().stream().mapToInt(FailureWindow::size).sum();
  }

  private final class MemoryPlaces implements AttemptPlaces {
    private final List<AttemptKey> keys;
    private int left;

    MemoryPlaces(List<AttemptKey> keys, int left) {
      this.keys = keys;
      this.left = left;
    }

    private void end(int guesses) {
      left -= guesses;
      keys.forEach(key -> of(key).end(key.hash(), guesses));
    }

    @Override
    public void fail(int guesses) {
      synchronized (MemoryAttemptStore.this) {
        end(Math.min(left, guesses));
        for (int i = 0; i < guesses; i++) {
          keys.forEach(MemoryAttemptStore.this::fail);
        }
      }
    }

    @Override
    public void succeed(AttemptKey key) {
      synchronized (MemoryAttemptStore.this) {
        end(left);
        of(key).clear(key.hash());
      }
    }

    @Override
    public void end() {
      synchronized (MemoryAttemptStore.this) {
        end(left);
      }
    }
  }
}
