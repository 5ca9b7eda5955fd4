// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import java.util.List;
import javax.servlet.http.HttpServletRequest;

/** A directory of users that fails in as many ways as it has users; all others may log in. */
public final class BrokenUsers implements UserAuthenticator {

  /** The one password of the user "exact": not ASCII, and longer than bcrypt could see. */
  public static final String EXACT =
      "Gr\u00fc\u00dfe \u20ac \ud83d\udd11 + & = % " + "long".repeat(20) + " ";

  @Override
  public AuthenticatedUser authenticate(
      HttpServletRequest request, String username, String password) throws BearerException {
    return switch (username) {
      case "throws" -> throw new IllegalStateException("secret-detail about " + password);
      case "errs" -> throw new AssertionError("secret-detail about " + password);
      case "null" -> null;
      case "down" -> throw new BearerException(BearerError.UNAVAILABLE, "the directory is down");
      case "exact" -> exact(password);
      case "wrong" -> throw new BearerException(BearerError.INVALID_GRANT, "no such user");
      default -> AuthenticatedUser.of(username, List.of("user"));
    };
  }

  private static AuthenticatedUser exact(String password) throws BearerException {
    if (!password.equals(EXACT)) {
      throw new BearerException(BearerError.INVALID_GRANT, "another password");
    }
    return AuthenticatedUser.of("exact", List.of("user"));
  }
}
