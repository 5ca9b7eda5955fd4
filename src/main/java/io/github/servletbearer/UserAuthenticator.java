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
   *     now. Any other exception is treated like the latter.
   */
  AuthenticatedUser authenticate(HttpServletRequest request, String username, String password)
      throws BearerException;

  /**
   * Looks a user up again, without a password: called whenever a token is refreshed, so that a user
   * who was disabled or has lost a role does not keep the rights of the login (RFC 9700 4.14.2).
   *
   * <p>By default the user is returned as they are: an implementation that cannot look users up
   * does not override this, and a change takes effect at the next login.
   *
   * @param user as an earlier call of {@link #authenticate} or of this method returned them
   * @return the user with the roles of this moment, or null where there is no such user any more,
   *     or they may no longer log in
   * @throws BearerException with {@link BearerError#UNAVAILABLE} when it cannot be decided now. Any
   *     other exception is treated like that.
   */
  default @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    return user;
  }
}
