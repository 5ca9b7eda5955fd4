// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for an answer that is fetched already: few of them and not for long, so that
 * a silent provider does not use up the container's threads. Thread-safe.
 */
final class BoundedWait {
  /** A page asks for many things at once by one token; a container has 200 threads and more. */
  static final int PLACES = 64;

  private final Semaphore places = new Semaphore(PLACES);
  private final Duration patience;

  BoundedWait(Duration patience) {
    this.patience = patience;
  }

  /**
   * An answer, waited for where it is not there yet.
   *
   * @throws BearerException that with which the answer ended, and {@code UNAVAILABLE} where there
   *     is none in time or no place to wait
   */
  <T> T await(Future<T> answer) throws BearerException {
    return await(answer, null);
  }

  /**
   * The same, with what serves where the answer fails or is not there in time.
   *
   * @param substitute null if there is none
   */
  <T> T await(Future<T> answer, @Nullable T substitute) throws BearerException {
    boolean waits = !answer.isDone();
    if (waits && !places.tryAcquire()) {
      throw unavailable("enough requests wait for the identity provider's answer");
    }
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (substitute != null) {
        return substitute;
      }
      throw unavailable("the identity provider's answer takes too long");
    } catch (CancellationException e) {
      throw unavailable("the application is stopping");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting for the identity provider's answer");
    } catch (ExecutionException e) {
      if (substitute != null) {
        return substitute;
      }
      throw refusal(e.getCause());
    } finally {
      if (waits) {
        places.release();
      }
    }
  }

  private static BearerException refusal(@Nullable Throwable cause) {
    if (cause instanceof BearerException) {
      return (BearerException) cause;
    }
    if (cause instanceof ProviderException) {
      return unavailable(String.valueOf(cause.getMessage()));
    }
    return new BearerException(BearerError.UNAVAILABLE, "no answer could be fetched", cause);
  }

  /** The answer is unknown now. */
  static BearerException unavailable(String reason) {
    return new BearerException(BearerError.UNAVAILABLE, reason);
  }
}
