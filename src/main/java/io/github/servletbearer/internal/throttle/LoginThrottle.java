// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.token.store.Admission;
import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import io.github.servletbearer.internal.token.store.AttemptPlaces;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing (RFC 6749 4.3.2): few failures for one user name from one address, more for
 * one address in all. Strangers cannot lock a user out, since their address is part of the key. An
 * address whose logins are refused for lack of a place that often within a minute has to wait, too.
 *
 * <p>An attempt takes its place before its password is checked, so parallel guesses cannot slip
 * through: an attempt that finds all places taken is asked to come back in a second, and only
 * failures make it wait longer. Thread-safe.
 */
public final class LoginThrottle {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  /** For how long it counts that an address was turned away, which is no guess. */
  private static final Duration CROWD_WINDOW = Duration.ofMinutes(1);

  /** When to try again where attempts under way take all places. */
  private static final long AT_ONCE_MILLIS = 1_000;

  private final AttemptStore store;
  private final AttemptLimit byUser;
  private final AttemptLimit byAddress;
  private final AttemptLimit turnedAway;
  private final int mostGuesses;

  /**
   * @param failures the failures that one user name has from one address within the window
   * @param failuresPerAddress the failures that one address has; both count as 1,000 at most
   */
  public LoginThrottle(int failures, int failuresPerAddress, Duration window, AttemptStore store) {
    Duration crowdWindow = window.compareTo(CROWD_WINDOW) < 0 ? window : CROWD_WINDOW;
    this.store = store;
    this.mostGuesses = Math.max(1, Math.min(failures, failuresPerAddress));
    this.byUser = new AttemptLimit("user", failures, window);
    this.byAddress = new AttemptLimit("address", failuresPerAddress, window);
    this.turnedAway = new AttemptLimit("crowd", failuresPerAddress, crowdWindow);
  }

  /**
   * Begins a user's attempt. One that is refused is a security event, logged at INFO once for a key
   * within its window, since a guesser decides how many follow.
   *
   * @throws BearerException with {@code TOO_MANY_REQUESTS} and Retry-After if there were too many
   *     failures before, or if there could be too many once the attempts under way have ended; with
   *     {@code UNAVAILABLE} if that cannot be decided now
   */
  public Attempt begin(String username, @Nullable String address) throws BearerException {
    return begin("user", UserKey.of(username), address, 1);
  }

  /**
   * The same for a client, whose failures are apart from those of a user of that name.
   *
   * @param guesses how many secrets are to be tested; there is a place for each, or for none
   */
  public Attempt beginClient(String id, @Nullable String address, int guesses)
      throws BearerException {
    return begin("client", id, address, Math.min(guesses, mostGuesses));
  }

  private Attempt begin(String kind, String name, @Nullable String address, int guesses)
      throws BearerException {
    String network = ClientNetwork.of(address);
    // With its length, a name ends where it ends, whatever is in it.
    AttemptKey user =
        new AttemptKey(byUser, TokenHash.of(kind + ' ' + name.length() + ' ' + name + network));
    TokenHash from = TokenHash.of(network);
    AttemptKey crowd = new AttemptKey(turnedAway, from);
    Admission admission =
        store.begin(guesses, Arrays.asList(user, new AttemptKey(byAddress, from)), crowd);
    AttemptPlaces places = admission.places();
    if (places != null) {
      return new Attempt(user, crowd, guesses, places);
    }
    Audit.throttled(kind + "Hash", TokenHash.of(name).shortText(), address, admission.isNews());
    throw refusal(admission);
  }

  private static BearerException refusal(Admission admission) {
    long wait = admission.waitMillis();
    if (wait > 0) {
      return new BearerException(BearerError.TOO_MANY_REQUESTS, "too many failed logins")
          .withHeader("Retry-After", seconds(wait));
    }
    long crowded = admission.askedWaitMillis();
    return BearerException.withDescription(
            BearerError.TOO_MANY_REQUESTS, "Too many logins at once, try again")
        .withHeader("Retry-After", seconds(crowded > 0 ? crowded : AT_ONCE_MILLIS));
  }

  private static String seconds(long millis) {
    return Long.toString((millis + 999) / 1000);
  }

  /** One attempt to log in; one that ends neither right nor wrong was no failure. */
  public final class Attempt implements AutoCloseable {
    private final AttemptKey user;
    private final AttemptKey crowd;
    private final int guesses;
    private final AttemptPlaces places;
    private int wrong;

    private Attempt(AttemptKey user, AttemptKey crowd, int guesses, AttemptPlaces places) {
      this.user = user;
      this.crowd = crowd;
      this.guesses = guesses;
      this.places = places;
    }

    /** How many secrets may be tested. */
    public int guesses() {
      return guesses;
    }

    /**
     * The password was wrong, or one of the secrets.
     *
     * @throws BearerException with {@code UNAVAILABLE} if it was the last one and the failures
     *     cannot be counted now; the guesser must not learn that it was wrong
     */
    public void wrong() throws BearerException {
      wrong++;
      if (wrong == guesses) {
        countFailures();
      }
    }

    private void countFailures() throws BearerException {
      if (wrong > 0) {
        places.fail(wrong);
        wrong = 0;
      }
    }

    /**
     * The password was not checked, since too many wait already.
     *
     * @throws BearerException with {@code UNAVAILABLE} if that cannot be counted now
     */
    public void turnedAway() throws BearerException {
      store.fail(crowd);
    }

    /**
     * The password was right: the name's earlier failures were the user's own, and none is new.
     *
     * @throws BearerException with {@code UNAVAILABLE} if they cannot be forgotten now
     */
    public void right() throws BearerException {
      wrong = 0;
      places.succeed(user);
    }

    @Override
    public void close() {
      try {
        countFailures(); // of a secret that was wrong, where the next one could not be tested
      } catch (BearerException e) {
        LOG.log(Level.FINE, "a failure cannot be counted now: {0}", e.getMessage());
      }
      places.end();
    }
  }
}
