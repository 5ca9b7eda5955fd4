// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shares few places among many logins, so that users and addresses that log in often do not keep
 * out those that log in seldom. A user and an address each hold a limited number of places. Of the
 * logins that wait, the next is the one whose user and address had a place least recently. When too
 * many wait, the address or the user with the most of them loses its newest one. Bounded in places,
 * threads that wait, time, and memory. Thread-safe.
 */
public final class FairLimiter {
  /** How many users and addresses are remembered to have had a place. */
  private static final int RECENT = 256;

  private final int places;
  private final int perKey;
  private final int queue;
  private final Duration patience;

  // Guarded by this.
  private final Map<TokenHash, Integer> held = new HashMap<>();
  private final List<Login> waiting = new ArrayList<>(); // oldest first
  private final Map<TokenHash, Long> lastTurns =
      new LinkedHashMap<TokenHash, Long>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenHash, Long> eldest) {
          return size() > RECENT;
        }
      };
  private int taken;
  private long turn;

  /**
   * @param places how many there are
   * @param perKey how many of them one user or one address holds
   * @param queue how many logins wait for a place
   * @param patience how long each of them waits
   */
  public FairLimiter(int places, int perKey, int queue, Duration patience) {
    this.places = places;
    this.perKey = perKey;
    this.queue = queue;
    this.patience = patience;
  }

  /** A place that was given, until it is closed. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a place.
   *
   * @param user as typed
   * @return null if there is none for this login now
   * @throws BearerException with {@code UNAVAILABLE} if the thread is interrupted
   */
  public @Nullable Place enter(String user, @Nullable String address) throws BearerException {
    Login login =
        new Login(
            TokenHash.of("user\n" + UserKey.of(user)),
            TokenHash.of("address\n" + ClientNetwork.siteOf(address)));
    synchronized (this) {
      waiting.add(login);
      giveTurns();
      if (waiting.size() > queue) {
        refuseOne();
      }
    }
    try {
      login.decided.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      leave(login);
      Thread.currentThread().interrupt();
      throw new BearerException(BearerError.UNAVAILABLE, "interrupted while waiting", e);
    }
    return hasPlace(login) ? () -> end(login) : null;
  }

  /** Whether it was given a place; if not, it waits no longer. */
  private synchronized boolean hasPlace(Login login) {
    return !waiting.remove(login) && login.hasPlace;
  }

  private synchronized void leave(Login login) {
    if (hasPlace(login)) {
      end(login);
    }
  }

  private synchronized void end(Login login) {
    taken--;
    login.keys().forEach(key -> held.computeIfPresent(key, FairLimiter::oneLess));
    giveTurns();
  }

  private static @Nullable Integer oneLess(TokenHash key, Integer number) {
    return number > 1 ? Integer.valueOf(number - 1) : null;
  }

  private void giveTurns() {
    Login next = taken < places ? next() : null;
    while (next != null) {
      taken++;
      turn++;
      for (TokenHash key : next.keys()) {
        held.merge(key, 1, Integer::sum);
        lastTurns.put(key, turn);
      }
      next.hasPlace = true;
      waiting.remove(next);
      next.decided.countDown();
      next = taken < places ? next() : null;
    }
  }

  private @Nullable Login next() {
    Login next = null;
    for (Login login : waiting) {
      boolean mayEnter = login.keys().stream().allMatch(key -> count(held, key) < perKey);
      if (mayEnter && (next == null || lastTurn(login) < lastTurn(next))) {
        next = login;
      }
    }
    return next;
  }

  /** When its user or its address had a place last; 0 if that is long ago. */
  private long lastTurn(Login login) {
    return Math.max(
        lastTurns.getOrDefault(login.user, 0L), lastTurns.getOrDefault(login.address, 0L));
  }

  private void refuseOne() {
    Map<TokenHash, Integer> numbers = new HashMap<>();
    waiting.forEach(login -> login.keys().forEach(key -> numbers.merge(key, 1, Integer::sum)));
    Login last = waiting.get(0);
    for (Login login : waiting) {
      int more = Integer.compare(crowd(numbers, login), crowd(numbers, last));
      if (more > 0 || more == 0 && lastTurn(login) >= lastTurn(last)) {
        last = login;
      }
    }
    waiting.remove(last);
    last.decided.countDown();
  }

  private static int crowd(Map<TokenHash, Integer> numbers, Login login) {
    return Math.max(count(numbers, login.user), count(numbers, login.address));
  }

  private static int count(Map<TokenHash, Integer> numbers, TokenHash key) {
    return numbers.getOrDefault(key, 0);
  }

  /** How many wait for a place, for tests. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** How many users and addresses are remembered, for tests of the bound. */
  synchronized int size() {
    return held.size() + lastTurns.size();
  }

  /** A login that waits for a place or has one. */
  private static final class Login {
    private final TokenHash user;
    private final TokenHash address;
    private final CountDownLatch decided = new CountDownLatch(1);
    private boolean hasPlace; // guarded by the places

    Login(TokenHash user, TokenHash address) {
      this.user = user;
      this.address = address;
    }

    List<TokenHash> keys() {
      return Arrays.asList(user, address);
    }
  }
}
