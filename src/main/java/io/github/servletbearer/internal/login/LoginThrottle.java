// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.token.TokenHash;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing (RFC 6749 4.3.2): few failures for one user name from one address, more for
 * one address in all. Strangers lock nobody out, since their address is part of the key.
 *
 * <p>An attempt counts as a failure before its password is checked, and is taken back when it was
 * none, so parallel guesses cannot slip through. Memory is bounded. Thread-safe.
 */
public final class LoginThrottle {
  private static final int MAX_KEYS = 10_000;
  private static final Refusal TOO_MANY = Refusal.of(BearerError.TOO_MANY_REQUESTS);

  private final Clock clock;
  private final FailureWindow byUser;
  private final FailureWindow byAddress;

  /**
   * A throttle.
   *
   * @param failures the failures that one user name has from one address within the window
   * @param failuresPerAddress the failures that one address has
   */
  public LoginThrottle(int failures, int failuresPerAddress, Duration window, Clock clock) {
    this.clock = clock;
    this.byUser = new FailureWindow(failures, window.toMillis(), MAX_KEYS);
    this.byAddress = new FailureWindow(failuresPerAddress, window.toMillis(), MAX_KEYS);
  }

  /**
   * Begins an attempt.
   *
   * @throws RefusedException with 429 and Retry-After if there were too many before
   */
  Attempt begin(String username, @Nullable String address) throws RefusedException {
    String network = network(address);
    // Names that differ in case alone may be one user to the realm.
    TokenHash user = TokenHash.of(username.toLowerCase(Locale.ROOT) + '\n' + network);
    TokenHash from = TokenHash.of(network);
    long now = clock.millis();
    synchronized (this) {
      long wait = Math.max(byUser.waitMillis(user, now), byAddress.waitMillis(from, now));
      if (wait > 0) {
        long seconds = (wait + 999) / 1000;
        throw new RefusedException(TOO_MANY.with("Retry-After", Long.toString(seconds)));
      }
      byUser.count(user, now);
      byAddress.count(from, now);
    }
    return new Attempt(user, from, now);
  }

  /** An IPv6 host has a whole /64 network to call from; all of it is one address here. */
  private static String network(@Nullable String address) {
    if (address == null) {
      return "unknown"; // a connector without addresses, such as a socket of the file system
    }
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // No name is looked up for what holds a colon.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 4 ? address : Arrays.toString(Arrays.copyOf(bytes, 8));
    } catch (UnknownHostException e) {
      return address;
    }
  }

  /** The numbers of keys held, for tests of the bound. */
  synchronized int size() {
    return byUser.size() + byAddress.size();
  }

  /** One attempt to log in; what is neither right nor wrong when it ends is taken back. */
  final class Attempt implements AutoCloseable {
    private final TokenHash user;
    private final TokenHash from;
    private final long when;
    private boolean wrong;

    private Attempt(TokenHash user, TokenHash from, long when) {
      this.user = user;
      this.from = from;
      this.when = when;
    }

    /** The password was wrong. */
    void wrong() {
      wrong = true;
    }

    /** The password was right: the name's earlier failures were the user's own. */
    void right() {
      synchronized (LoginThrottle.this) {
        byUser.clear(user);
      }
    }

    @Override
    public void close() {
      if (!wrong) {
        synchronized (LoginThrottle.this) {
          byUser.takeBack(user, when);
          byAddress.takeBack(from, when);
        }
      }
    }
  }
}
