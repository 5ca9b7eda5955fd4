// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.provider.BoundedWait.unavailable;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * Allows few calls at a time, so that a slow provider does not use up the container's threads. A
 * provider that only fails gets one call at a time, and never none: if faults could stop all calls,
 * strangers could stop them by tokens at which the provider fails. Only the provider can ask for a
 * pause (RFC 6585 4). Thread-safe.
 */
final class CircuitBreaker {
  static final int AT_ONCE = 8;

  /** Faults in a row after which calls are made one by one. */
  static final int FAULTS = 5;

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final int RECENT_MILLIS = 10_000;
  private static final int LOG_AGAIN_MILLIS = 60_000;
  private static final int PATIENCE_MILLIS = 100;
  private static final int WAITING = 64;
  private static final int WAITING_WHILE_FAILING = 8;

  private final String host;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Semaphore onlyPlace = new Semaphore(1);

  // Guarded by this.
  private final Backoff recentAnswer = new Backoff(RECENT_MILLIS, RECENT_MILLIS);
  private final Backoff logging = new Backoff(LOG_AGAIN_MILLIS, LOG_AGAIN_MILLIS);
  private final Backoff pause = new Backoff(0, 0); // as long as the provider says
  private int faults;
  private boolean isFailureLogged;

  CircuitBreaker(String host, Clock clock) {
    this.host = host;
    this.clock = clock;
  }

  /** Begins a call, or throws {@code UNAVAILABLE} if it may not be made now. */
  Pass enter() throws BearerException {
    boolean fails = isFailing();
    Semaphore permits = fails ? onlyPlace : places;
    boolean hasEntered;
    try {
      hasEntered =
          permits.tryAcquire()
              || permits.getQueueLength() < (fails ? WAITING_WHILE_FAILING : WAITING)
                  && permits.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting to ask " + host);
    }
    if (hasEntered) {
      return new Pass(permits);
    }
    throw unavailable(
        fails
            ? host + " failed several times in a row and is asked about one token at a time"
            : host + " is asked about " + AT_ONCE + " tokens already and is slow");
  }

  private synchronized boolean isFailing() throws BearerException {
    long now = clock.millis();
    if (!pause.hasEnded(now)) {
      throw unavailable(host + " answered 429 and is not asked until the time it named has passed");
    }
    return faults >= FAULTS && recentAnswer.hasEnded(now);
  }

  /** Any valid answer shows that the provider works, whatever it says about the token. */
  private synchronized void answered() {
    faults = 0;
    recentAnswer.begin(clock.millis());
    if (isFailureLogged) {
      isFailureLogged = false;
      LOG.info(host + " answers again");
    }
  }

  private synchronized void failed(ProviderException failure) {
    long now = clock.millis();
    if (failure.isFault()) {
      faults++;
    } else {
      faults = 0; // it answers, though not about this token or to us
    }
    if (failure.pauseSeconds() > 0) {
      pause.begin(now, failure.pauseSeconds() * 1000L);
    }
    if (logging.hasEnded(now)) {
      logging.begin(now);
      isFailureLogged = true;
      LOG.warning("a token could not be verified: " + Redacted.line(failure.getMessage()));
    }
  }

  /** One call, to be closed when it has ended in whatever way. */
  final class Pass implements AutoCloseable {
    private final Semaphore permits;

    private Pass(Semaphore permits) {
      this.permits = permits;
    }

    /** The provider gave a valid answer, whatever it was. */
    void answered() {
      CircuitBreaker.this.answered();
    }

    /** It did not. */
    void failed(ProviderException failure) {
      CircuitBreaker.this.failed(failure);
    }

    @Override
    public void close() {
      permits.release();
    }
  }
}
