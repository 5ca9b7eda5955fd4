// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.http.ContainerRequest;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.throttle.FairLimiter;
import java.time.Duration;
import java.util.Objects;
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
 * Authenticates users with the container's own realm, for name and roles, without a session or a
 * cookie.
 *
 * <p>It is the container's own request that logs in: the wrapper of a filter, Spring Security's
 * say, may log in users of its own, and keep them.
 *
 * <p>The realm must first refuse a random user: one that accepts any user is not used. After a
 * failure it is tried with a random user again before the next login, at most once in five seconds;
 * meanwhile logins are refused at once. While a trial hangs, a new one starts every minute, in five
 * threads at most. A limited number of threads use the realm or wait for it. Thread-safe.
 */
public final class ContainerRealm implements UserAuthenticator {
  private static final String RESPONSE = ContainerRealm.class.getName() + ".response";
  private static final int MOST_WAITING = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After that there is another trial, whether or not the call ever returns. */
  private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How many trials may hang: each keeps a thread. */
  private static final int MOST_HANGING = 5;

  private static final int PLACES = 40;
  private static final int PLACES_OF_ONE = 10;

  private enum Realm {
    /** It has refused a random user. */
    USABLE,
    /** It cannot be used until the application starts again. */
    UNUSABLE,
    /** It has failed, and is tried again after a pause. */
    FAILED,
    /** The request of the trial was not fit for a login. */
    UNTRIED
  }

  private final LimitedLog log = new LimitedLog(Logger.getLogger("io.github.servletbearer"));
  private final FairLimiter places;
  private final LongSupplier nanoTime;

  private final ContainerLogin container;
  private final boolean mayLoseRealm;
  private final int mostWaiting;
  private final Semaphore waiting;
  private final Duration patience;
  private final AtomicReference<@Nullable Trial> realm = new AtomicReference<>();
  private final AtomicInteger trials = new AtomicInteger(); // that are running
  private volatile long triedAt; // when the last trial ended

  /** One login of a random user, and its result. */
  private static final class Trial extends CompletableFuture<Realm> {
    private final long begunAt;

    private Trial(long begunAt) {
      this.begunAt = begunAt;
    }
  }

  /** An authenticator that checks the realm's users for these roles. */
  public ContainerRealm(Set<String> roles, ServletContainer server) {
    this(roles, server, MOST_WAITING, PATIENCE, System::nanoTime);
  }

  /**
   * An authenticator with other limits.
   *
   * @param mostWaiting how many logins wait for a trial
   * @param patience how long each of them waits, also for its turn in the realm
   */
  ContainerRealm(
      Set<String> roles,
      ServletContainer server,
      int mostWaiting,
      Duration patience,
      LongSupplier nanoTime) {
    this.container = new ContainerLogin(roles, server);
    this.mayLoseRealm = server.mayLoseRealm();
    this.mostWaiting = mostWaiting;
    this.waiting = new Semaphore(mostWaiting);
    this.patience = patience;
    this.places = new FairLimiter(PLACES, PLACES_OF_ONE, PLACES, patience);
    this.nanoTime = nanoTime;
  }

  /** Gives the realm access to the response of a request, from which it removes its cookies. */
  public static void attachResponse(HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(RESPONSE, response);
  }

  /** Ends what {@link #attachResponse} began. */
  public static void detachResponse(HttpServletRequest request) {
    request.removeAttribute(RESPONSE);
  }

  private static HttpServletResponse attachedResponse(HttpServletRequest request) {
    return (HttpServletResponse) Objects.requireNonNull(request.getAttribute(RESPONSE));
  }

  @Override
  public AuthenticatedUser authenticate(
      HttpServletRequest request, String username, String password) throws BearerException {
    HttpServletResponse response = attachedResponse(request);
    HttpServletRequest own = Objects.requireNonNull(ContainerRequest.of(request));
    requireUsable(realm(own, response));
    container.require(own);
    try (FairLimiter.Place place = places.enter(username, request.getRemoteAddr())) {
      if (place == null) {
        log.log(Level.WARNING, "Too many logins use the realm at once: some get 503", null);
        throw new BearerException(BearerError.TOO_BUSY, "too many logins use the realm");
      }
      AuthenticatedUser user = container.run(own, response, username, password);
      if (mayLoseRealm) {
        requireUsable(tryRandomUser(own, response));
      }
      return user;
    } catch (ServletException e) {
      throw new BearerException(BearerError.INVALID_GRANT, "the realm refused");
    } catch (BearerException e) {
      requireTrial();
      throw e;
    }
  }

  private static void requireUsable(Realm realm) throws BearerException {
    if (realm != Realm.USABLE) {
      throw unavailable("the container's realm is not usable");
    }
  }

  /** After a failure there is another trial before the next login. */
  private void requireTrial() {
    Trial answer = realm.get();
    if (answer != null && answer.isDone() && !isPause()) {
      realm.compareAndSet(answer, null);
    }
  }

  private boolean isPause() {
    return nanoTime.getAsLong() - triedAt < PAUSE_NANOS;
  }

  /**
   * The result of the last trial. The first login makes one; others wait for it, and touch the
   * realm no sooner: where several threads are the first, Resin may lose its authenticator.
   */
  private Realm realm(HttpServletRequest request, HttpServletResponse response)
      throws BearerException {
    Realm found;
    do {
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
      found = answer.isDone() ? answer.join() : await(answer);
    } while (found == Realm.UNTRIED);
    return found;
  }

  private boolean isToBeRepeated(Trial trial) {
    return trial.isDone()
        ? trial.join() == Realm.FAILED && !isPause()
        : nanoTime.getAsLong() - trial.begunAt > HANGING_NANOS && trials.get() < MOST_HANGING;
  }

  private void tryRealm(HttpServletRequest request, HttpServletResponse response, Trial answer)
      throws BearerException {
    Realm found = Realm.FAILED;
    trials.incrementAndGet();
    try {
      container.require(request);
      found = tryRandomUser(request, response);
    } catch (BearerException e) {
      realm.compareAndSet(answer, null);
      found = Realm.UNTRIED;
      throw e;
    } finally {
      trials.decrementAndGet();
      triedAt = nanoTime.getAsLong();
      answer.complete(found);
    }
  }

  /** A slow realm must not block all threads, so few logins wait, and not for long. */
  private Realm await(Trial answer) throws BearerException {
    if (!waiting.tryAcquire()) {
      throw unavailable("too many logins wait for the realm");
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

  /** How many logins wait for a trial, for tests. */
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
