// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing (RFC 6749 4.3.2): few failures for one user name from one address, more for
 * one address in all. Strangers lock nobody out, since their address is part of the key. An address
 * whose logins find no place as often within a minute has to wait, too.
 *
 * <p>An attempt takes its place before its password is checked, so parallel guesses cannot slip
 * through: whoever finds all places taken is asked to come back in a second, and only failures make
 * anybody wait longer. Memory is bounded. Thread-safe.
 */
public final class LoginThrottle {
  private static final int MAX_KEYS = 10_000;

  /** For how long it counts that an address was turned away, which is no guess. */
  private static final long CROWD_WINDOW_MILLIS = 60_000;

  private final ServerClock clock;
  private final FailureWindow byUser;
  private final FailureWindow byAddress;
  private final FailureWindow turnedAway;
  private final int mostGuesses;

  /**
   * A throttle.
   *
   * @param failures the failures that one user name has from one address within the window
   * @param failuresPerAddress the failures that one address has; both count as 1,000 at most
   */
  public LoginThrottle(int failures, int failuresPerAddress, Duration window, ServerClock clock) {
    this.clock = clock;
    this.mostGuesses = Math.max(1, Math.min(failures, failuresPerAddress));
    this.byUser = new FailureWindow(failures, window.toMillis(), MAX_KEYS);
    this.byAddress = new FailureWindow(failuresPerAddress, window.toMillis(), MAX_KEYS);
    this.turnedAway =
        new FailureWindow(
            failuresPerAddress, Math.min(window.toMillis(), CROWD_WINDOW_MILLIS), MAX_KEYS);
  }

  /**
   * Begins a user's attempt. One that is refused is a security event, at INFO once for a key within
   * its window: how many follow, whoever guesses decides.
   *
   * @throws BearerException with {@code TOO_MANY_REQUESTS} and Retry-After if there were too many
   *     failures before, or if there could be too many once the attempts under way have ended
   */
  public Attempt begin(String username, @Nullable String address) throws BearerException {
    return begin("user", UserKey.of(username), address, 1);
  }

  /**
   * The same for a client, whose failures are apart from those of a user of that name.
   *
   * @param guesses how many secrets are to be tested; there is room for each, or for none
   */
  public Attempt beginClient(String id, @Nullable String address, int guesses)
      throws BearerException {
    return begin("client", id, address, Math.min(guesses, mostGuesses));
  }

  private Attempt begin(String kind, String name, @Nullable String address, int guesses)
      throws BearerException {
    String network = ClientNetwork.of(address);
    // With its length, a name ends where it ends, whatever is in it.
    TokenHash user = TokenHash.of(kind + ' ' + name.length() + ' ' + name + network);
    TokenHash from = TokenHash.of(network);
    BearerException refusal;
    boolean isNews;
    synchronized (this) {
      long now = clock.elapsedMillis();
      refusal = refusal(user, from, now, guesses);
      if (refusal == null) {
        byUser.begin(user, guesses);
        byAddress.begin(from, guesses);
        return new Attempt(user, from, guesses);
      }
      // All are told, whatever the others say.
      boolean isNewOfUser = byUser.tell(user, now, guesses);
      boolean isNewOfAddress = byAddress.tell(from, now, guesses);
      boolean isNewOfCrowd = turnedAway.tell(from, now, 1);
      isNews = isNewOfUser || isNewOfAddress || isNewOfCrowd;
    }
    Audit.throttled(kind + "Hash", TokenHash.of(name).shortText(), address, isNews);
    throw refusal;
  }

  private @Nullable BearerException refusal(TokenHash user, TokenHash from, long now, int guesses) {
    long wait =
        Math.max(byUser.waitMillis(user, now, guesses), byAddress.waitMillis(from, now, guesses));
    if (wait > 0) {
      return new BearerException(BearerError.TOO_MANY_REQUESTS, "too many failed logins")
          .withHeader("Retry-After", seconds(wait));
    }
    long crowded = turnedAway.waitMillis(from, now, 1);
    if (crowded > 0) {
      return atOnce(crowded);
    }
    boolean isFull = byUser.isFull(user, now, guesses) || byAddress.isFull(from, now, guesses);
    return isFull ? atOnce(1) : null;
  }

  private static BearerException atOnce(long wait) {
    return BearerException.withDescription(
            BearerError.TOO_MANY_REQUESTS, "Too many logins at once, try again")
        .withHeader("Retry-After", seconds(wait));
  }

  private static String seconds(long millis) {
    return Long.toString((millis + 999) / 1000);
  }

  /** The numbers of keys held, for tests of the bound. */
  synchronized int size() {
    return byUser.size() + byAddress.size() + turnedAway.size();
  }

  /** One attempt to log in; what is neither right nor wrong when it ends was no failure. */
  public final class Attempt implements AutoCloseable {
    private final TokenHash user;
    private final TokenHash from;
    private final int guesses;
    private int wrong;
    private boolean isTurnedAway;

    private Attempt(TokenHash user, TokenHash from, int guesses) {
      this.user = user;
      this.from = from;
      this.guesses = guesses;
    }

    /** How many secrets may be tested. */
    public int guesses() {
      return guesses;
    }

    /** The password was wrong, or one of the secrets. */
    public void wrong() {
      wrong++;
    }

    /** Nobody looked at the password, since too many wait already. */
    public void turnedAway() {
      isTurnedAway = true;
    }

    /** The password was right: the name's earlier failures were the user's own, and none is new. */
    public void right() {
      wrong = 0;
      synchronized (LoginThrottle.this) {
        byUser.clear(user);
      }
    }

    @Override
    public void close() {
      synchronized (LoginThrottle.this) {
        byUser.end(user, guesses);
        byAddress.end(from, guesses);
        long now = clock.elapsedMillis();
        for (int i = 0; i < wrong; i++) {
          byUser.fail(user, now);
          byAddress.fail(from, now);
        }
        if (isTurnedAway) {
          turnedAway.fail(from, now);
        }
      }
    }
  }
}
