// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.time;

import io.github.servletbearer.internal.crypto.RandomToken;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The periods between which the server's clock was set back, each with an id that is part of the
 * JWTs issued in it. A JWT that is dated later than the moment to which the clock was set back has
 * a date in the future: it would be valid on that date again, after its revocation was removed. So
 * it is refused for ever.
 *
 * <p>Not thread-safe, but for {@link #isOfEndedDate}.
 */
public final class ClockEras {
  /** How many periods are remembered in which JWTs were issued and which have ended. */
  private static final int MAX_ENDED = 1_000;

  private static final int ID_BYTES = 6;
  private static final int ID_LENGTH = 8;

  private final RandomToken random = new RandomToken();
  private final Clock clock;
  private volatile Map<String, Long> lastSeconds = Collections.emptyMap(); // of ended eras
  private String current = random.next(ID_BYTES);
  private long latest = Long.MIN_VALUE;
  private long latestIssued = Long.MIN_VALUE;

  public ClockEras(Clock clock) {
    this.clock = clock;
  }

  /** Looks at the clock; returns whether it was set back since the last look. */
  public boolean wasSetBack() {
    long now = second();
    boolean setBack = now < latest;
    if (now < latestIssued) {
      end(now);
    }
    latest = now;
    return setBack;
  }

  private void end(long now) {
    Map<String, Long> ended = new LinkedHashMap<>(lastSeconds);
    if (ended.size() >= MAX_ENDED) {
      ended.remove(ended.keySet().iterator().next());
    }
    ended.put(current, now);
    lastSeconds = ended;
    current = random.next(ID_BYTES);
    latestIssued = Long.MIN_VALUE;
  }

  /** The second of the last look. */
  public long latest() {
    return latest;
  }

  /** An id for a JWT that is issued in the second of the last look. */
  public String nextId() {
    latestIssued = latest;
    return current + random.next(RandomToken.BYTES - ID_BYTES);
  }

  /** Whether a JWT was issued at a date from which the clock was set back. */
  public boolean isOfEndedDate(String id, long issuedAtSecond) {
    Map<String, Long> ended = lastSeconds;
    if (ended.isEmpty() || id.length() < ID_LENGTH) {
      return false;
    }
    Long last = ended.get(id.substring(0, ID_LENGTH));
    return last != null && issuedAtSecond > last;
  }

  private long second() {
    return Math.floorDiv(clock.millis(), 1_000L);
  }
}
