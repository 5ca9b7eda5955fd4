// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

/**
 * Decides whether a bearer token is valid. Name an implementation in the filter's {@code verify}
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
   * @param token the token as it was received, at most {@code maxTokenLength} characters of RFC
   *     6750's b64token; never log it
   * @return the verified token; never null
   * @throws BearerException with {@link BearerError#INVALID_TOKEN} when the token is not valid, and
   *     with {@link BearerError#UNAVAILABLE} when that cannot be decided now. Any other exception
   *     is treated like the latter. The client sees the description of the error, never the reason.
   */
  BearerToken verify(String token) throws BearerException;
}
