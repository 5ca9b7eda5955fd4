// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;

/** Knows which tokens were taken back before their end (RFC 7009). Thread-safe. */
public interface Revocations {
  /** Nothing was ever taken back. */
  Revocations NONE = token -> false;

  /**
   * Whether a token that is good otherwise was taken back; asked at every request.
   *
   * @throws BearerException with {@code UNAVAILABLE} where that cannot be decided now
   */
  boolean isRevoked(BearerToken token) throws BearerException;
}
