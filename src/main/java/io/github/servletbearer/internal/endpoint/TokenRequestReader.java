// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.ClientAuthentication;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;

/** Reads requests to the token and revocation endpoints, in the order in which they are refused. */
final class TokenRequestReader {
  private final TokenRequestRules rules;
  private final ClientAuthentication clients;

  TokenRequestReader(TokenRequestRules rules, Clients clients, LoginThrottle throttle) {
    this.rules = rules;
    this.clients = new ClientAuthentication(clients, throttle);
  }

  /**
   * Reads a request and authenticates its client.
   *
   * @throws BearerException if the request is malformed, comes from another site or over an unsafe
   *     connection, or its client is not authenticated
   */
  TokenRequest read(HttpServletRequest request) throws BearerException, IOException {
    rules.requirePost(request);
    rules.requireSameOrigin(request);
    rules.requireSafeTransport(request);
    rules.requireNothingInTheQuery(request);
    FormBody form = FormBody.read(request);
    return new TokenRequest(request, form, clients.authenticate(request, form));
  }
}
