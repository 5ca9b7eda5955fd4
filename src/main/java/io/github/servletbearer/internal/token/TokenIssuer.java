// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import java.time.Duration;
import java.util.Collection;

/** Makes the application's own access tokens. Thread-safe. */
public interface TokenIssuer {
  /** How long each token is good. */
  Duration lifetime();

  /**
   * Makes a token.
   *
   * @throws BearerException with {@code UNAVAILABLE} when none can be made now
   */
  IssuedToken issue(String subject, Collection<String> scopes, Collection<String> roles)
      throws BearerException;
}
