// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Bounds how many passwords are compared at once. One comparison keeps a processor busy for a good
 * part of a second; without a bound, a flood of logins would take all processors and all threads
 * that serve requests. Who finds no place waits for a moment, if not too many wait already.
 * Thread-safe.
 */
public final class HashWork {
  private static final int MOST_PLACES = 4;
  private static final int QUEUE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Semaphore places;
  private final Semaphore queue;
  private final Duration patience;

  /**
   * A bound of its own.
   *
   * @param places how many work at once
   * @param queue how many wait for a place
   * @param patience how long each of them waits
   */
  HashWork(int places, int queue, Duration patience) {
    this.places = new Semaphore(places, true);
    this.queue = new Semaphore(queue);
    this.patience = patience;
  }

  /** The bound for this machine: one processor stays free, and at most four are taken. */
  public static HashWork ofThisMachine() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new HashWork(Math.max(1, Math.min(MOST_PLACES, processors - 1)), QUEUE, PATIENCE);
  }

  /**
   * Whether the hash is that of the password.
   *
   * @throws BearerException with {@link BearerError#UNAVAILABLE} if there is no place for this work
   */
  public boolean matches(PasswordHash hash, String password) throws BearerException {
    return run(
        () -> {
          char[] characters = password.toCharArray();
          try {
            return hash.matches(characters);
          } finally {
            Arrays.fill(characters, '\0');
          }
        });
  }

  boolean run(BooleanSupplier work) throws BearerException {
    if (!hasPlace()) {
      throw new BearerException(
          BearerError.UNAVAILABLE, "too many passwords are being checked at once");
    }
    try {
      return work.getAsBoolean();
    } finally {
      places.release();
    }
  }

  private boolean hasPlace() throws BearerException {
    try {
      if (places.tryAcquire(0, TimeUnit.NANOSECONDS)) { // unlike tryAcquire(), passes nobody by
        return true;
      }
      if (!queue.tryAcquire()) {
        return false;
      }
      try {
        return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        queue.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BearerException(BearerError.UNAVAILABLE, "interrupted while waiting", e);
    }
  }

  /** How many wait for a place, for tests. */
  int waiting() {
    return places.getQueueLength();
  }
}
