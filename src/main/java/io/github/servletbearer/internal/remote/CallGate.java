// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import static io.github.servletbearer.internal.remote.WaitingRoom.unavailable;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Redacted;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets few calls out at a time, and none for a while after several failed one after the other: a
 * provider that is down must not use up the container's threads (bulkhead and circuit breaker).
 * When the pause is over, one call tries whether it is back. Thread-safe.
 */
final class CallGate {
  static final int AT_ONCE = 8;
  static final int FAILURES = 5;

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final long PATIENCE_MILLIS = 100;

  private final String host;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  // Guarded by this.
  private final CoolDown pause = new CoolDown(5_000, 30_000);
  private int failures;
  private boolean trying;

  CallGate(String host, Clock clock) {
    this.host = host;
    this.clock = clock;
  }

  /**
   * Lets a call out.
   *
   * @throws BearerException with {@code UNAVAILABLE} if it may not be made now
   */
  Pass enter() throws BearerException {
    refuseInPause();
    takePlace();
    boolean entered = false;
    try {
      Pass pass = begin();
      entered = true;
      return pass;
    } finally {
      if (!entered) {
        places.release();
      }
    }
  }

  private void takePlace() throws BearerException {
    try {
      if (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw unavailable(host + " is asked about " + AT_ONCE + " tokens already and is slow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting to ask " + host);
    }
  }

  private synchronized void refuseInPause() throws BearerException {
    if (isShut() && (trying || !pause.isOver(clock.millis()))) {
      throw unavailable(host + " failed several times in a row and is left alone for a while");
    }
  }

  private synchronized Pass begin() throws BearerException {
    refuseInPause();
    trying = isShut();
    return new Pass(trying);
  }

  private boolean isShut() {
    return failures >= FAILURES;
  }

  private synchronized void end(Pass pass) {
    places.release();
    if (pass.isTry) {
      trying = false;
    }
    if (pass.failure == null) {
      if (isShut()) {
        LOG.info(host + " answers again");
      }
      failures = 0;
      pause.clear();
    } else if (pass.isTry) {
      pause.begin(clock.millis());
    } else if (!isShut()) {
      failures++;
      if (isShut()) {
        pause.begin(clock.millis());
        LOG.warning(
            "tokens cannot be verified, the provider failed "
                + FAILURES
                + " times in a row: "
                + Redacted.line(pass.failure));
      }
    }
  }

  /** One call. It has failed unless it is said to have been answered. */
  final class Pass implements AutoCloseable {
    private final boolean isTry;
    private @Nullable String failure = "no answer";

    private Pass(boolean isTry) {
      this.isTry = isTry;
    }

    /** The provider answered as it must, whatever the answer was. */
    void answered() {
      failure = null;
    }

    /** It did not. */
    void failed(String reason) {
      failure = reason;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
