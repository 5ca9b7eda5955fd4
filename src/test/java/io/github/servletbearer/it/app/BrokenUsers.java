// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import java.util.List;
import javax.servlet.http.HttpServletRequest;

/** A directory of users that fails in as many ways as it has users. */
public final class BrokenUsers implements UserAuthenticator {

  @Override
  public AuthenticatedUser authenticate(
      HttpServletRequest request, String username, String password) throws BearerException {
    switch (username) {
      case "throws":
        throw new IllegalStateException("secret-detail about " + password);
      case "null":
        return null;
      case "down":
        throw new BearerException(BearerError.UNAVAILABLE, "the directory is down");
      case "wrong":
        throw new BearerException(BearerError.INVALID_GRANT, "no such user");
      default:
        return AuthenticatedUser.of(username, List.of("user"));
    }
  }
}
