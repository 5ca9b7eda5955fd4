// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks again for a user who logged in some time ago, without a password. Thread-safe. */
public interface UserCheck {
  /**
   * The user as of now, by the same name.
   *
   * @return null if the user does not exist, is locked, or may not log in any more: all tokens of
   *     the login are revoked
   * @throws BearerException with {@code UNAVAILABLE} when that cannot be decided now; the refresh
   *     token stays valid
   */
  @Nullable AuthenticatedUser userNow(Authorization grant) throws BearerException;

  /** All scopes that the user's roles give now. */
  Set<String> scopesNow(AuthenticatedUser user);
}
