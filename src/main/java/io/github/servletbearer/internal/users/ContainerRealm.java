// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.throttle.FairLimiter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in with the container's own realm: what is wanted is name and roles, never a session
 * or a cookie.
 *
 * <p>Before the first user, a random one must be refused: a realm that accepts any user is not
 * used. A realm that fails is asked for a random user again before it is asked for another one, and
 * that once in five seconds: meanwhile logins are refused at once. Where it does not answer at all
 * it is asked again every minute, by five threads at most. A limited number of threads is in the
 * realm or waits for it. Thread-safe.
 */
public final class ContainerRealm implements Authenticator {
  private static final int MOST_WAITING = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After that it is tried again, whether or not the call ever returns. */
  private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How many calls of trials may hang: each keeps a thread. */
  private static final int MOST_HANGING = 5;

  private static final int PLACES = 40;
  private static final int PLACES_OF_ONE = 10;

  private enum Realm {
    /** It has refused a random user. */
    USABLE,
    /** It is of no use to this application until that starts again. */
    UNUSABLE,
    /** It has failed, and is tried again after a pause. */
    FAILED
  }

  private final LimitedLog log = new LimitedLog(Logger.getLogger("io.github.servletbearer"));
  private final FairLimiter places;
  private final LongSupplier nanoTime;

  private final ContainerLogin container;
  private final int mostWaiting;
  private final Semaphore waiting;
  private final Duration patience;
  private final AtomicReference<@Nullable Trial> realm = new AtomicReference<>();
  private final AtomicInteger trials = new AtomicInteger(); // that have no answer
  private volatile long triedAt; // when a random user was tried last

  /** What the realm says of a random user, once it has said it. */
  private static final class Trial extends CompletableFuture<Realm> {
    private final long begunAt;

    private Trial(long begunAt) {
      this.begunAt = begunAt;
    }
  }

  /** A login that asks the realm for these roles. */
  public ContainerRealm(Set<String> roles, ServletContainer server) {
    this(roles, server, MOST_WAITING, PATIENCE, System::nanoTime);
  }

  /**
   * A login with bounds of its own.
   *
   * @param mostWaiting how many wait for the realm's first answer
   * @param patience how long each of them waits, also for a place in the realm
   */
  ContainerRealm(
      Set<String> roles,
      ServletContainer server,
      int mostWaiting,
      Duration patience,
      LongSupplier nanoTime) {
    this.container = new ContainerLogin(roles, server);
    this.mostWaiting = mostWaiting;
    this.waiting = new Semaphore(mostWaiting);
    this.patience = patience;
    this.places = new FairLimiter(PLACES, PLACES_OF_ONE, PLACES, patience);
    this.nanoTime = nanoTime;
  }

  @Override
  public AuthenticatedUser login(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws BearerException, ErrorResponseException {
    container.require(request);
    if (realm(request, response) != Realm.USABLE) {
      throw unavailable("the container's realm is not usable");
    }
    try (FairLimiter.Place place = places.enter(username, request.getRemoteAddr())) {
      if (place == null) {
        log.log(Level.WARNING, "Too many logins are in the realm at once: some get 503", null);
        throw ErrorResponseException.busy();
      }
      return container.run(request, response, username, password);
    } catch (ServletException e) {
      throw new BearerException(BearerError.INVALID_GRANT, "the realm refused");
    } catch (BearerException e) {
      doubt();
      throw e;
    }
  }

  /** The realm has failed for a user: before the next one, a random one is tried again. */
  private void doubt() {
    Trial answer = realm.get();
    if (answer != null && answer.isDone() && !isPause()) {
      realm.compareAndSet(answer, null);
    }
  }

  private boolean isPause() {
    return nanoTime.getAsLong() - triedAt < PAUSE_NANOS;
  }

  /** The realm as the first login of all finds it; logins at the same moment wait for that. */
  private Realm realm(HttpServletRequest request, HttpServletResponse response)
      throws BearerException {
    Trial answer = realm.get();
    if (answer != null && isToBeRepeated(answer)) {
      realm.compareAndSet(answer, null);
      answer = realm.get();
    }
    if (answer == null) {
      Trial own = new Trial(nanoTime.getAsLong());
      answer = realm.updateAndGet(other -> other == null ? own : other);
      if (answer == own) {
        tryRealm(request, response, own);
      }
    }
    return answer.isDone() ? answer.join() : await(answer);
  }

  private boolean isToBeRepeated(Trial trial) {
    return trial.isDone()
        ? trial.join() == Realm.FAILED && !isPause()
        : nanoTime.getAsLong() - trial.begunAt > HANGING_NANOS && trials.get() < MOST_HANGING;
  }

  private void tryRealm(HttpServletRequest request, HttpServletResponse response, Trial answer) {
    Realm found = Realm.FAILED;
    trials.incrementAndGet();
    try {
      found = tryRandomUser(request, response);
    } finally {
      trials.decrementAndGet();
      triedAt = nanoTime.getAsLong();
      answer.complete(found);
    }
  }

  /** A slow realm must not take all threads, so few wait, and not for long. */
  private Realm await(Trial answer) throws BearerException {
    if (!waiting.tryAcquire()) {
      throw unavailable("too many logins wait for the realm's first answer");
    }
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw unavailable("the realm has not answered yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while waiting for the realm");
    } finally {
      waiting.release();
    }
  }

  /** How many wait for the realm's first answer, for tests. */
  int waiting() {
    return mostWaiting - waiting.availablePermits();
  }

  private static BearerException unavailable(String reason) {
    return new BearerException(BearerError.UNAVAILABLE, reason);
  }

  /** Whether the realm refuses a user that cannot exist. */
  private Realm tryRandomUser(HttpServletRequest request, HttpServletResponse response) {
    RandomToken random = new RandomToken();
    try {
      container.run(request, response, random.next(), random.next());
      log.log(
          Level.SEVERE,
          "The container's realm accepts any user with any password, so no user gets a token."
              + " Configure a realm, or set users to a file or a class. See docs/troubleshooting.md#realm",
          null);
      return Realm.UNUSABLE;
    } catch (ServletException e) {
      if (container.hasMechanism(request, e)) {
        return Realm.USABLE;
      }
      log.log(
          Level.SEVERE,
          "The container has no login mechanism for this application, so no user gets a token. Add"
              + " a login-config to web.xml, or set users to a file or a class. See"
              + " docs/troubleshooting.md#realm",
          null);
      return Realm.UNUSABLE;
    } catch (BearerException e) {
      Throwable cause = e.getCause();
      log.log(
          Level.SEVERE,
          "The container has no usable realm, so no user gets a token. Configure one, or set users"
              + " to a file or a class. See docs/troubleshooting.md#realm",
          cause == null ? null : Redacted.withoutMessages(cause));
      return Realm.FAILED;
    }
  }
}
