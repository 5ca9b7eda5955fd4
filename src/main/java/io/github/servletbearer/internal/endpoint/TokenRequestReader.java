// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.ClientAuthentication;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads what is posted to the endpoints of tokens, in the order in which it may be refused. */
final class TokenRequestReader {
  private final TokenRequestRules rules;
  private final ClientAuthentication clients;

  TokenRequestReader(TokenRequestRules rules, Clients clients, LoginThrottle throttle) {
    this.rules = rules;
    this.clients = new ClientAuthentication(clients, throttle);
  }

  /**
   * Reads a request, whose client then has shown who it is.
   *
   * @param fromBrowser whether a person sees the answer, as a page
   */
  TokenRequest read(HttpServletRequest request, HttpServletResponse response, boolean fromBrowser)
      throws ErrorResponseException, BearerException, IOException {
    rules.requirePost(request);
    rules.requireSameOrigin(request);
    rules.requireSafeTransport(request);
    rules.requireNothingInTheQuery(request);
    FormBody form = FormBody.read(request);
    return new TokenRequest(request, response, form, clients.of(request, form), fromBrowser);
  }
}
