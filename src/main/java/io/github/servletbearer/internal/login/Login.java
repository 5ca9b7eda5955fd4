// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.RefusedException;
import javax.servlet.http.HttpServletRequest;

/** Checks one user name and password: a {@code UserAuthenticator}, or the container's realm. */
@FunctionalInterface
public interface Login {
  /**
   * The user whose password it is.
   *
   * @throws BearerException if it is wrong, or cannot be checked now
   * @throws RefusedException if this request cannot be used for a login at all
   */
  AuthenticatedUser login(HttpServletRequest request, String username, String password)
      throws BearerException, RefusedException;
}
