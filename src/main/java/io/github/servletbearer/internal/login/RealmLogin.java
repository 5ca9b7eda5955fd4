// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.RandomToken;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in with the container's own realm, through {@code request.login} (Servlet 3.0 13.3),
 * and out again at once: what is wanted is name and roles, never a session or a cookie.
 *
 * <p>Before the first user, a random one must be refused: a realm that takes anybody is not used.
 * Thread-safe.
 */
public final class RealmLogin implements Login {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final Refusal LOGGED_IN_ALREADY =
      Refusal.of(
          BearerError.INVALID_REQUEST,
          "The container has already logged this request in, by a session cookie or its own"
              + " log-in. Ask for the token without cookies, or log out of the application first");

  private final Set<String> roles;
  private final ReentrantLock canary = new ReentrantLock();
  private volatile @Nullable Boolean trusted; // null until the realm has answered

  /** A login that asks the realm for these roles. */
  public RealmLogin(Set<String> roles) {
    this.roles = roles;
  }

  @Override
  public AuthenticatedUser login(HttpServletRequest request, String username, String password)
      throws BearerException, RefusedException {
    if (request.getUserPrincipal() != null || request.getAuthType() != null) {
      throw new RefusedException(LOGGED_IN_ALREADY); // login() would throw for any password
    }
    if (!isTrusted(request)) {
      throw new BearerException(BearerError.UNAVAILABLE, "the container's realm is not usable");
    }
    return loginAndOut(request, username, password);
  }

  private AuthenticatedUser loginAndOut(
      HttpServletRequest request, String username, String password) throws BearerException {
    boolean hadSession = request.getSession(false) != null;
    try {
      request.login(username, password);
      return AuthenticatedUser.of(nameOf(request), rolesOf(request));
    } catch (ServletException e) {
      throw new BearerException(BearerError.INVALID_GRANT, "the realm refused");
    } catch (RuntimeException e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the realm failed", e);
    } finally {
      logout(request, hadSession);
    }
  }

  private static String nameOf(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null || principal.getName() == null) {
      throw new IllegalStateException("a login without a principal");
    }
    return principal.getName();
  }

  /** The servlet API cannot list a user's roles, only answer for one. */
  private List<String> rolesOf(HttpServletRequest request) {
    List<String> found = new ArrayList<>();
    for (String role : roles) {
      if (request.isUserInRole(role)) {
        found.add(role);
      }
    }
    return found;
  }

  /** Leaves nothing behind: some containers keep the user in a session or set a cookie. */
  private static void logout(HttpServletRequest request, boolean hadSession)
      throws BearerException {
    try {
      request.logout();
      HttpSession session = hadSession ? null : request.getSession(false);
      if (session != null) {
        session.invalidate();
      }
    } catch (ServletException | RuntimeException e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the realm did not log out", e);
    }
  }

  /**
   * Whether the realm refuses a user that nobody can have. Tried until the realm has answered, by
   * one request at a time; the others do not wait, or a slow realm would take all threads.
   */
  private boolean isTrusted(HttpServletRequest request) throws BearerException {
    if (trusted == null) {
      if (!canary.tryLock()) {
        throw new BearerException(BearerError.UNAVAILABLE, "the realm has not answered yet");
      }
      try {
        if (trusted == null) {
          trusted = refusesAStranger(request);
        }
      } finally {
        canary.unlock();
      }
    }
    return Boolean.TRUE.equals(trusted);
  }

  /** Null where the realm failed: it may be down for a moment only. */
  private @Nullable Boolean refusesAStranger(HttpServletRequest request) {
    RandomToken random = new RandomToken();
    try {
      loginAndOut(request, random.next(), random.next());
      LOG.severe(
          "The container's realm accepts any user with any password, so nobody gets a token."
              + " Configure a realm, or set users to a file or a class. See docs/troubleshooting.md#realm");
      return false;
    } catch (BearerException e) {
      if (e.error() == BearerError.INVALID_GRANT) {
        return true;
      }
      Throwable cause = e.getCause();
      LOG.log(
          Level.SEVERE,
          "The container has no usable realm, so nobody gets a token. Configure one, or set users"
              + " to a file or a class. See docs/troubleshooting.md#realm",
          cause == null ? null : Redacted.withoutMessages(cause));
      return null;
    }
  }
}
