// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The failures and the attempts under way of one limit. Times are those of a clock that only
 * passes. Not thread-safe.
 *
 * <p>Memory follows the failures, not the limit: times are kept as they come. A key is removed when
 * its newest failure has left the window, and the least recently used keys are removed first when
 * there are too many. Attempts under way are as many as threads that serve requests.
 */
final class FailureWindow {
  private final AttemptLimit limit;
  private final int maxKeys;
  private final Map<TokenHash, Failures> byKey = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<TokenHash, Integer> pending = new HashMap<>();

  FailureWindow(AttemptLimit limit, int maxKeys) {
    this.limit = limit;
    this.maxKeys = maxKeys;
  }

  long waitMillis(TokenHash key, int guesses, long now) {
    int count = failures(key, now);
    Failures failures = byKey.get(key);
    int tooMany = count + guesses - limit.failures();
    return failures == null || tooMany <= 0
        ? 0
        : failures.times[Math.min(tooMany, count) - 1] + limit.windowMillis() - now;
  }

  boolean isNews(TokenHash key, int guesses, long now) {
    Failures failures = waitMillis(key, guesses, now) > 0 ? byKey.get(key) : null;
    if (failures == null || failures.reportedUntil > now) {
      return false;
    }
    failures.reportedUntil = now + limit.windowMillis();
    return true;
  }

  boolean hasPlaces(TokenHash key, int guesses, long now) {
    return failures(key, now) + pending.getOrDefault(key, 0) + guesses <= limit.failures();
  }

  void begin(TokenHash key, int guesses) {
    pending.merge(key, guesses, Integer::sum);
  }

  void end(TokenHash key, int guesses) {
    pending.computeIfPresent(
        key, (same, count) -> count > guesses ? Integer.valueOf(count - guesses) : null);
  }

  void fail(TokenHash key, long now) {
    byKey.computeIfAbsent(key, same -> new Failures()).add(now, limit.failures());
    // What has not been used for a window stands first, and has left it.
    Iterator<Failures> eldest = byKey.values().iterator();
    while (eldest.hasNext()) {
      boolean hasLeft = eldest.next().newest() <= now - limit.windowMillis();
      if (!hasLeft && byKey.size() <= maxKeys) {
        return;
      }
      eldest.remove();
    }
  }

  void clear(TokenHash key) {
    byKey.remove(key);
  }

  int size() {
    return byKey.size() + pending.size();
  }

  private int failures(TokenHash key, long now) {
    Failures failures = byKey.get(key);
    if (failures == null) {
      return 0;
    }
    failures.forgetUntil(now - limit.windowMillis());
    if (failures.count == 0) {
      byKey.remove(key);
    }
    return failures.count;
  }

  /** The times of the last failures, as many as the limit at most, oldest first. */
  private static final class Failures {
    private long[] times = new long[2];
    private int count;
    private long reportedUntil = Long.MIN_VALUE;

    long newest() {
      return times[count - 1];
    }

    void add(long time, int most) {
      if (count == most) {
        dropFirst(1);
      } else if (count == times.length) {
        times = Arrays.copyOf(times, Math.min(most, 2 * count));
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
