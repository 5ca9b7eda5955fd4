// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

/**
 * Decides whether a bearer token is good. Name an implementation in the filter's {@code verify}
 * setting; it needs a public constructor without parameters and is created once per application.
 *
 * <p>Implementations must be thread-safe and bounded in time and memory, and must keep nothing for
 * a token that they refuse. One that also implements {@link AutoCloseable} is closed with the
 * application.
 */
public interface TokenVerifier {
  /**
   * Verifies one token.
   *
   * @param token the token as it came, at most {@code maxTokenLength} characters of RFC 6750's
   *     b64token; never log it
   * @return what the token says; never null
   * @throws BearerException with {@link BearerError#INVALID_TOKEN} when the token is not good, and
   *     with {@link BearerError#UNAVAILABLE} when that cannot be decided now. Any other exception
   *     counts as the latter.
   */
  BearerToken verify(String token) throws BearerException;
}
