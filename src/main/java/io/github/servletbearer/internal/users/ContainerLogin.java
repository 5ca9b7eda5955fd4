// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Logs a user in by {@code request.login} (Servlet 3.0 13.3) and out again at once, and leaves
 * nothing behind: no session, no cookie, and the application's own session as it was. Thread-safe.
 */
final class ContainerLogin {
  private static final String LOGGED_IN_ALREADY =
      "The container has already logged this request in, by a session cookie or its own login."
          + " Request the token without cookies, or log out of the application first";
  private static final String SESSION_WOULD_END =
      "This request belongs to a session of the application, which the container would end."
          + " Request the token without cookies";

  private final Set<String> roles;
  private final boolean hidesSessionCookie;
  private final boolean prefersAuthorization;
  private final boolean logsOutByMechanismAlone;
  private volatile boolean endsSessions; // learned at the first logout that did

  ContainerLogin(Set<String> roles, ServletContainer server) {
    this.roles = roles;
    this.hidesSessionCookie = server.hidesSessionCookie();
    this.prefersAuthorization = server.prefersAuthorizationHeader();
    boolean jakarta = HttpServletRequest.class.getName().startsWith("jakarta.");
    this.logsOutByMechanismAlone = server.logsOutByMechanismAlone(jakarta);
    this.endsSessions = server.endsSessionAtLogout();
  }

  /** Refuses a request whose login would fail for any password, or would end its session. */
  void require(HttpServletRequest request) throws BearerException {
    if (isLoggedIn(request)) {
      throw BearerException.withDescription(BearerError.INVALID_REQUEST, LOGGED_IN_ALREADY);
    }
    if (endsSessions && hasSession(request)) {
      throw BearerException.withDescription(BearerError.INVALID_REQUEST, SESSION_WOULD_END);
    }
  }

  private static boolean isLoggedIn(HttpServletRequest request) {
    return request.getUserPrincipal() != null || request.getAuthType() != null;
  }

  /** Liberty throws for the session of a user who is no longer logged in. */
  private static boolean hasSession(HttpServletRequest request) {
    try {
      return request.getSession(false) != null;
    } catch (RuntimeException e) {
      return true;
    }
  }

  /**
   * Logs the user in and out. The result has those of the roles that the realm confirms.
   *
   * @throws ServletException if the container refuses; its message may name the user
   * @throws BearerException with {@code UNAVAILABLE} if the container fails
   */
  AuthenticatedUser run(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws ServletException, BearerException {
    if (!prefersAuthorization || request.getHeader("Authorization") == null) {
      return loginAndOut(request, response, username, password);
    }
    return LoginDispatch.run(
        request, response, dispatched -> loginAndOut(dispatched, response, username, password));
  }

  /**
   * Where the request's session is gone after it, the logout has ended it, or just then another
   * request. A second login, without a session, shows which.
   */
  private AuthenticatedUser loginAndOut(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws ServletException, BearerException {
    boolean hadSession = hasSession(request);
    AuthenticatedUser user = loginAndOutOnce(request, response, username, password);
    return hadSession && !hasSession(request)
        ? loginAndOutOnce(request, response, username, password)
        : user;
  }

  private AuthenticatedUser loginAndOutOnce(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws ServletException, BearerException {
    boolean hadSession = hasSession(request);
    LoginCookies cookies = new LoginCookies(response);
    boolean loggedIn = false;
    try {
      request.login(username, password);
      loggedIn = true;
      return AuthenticatedUser.of(nameOf(request), rolesOf(request));
    } catch (RuntimeException e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the realm failed", e);
    } finally {
      end(request, cookies, hadSession, loggedIn);
    }
  }

  /**
   * Whether the application has a login mechanism, which has just refused a random user. The
   * message is read only then: it may name the user.
   */
  boolean hasMechanism(HttpServletRequest request, ServletException refusal) {
    if (ServletContainer.namesNoLoginMechanism(String.valueOf(refusal.getMessage()))) {
      return false;
    }
    if (!logsOutByMechanismAlone) {
      return true;
    }
    try {
      request.logout();
      return true;
    } catch (ServletException e) {
      return false;
    }
  }

  private static String nameOf(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null || principal.getName() == null) {
      throw new IllegalStateException("the login has no principal");
    }
    return principal.getName();
  }

  /** The servlet API cannot list a user's roles, only check one. */
  private List<String> rolesOf(HttpServletRequest request) {
    List<String> found = new ArrayList<>();
    for (String role : roles) {
      if (request.isUserInRole(role)) {
        found.add(role);
      }
    }
    return found;
  }

  private void end(
      HttpServletRequest request, LoginCookies cookies, boolean hadSession, boolean loggedIn)
      throws BearerException {
    try {
      HttpSession during = sessionOf(request);
      HttpSession after = during;
      // A logout without a user makes Tomcat's single sign-on set its cookie.
      if (loggedIn || isLoggedIn(request)) {
        request.logout();
        after = sessionOf(request);
        endsSessions |= !hadSession && during != null && after == null;
      }
      if (after != null && !hadSession) {
        after.invalidate();
      }
      cookies.remove(hadSession ? idOf(after) : null);
      if (during != null && !hadSession && hidesSessionCookie) {
        cookies.removeHidden(request.getServletContext().getSessionCookieConfig());
      }
    } catch (ServletException | RuntimeException e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the realm did not log out", e);
    }
  }

  /** Liberty throws for the session of another user, which must not prevent the logout. */
  private static @Nullable HttpSession sessionOf(HttpServletRequest request) {
    try {
      return request.getSession(false);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** A session that stays may have a new id, against session fixation: its cookie must stay. */
  private static @Nullable String idOf(@Nullable HttpSession session) {
    return session == null ? null : session.getId();
  }
}
