// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.IssuedToken;

/** Handles one grant type (RFC 6749 1.3). Thread-safe. */
public interface GrantHandler {
  GrantType type();

  /**
   * Issues a token for the request, whose client is authenticated and may use this grant.
   *
   * @throws BearerException if the request is malformed, its credentials are invalid, or they
   *     cannot be checked now
   */
  IssuedToken issue(TokenRequest request) throws BearerException;
}
