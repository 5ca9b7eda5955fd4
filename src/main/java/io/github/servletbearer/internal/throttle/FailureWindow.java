// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.internal.crypto.TokenHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failures by key in a sliding window, and apart from them the attempts that are still under
 * way. Not thread-safe.
 *
 * <p>Memory follows what has really failed, whatever the limit is: times are kept as they come, at
 * most {@value #MAX_LIMIT} for one key, and a larger limit counts as that. A key goes when its
 * newest failure has left the window, and the least recently used go first when there are too many.
 * Attempts under way are as many as threads that serve requests.
 */
final class FailureWindow {
  /** The largest limit; whoever sets a larger one has this. */
  static final int MAX_LIMIT = 1_000;

  private final int limit;
  private final long windowMillis;
  private final int maxKeys;
  private final Map<TokenHash, Failures> byKey = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<TokenHash, Integer> pending = new HashMap<>();

  FailureWindow(int limit, long windowMillis, int maxKeys) {
    this.limit = Math.min(limit, MAX_LIMIT);
    this.windowMillis = windowMillis;
    this.maxKeys = maxKeys;
  }

  /** How long the key's failures make so many guesses wait, in milliseconds; 0 if they do not. */
  long waitMillis(TokenHash key, long now, int guesses) {
    int count = failures(key, now);
    Failures failures = byKey.get(key);
    int tooMany = count + guesses - limit;
    return failures == null || tooMany <= 0
        ? 0
        : failures.times[Math.min(tooMany, count) - 1] + windowMillis - now;
  }

  /** Whether the key has to wait, and nobody was told so within the window; now somebody is. */
  boolean tell(TokenHash key, long now, int guesses) {
    Failures failures = waitMillis(key, now, guesses) > 0 ? byKey.get(key) : null;
    if (failures == null || failures.toldUntil > now) {
      return false;
    }
    failures.toldUntil = now + windowMillis;
    return true;
  }

  /** Whether so many guesses more could be too many failures, if all under way fail. */
  boolean isFull(TokenHash key, long now, int guesses) {
    return failures(key, now) + pending.getOrDefault(key, 0) + guesses > limit;
  }

  /** An attempt begins; it is ended by {@link #end}, once, with as many guesses. */
  void begin(TokenHash key, int guesses) {
    pending.merge(key, guesses, Integer::sum);
  }

  /** An attempt has ended. */
  void end(TokenHash key, int guesses) {
    pending.computeIfPresent(
        key, (same, count) -> count > guesses ? Integer.valueOf(count - guesses) : null);
  }

  /** Counts a failure. */
  void fail(TokenHash key, long now) {
    byKey.computeIfAbsent(key, same -> new Failures()).add(now, limit);
    // What has not been touched for a window stands first, and has left it.
    Iterator<Failures> eldest = byKey.values().iterator();
    while (eldest.hasNext()) {
      boolean gone = eldest.next().newest() <= now - windowMillis;
      if (!gone && byKey.size() <= maxKeys) {
        return;
      }
      eldest.remove();
    }
  }

  /** Forgets the failures of the key, but not what is under way. */
  void clear(TokenHash key) {
    byKey.remove(key);
  }

  /** How many keys have failures or attempts under way. */
  int size() {
    return byKey.size() + pending.size();
  }

  /** The bytes of all times held, for tests of the bound. */
  long bytes() {
    return byKey.values().stream().mapToLong(failures -> 8L * failures.times.length).sum();
  }

  /** How many failures are in the window. */
  private int failures(TokenHash key, long now) {
    Failures failures = byKey.get(key);
    if (failures == null) {
      return 0;
    }
    failures.forgetUntil(now - windowMillis);
    if (failures.count == 0) {
      byKey.remove(key);
    }
    return failures.count;
  }

  /** The times of the last failures, as many as the limit at most, oldest first. */
  private static final class Failures {
    private long[] times = new long[2];
    private int count;
    private long toldUntil = Long.MIN_VALUE;

    long newest() {
      return times[count - 1];
    }

    void add(long time, int limit) {
      if (count == limit) {
        dropFirst(1);
      } else if (count == times.length) {
        times = Arrays.copyOf(times, Math.min(limit, 2 * count));
      }
      times[count++] = time;
    }

    void forgetUntil(long time) {
      int old = 0;
      while (old < count && times[old] <= time) {
        old++;
      }
      dropFirst(old);
    }

    private void dropFirst(int number) {
      count -= number;
      System.arraycopy(times, number, times, 0, count);
    }
  }
}
