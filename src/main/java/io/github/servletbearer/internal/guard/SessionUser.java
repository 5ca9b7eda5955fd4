// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.deployment.RoleLinks;
import io.github.servletbearer.internal.http.ContainerRequest;
import io.github.servletbearer.internal.http.SameOrigin;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Users whom the container has authenticated by the application's own login: a session, Basic, a
 * single sign-on. Only the container's own request is asked, below all wrappers: what a wrapper
 * reports may come from the request. A browser adds such credentials to requests of any page, so
 * what does not only read must come from a page of this origin (CSRF). Immutable.
 *
 * <p>A user who has a role gets its scopes with a token, so the roles count as scopes here, too.
 * The report says optional and not protected: the library did not judge the login, and a stolen
 * cookie is enough. {@code Sec-Fetch-Site: none} is refused, since no page has made such a request,
 * which is never so for a form or a script.
 */
final class SessionUser {
  private final ContainerClasses container;
  private final SameOrigin sameOrigin;
  private final RoleLinks roleLinks;
  private final Map<String, Set<String>> rolesByScope = new HashMap<>();

  SessionUser(FilterSettings filter, Settings settings, ContainerClasses container) {
    this.container = container;
    this.sameOrigin =
        new SameOrigin(
            settings.find(Setting.PUBLIC_URL), settings.get(Setting.CORS_ALLOWED_ORIGINS));
    this.roleLinks = settings.roleLinks();
    for (String scope : filter.get(Setting.REQUIRED_SCOPES).all()) {
      rolesByScope.put(scope, settings.rolesWith(scope));
    }
  }

  /** Whether the container knows the user, by a name: one without it is anonymous. */
  boolean isKnown(HttpServletRequest request) {
    HttpServletRequest own = ofContainer(request);
    Principal user = own == null ? null : principal(own);
    return user != null && user.getName() != null && !user.getName().isEmpty();
  }

  /** Null also where the container fails over the credentials: Jetty does over malformed Basic. */
  private static @Nullable Principal principal(HttpServletRequest own) {
    try {
      return own.getUserPrincipal();
    } catch (IllegalArgumentException e) { // another failure is one of the server: 500, logged
      return null;
    }
  }

  /**
   * Whether a page of another site may have made the user's browser send it, and it may do more
   * than read. A handshake of WebSocket reads, but its page goes on to write and to read.
   */
  boolean mayBeForged(HttpServletRequest request) {
    HttpServletRequest own = ofContainer(request);
    boolean reads =
        own != null
            && Choices.READING_METHODS.contains(own.getMethod())
            && Choices.READING_METHODS.contains(request.getMethod())
            && !OverriddenMethod.isHandshake(own)
            && !OverriddenMethod.isNamed(own);
    return !reads && (own == null || isRepeated(own) || !sameOrigin.isProven(own));
  }

  /**
   * Whether the container gives the method and the form of another request: after its FORM login,
   * Jetty repeats the one from before it as a GET, whose headers say nothing of who has sent that.
   * What a browser writes has an origin or a body; a length of 0 may be of a proxy, or of a GET.
   */
  private static boolean isRepeated(HttpServletRequest own) {
    String length = own.getHeader("Content-Length");
    return !Choices.READING_METHODS.contains(own.getMethod())
        && own.getHeader("Origin") == null
        && own.getHeader("Transfer-Encoding") == null
        && (length == null || length.trim().equals("0"));
  }

  /**
   * The scopes that no role of the user gives, sorted. They are those that a token of this user
   * would lack: a token of the token endpoint has the scopes of the user's roles.
   */
  Set<String> missing(Set<String> required, HttpServletRequest request) {
    Set<String> missing = new TreeSet<>();
    HttpServletRequest own = ofContainer(request);
    for (String scope : required) {
      Set<String> roles = rolesByScope.get(scope);
      if (own == null || roles == null || roles.stream().noneMatch(role -> hasRole(own, role))) {
        missing.add(scope);
      }
    }
    return missing;
  }

  /**
   * Whether the user has the role. Where the servlet has its name for another one ({@code
   * security-role-ref}), the container would answer for that, so it does not count.
   */
  private boolean hasRole(HttpServletRequest own, String role) {
    boolean isItself =
        roleLinks.isEmpty() || roleLinks.role(JudgedRequest.path(own), role).equals(role);
    return isItself && own.isUserInRole(role);
  }

  private @Nullable HttpServletRequest ofContainer(ServletRequest request) {
    HttpServletRequest own = ContainerRequest.of(request);
    return own != null && container.include(own) ? own : null;
  }
}
