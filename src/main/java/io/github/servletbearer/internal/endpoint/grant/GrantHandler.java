// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.IssuedToken;

/** One way to get a token (RFC 6749 1.3). Thread-safe. */
public interface GrantHandler {
  /** Which it is. */
  GrantType type();

  /**
   * A token for the request, whose client has shown who it is and may use this grant.
   *
   * @throws ErrorResponseException if the request is not as it must be
   * @throws BearerException if what it shows is not good, or cannot be checked now
   */
  IssuedToken issue(TokenRequest request) throws ErrorResponseException, BearerException;
}
