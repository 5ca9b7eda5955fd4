// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import java.time.Duration;

/** Makes the application's own access tokens. Thread-safe. */
public interface TokenIssuer {
  /** How long each token is valid. */
  Duration lifetime();

  /**
   * Issues a token. What it says is what its verifier will say of it, claims included.
   *
   * @throws BearerException with {@code UNAVAILABLE} when none can be issued now
   */
  IssuedToken issue(Authorization grant) throws BearerException;
}
