// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.internal.token.TokenHash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts attempts by key in a sliding window. Keys are hashes, and the least recently used go first
 * when there are too many: memory is bounded whatever is tried. Not thread-safe.
 */
final class FailureWindow {
  private final int limit;
  private final long windowMillis;
  private final Map<TokenHash, Attempts> byKey;

  FailureWindow(int limit, long windowMillis, int maxKeys) {
    this.limit = limit;
    this.windowMillis = windowMillis;
    this.byKey =
        new LinkedHashMap<TokenHash, Attempts>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<TokenHash, Attempts> eldest) {
            return size() > maxKeys;
          }
        };
  }

  /** How long the key has to wait before one more attempt, in milliseconds; 0 if it need not. */
  long waitMillis(TokenHash key, long now) {
    Attempts attempts = byKey.get(key);
    if (attempts == null || attempts.count < limit) {
      return 0;
    }
    return Math.max(0, attempts.oldest() + windowMillis - now);
  }

  /** Counts an attempt as failed, until it is taken back. The key need not wait. */
  void count(TokenHash key, long now) {
    byKey.computeIfAbsent(key, k -> new Attempts(limit)).add(now);
  }

  /** Takes one attempt back. */
  void takeBack(TokenHash key, long when) {
    Attempts attempts = byKey.get(key);
    if (attempts != null) {
      attempts.remove(when);
      if (attempts.count == 0) {
        byKey.remove(key);
      }
    }
  }

  /** Forgets every attempt of the key. */
  void clear(TokenHash key) {
    byKey.remove(key);
  }

  int size() {
    return byKey.size();
  }

  /** The times of the last attempts, as many as the limit, oldest first. */
  private static final class Attempts {
    private final long[] times;
    private int count;

    Attempts(int limit) {
      times = new long[limit];
    }

    long oldest() {
      return times[0];
    }

    void add(long time) {
      if (count == times.length) {
        System.arraycopy(times, 1, times, 0, count - 1); // the oldest has left the window
        count--;
      }
      times[count++] = time;
    }

    void remove(long time) {
      for (int i = count - 1; i >= 0; i--) {
        if (times[i] == time) {
          System.arraycopy(times, i + 1, times, i, count - i - 1);
          count--;
          return;
        }
      }
    }
  }
}
