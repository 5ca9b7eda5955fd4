// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Checks a user name and password for the token endpoint. Name an implementation in the {@code
 * users} setting; it needs a public constructor without parameters and is created once per
 * application.
 *
 * <p>Implementations must be thread-safe and bounded in time. They should take as long for an
 * unknown user as for a wrong password. One that also implements {@link AutoCloseable} is closed
 * with the application.
 */
public interface UserAuthenticator {
  /**
   * Checks one login.
   *
   * @param request the request to the token endpoint; its body has been read already
   * @param username as typed, never empty, at most 1,024 bytes in UTF-8
   * @param password as typed, never empty, at most 1,024 bytes in UTF-8; never log or keep it
   * @return the user; never null
   * @throws BearerException with {@link BearerError#INVALID_GRANT} when the user is unknown, locked
   *     or the password wrong, and with {@link BearerError#UNAVAILABLE} when that cannot be decided
   *     now. Any other exception counts as the latter.
   */
  AuthenticatedUser authenticate(HttpServletRequest request, String username, String password)
      throws BearerException;

  /**
   * Says who a user is now, without a password: asked whenever a token of an earlier login is
   * refreshed, so that a user who was disabled or has lost a role does not keep what the login gave
   * (RFC 9700 4.14.2).
   *
   * <p>By default the user stays as the login has found them: an implementation that cannot look
   * users up leaves it at that, and a change is noticed at the next login only.
   *
   * @param user as an earlier call of {@link #authenticate} or of this method returned them
   * @return the user with the roles of this moment, or null where there is no such user any more,
   *     or they may no longer log in
   * @throws BearerException with {@link BearerError#UNAVAILABLE} when it cannot be decided now. Any
   *     other exception counts as that too.
   */
  default @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    return user;
  }
}
