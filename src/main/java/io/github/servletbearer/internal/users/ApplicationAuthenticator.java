// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Asks the application's own {@link UserAuthenticator}. Thread-safe, as that must be. */
public final class ApplicationAuthenticator implements Authenticator {
  private final UserAuthenticator users;

  /** A login that asks these users. */
  public ApplicationAuthenticator(UserAuthenticator users) {
    this.users = users;
  }

  @Override
  public AuthenticatedUser login(
      HttpServletRequest request, HttpServletResponse response, String username, String password)
      throws BearerException {
    return users.authenticate(request, username, password);
  }

  /** Null is the only word for "gone": one that throws could not decide. */
  @Override
  public @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    try {
      return users.current(user);
    } catch (BearerException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the authenticator failed", e);
    }
  }
}
