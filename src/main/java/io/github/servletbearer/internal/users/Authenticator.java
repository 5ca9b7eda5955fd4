// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.ErrorResponseException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Checks one user name and password: a {@code UserAuthenticator}, a file, or the container's realm.
 */
@FunctionalInterface
public interface Authenticator {
  /**
   * The user whose password it is.
   *
   * @param response the answer that will be sent; the login must leave nothing in it
   * @throws BearerException if it is wrong, or cannot be checked now
   * @throws ErrorResponseException if this request cannot be used for a login at all
   */
  AuthenticatedUser login(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws BearerException, ErrorResponseException;

  /**
   * The user as of this moment, or null where there is no such user any more; asked when a token is
   * refreshed (RFC 9700 4.14.2). Who knows nobody without a password, like the container's realm,
   * says what the login has said.
   *
   * @param user as the login has found them
   * @throws BearerException if it cannot be said now
   */
  default @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    return user;
  }
}
