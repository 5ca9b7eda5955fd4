// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
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
  /** For how long it counts that an address was turned away, which is no guess. */
  private static final Duration CROWD_WINDOW = Duration.ofMinutes(1);

  private static final ErrorResponse TOO_MANY = ErrorResponse.of(BearerError.TOO_MANY_REQUESTS);
  private static final ErrorResponse AT_ONCE =
      ErrorResponse.of(BearerError.TOO_MANY_REQUESTS, "Too many logins at once, try again")
          .with("Retry-After", "1");

  private final AttemptStore store;
  private final AttemptLimit byUser;
  private final AttemptLimit byAddress;
  private final AttemptLimit turnedAway;

  /**
   * A throttle.
   *
   * @param failures the failures that one user name has from one address within the window
   * @param failuresPerAddress the failures that one address has; both count as 1,000 at most
   */
  public LoginThrottle(int failures, int failuresPerAddress, Duration window, AttemptStore store) {
    Duration crowdWindow = window.compareTo(CROWD_WINDOW) < 0 ? window : CROWD_WINDOW;
    this.store = store;
    this.byUser = new AttemptLimit("user", failures, window);
    this.byAddress = new AttemptLimit("address", failuresPerAddress, window);
    this.turnedAway = new AttemptLimit("crowd", failuresPerAddress, crowdWindow);
  }

  /**
   * Begins a user's attempt. One that is refused is a security event, logged at INFO once for a key
   * within its window, since a guesser decides how many follow.
   *
   * @throws ErrorResponseException with 429 and Retry-After if there were too many failures before,
   *     or if there could be too many once the attempts under way have ended
   * @throws BearerException with {@code UNAVAILABLE} if that cannot be decided now
   */
  public Attempt begin(String username, @Nullable String address)
      throws ErrorResponseException, BearerException {
    return begin("user", UserKey.of(username), address);
  }

  /** The same for a client, whose failures are apart from those of a user of that name. */
  public Attempt beginClient(String id, @Nullable String address)
      throws ErrorResponseException, BearerException {
    return begin("client", id, address);
  }

  private Attempt begin(String kind, String name, @Nullable String address)
      throws ErrorResponseException, BearerException {
    String network = ClientNetwork.of(address);
    // With its length, a name ends where it ends, whatever is in it.
    TokenHash user = TokenHash.of(kind + ' ' + name.length() + ' ' + name + network);
    TokenHash from = TokenHash.of(network);
    ErrorResponse refusal = refusal(user, from);
    if (refusal == null) {
      Attempt attempt = attempt(user, from);
      if (attempt != null) {
        return attempt;
      }
      refusal = AT_ONCE;
    }
    Audit.throttled(kind + "Hash", TokenHash.of(name).shortText(), address, isNews(user, from));
    throw new ErrorResponseException(refusal);
  }

  private @Nullable ErrorResponse refusal(TokenHash user, TokenHash from) throws BearerException {
    long wait = Math.max(store.waitMillis(byUser, user), store.waitMillis(byAddress, from));
    if (wait > 0) {
      return TOO_MANY.with("Retry-After", seconds(wait));
    }
    long crowded = store.waitMillis(turnedAway, from);
    return crowded > 0 ? AT_ONCE.with("Retry-After", seconds(crowded)) : null;
  }

  private static String seconds(long millis) {
    return Long.toString((millis + 999) / 1000);
  }

  /** An attempt with its places, or null where one of them is taken. */
  private @Nullable Attempt attempt(TokenHash user, TokenHash from) throws BearerException {
    AttemptStore.Place ofUser = store.begin(byUser, user);
    if (ofUser == null) {
      return null;
    }
    AttemptStore.Place ofAddress = null;
    try {
      ofAddress = store.begin(byAddress, from);
    } finally {
      if (ofAddress == null) {
        ofUser.end();
      }
    }
    return ofAddress == null ? null : new Attempt(user, from, ofUser, ofAddress);
  }

  /** All are asked, whatever the others answer: each is news once. */
  private boolean isNews(TokenHash user, TokenHash from) throws BearerException {
    boolean isNewsOfUser = store.isNews(byUser, user);
    boolean isNewsOfAddress = store.isNews(byAddress, from);
    return store.isNews(turnedAway, from) || isNewsOfUser || isNewsOfAddress;
  }

  /** One attempt to log in; one that ends neither right nor wrong was no failure. */
  public final class Attempt implements AutoCloseable {
    private final TokenHash user;
    private final TokenHash from;
    private final AttemptStore.Place ofUser;
    private final AttemptStore.Place ofAddress;

    private Attempt(
        TokenHash user, TokenHash from, AttemptStore.Place ofUser, AttemptStore.Place ofAddress) {
      this.user = user;
      this.from = from;
      this.ofUser = ofUser;
      this.ofAddress = ofAddress;
    }

    /**
     * The password was wrong.
     *
     * @throws BearerException with {@code UNAVAILABLE} if the failure cannot be counted now; the
     *     guesser must not learn that the password was wrong
     */
    public void wrong() throws BearerException {
      ofUser.fail();
      ofAddress.fail();
    }

    /**
     * The password was not checked, since too many wait already.
     *
     * @throws BearerException with {@code UNAVAILABLE} if that cannot be counted now
     */
    public void turnedAway() throws BearerException {
      store.fail(turnedAway, from);
    }

    /**
     * The password was right: the name's earlier failures were the user's own.
     *
     * @throws BearerException with {@code UNAVAILABLE} if they cannot be forgotten now
     */
    public void right() throws BearerException {
      store.clear(byUser, user);
    }

    @Override
    public void close() {
      ofUser.end();
      ofAddress.end();
    }
  }
}
