// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.log.LimitedLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many passwords are checked at once. One check keeps a processor busy for a large part
 * of a second; without a bound, a flood of logins would take all processors and all threads that
 * serve requests. One check at a time for each user and for each address; the others wait for a
 * moment (see {@link FairLimiter}). Thread-safe.
 */
public final class PasswordHashLimiter {
  private static final int MOST_PLACES = 4;
  private static final int QUEUE = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LimitedLog log = new LimitedLog(Logger.getLogger("io.github.servletbearer"));
  private final FairLimiter places;

  /** Lets so many work at once, and so many wait for a place, each for so long. */
  public PasswordHashLimiter(int places, int queue, Duration patience) {
    this.places = new FairLimiter(places, 1, queue, patience);
  }

  /** The limiter for this machine: one processor stays free, and at most four are used. */
  public static PasswordHashLimiter ofThisMachine() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new PasswordHashLimiter(
        Math.max(1, Math.min(MOST_PLACES, processors - 1)), QUEUE, PATIENCE);
  }

  /**
   * Whether the hash is that of the password.
   *
   * @param user the name that came with the password
   * @param address where it came from
   * @throws BearerException with {@code TOO_BUSY} if there is no place for this work, with {@code
   *     UNAVAILABLE} if the thread is interrupted
   */
  public boolean matches(PasswordHash hash, String password, String user, @Nullable String address)
      throws BearerException {
    return run(
        user,
        address,
        () -> {
          char[] characters = password.toCharArray();
          try {
            return hash.matches(characters);
          } finally {
            Arrays.fill(characters, '\0');
          }
        });
  }

  /**
   * Does the work of checking a password.
   *
   * @return what the work returns
   * @throws ErrorResponseException with 503 and Retry-After if there is no place for this work
   * @throws BearerException with {@code UNAVAILABLE} if the thread is interrupted
   */
  public boolean run(String user, @Nullable String address, BooleanSupplier work)
      throws BearerException {
    try (FairLimiter.Place place = places.enter(user, address)) {
      if (place == null) {
        log.log(
            Level.WARNING,
            "Too many passwords are to be checked at once: some logins get 503",
            null);
        throw new BearerException(BearerError.TOO_BUSY, "too many passwords are being checked");
      }
      return work.getAsBoolean();
    }
  }

  /** How many wait for a place, for tests. */
  int waiting() {
    return places.waiting();
  }
}
