// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.token.IssuedToken;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** How the token and revocation endpoints answer: {@link JsonResponder} or {@link TokenPage}. */
interface TokenResponder {
  /** Whether responses have refresh tokens. */
  boolean showsRefreshToken();

  /**
   * Takes note of a request before it is judged.
   *
   * @return the request as it is to be judged: without a refresh token where none is shown
   */
  TokenRequest received(TokenRequest request);

  /**
   * Sends the login form.
   *
   * @return whether there is one
   * @throws BearerException if a password must not be typed here
   */
  boolean sendForm(HttpServletRequest request, HttpServletResponse response)
      throws BearerException, IOException;

  /** Sends a new token (RFC 6749 5.1). */
  void sendToken(HttpServletRequest request, HttpServletResponse response, IssuedToken issued)
      throws IOException;

  /** Sends the reason why no token was issued (RFC 6749 5.2). */
  void sendNoToken(HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException;

  /** Confirms that a token is not valid any more, or never was (RFC 7009 2.2). */
  void sendRevoked(HttpServletRequest request, HttpServletResponse response) throws IOException;

  /** Sends the reason why a token was not revoked (RFC 7009 2.2.1). */
  void sendNotRevoked(HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException;
}
