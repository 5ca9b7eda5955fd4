// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import java.util.Collections;

/**
 * Issues a token to a client itself (RFC 6749 4.4): no user, no roles, the scopes of the client,
 * and no refresh token (4.4.3), since the client can authenticate again. Thread-safe.
 */
public final class ClientCredentialsGrant implements GrantHandler {
  private final ScopePolicy scopes;
  private final IssuedTokens tokens;
  private final Counters counters;

  public ClientCredentialsGrant(ScopePolicy scopes, IssuedTokens tokens, Counters counters) {
    this.scopes = scopes;
    this.tokens = tokens;
    this.counters = counters;
  }

  @Override
  public GrantType type() {
    return GrantType.CLIENT_CREDENTIALS;
  }

  @Override
  public IssuedToken issue(TokenRequest request) throws BearerException {
    Client client = request.client();
    if (client == null) {
      throw new BearerException(BearerError.INVALID_CLIENT, "no client is authenticated");
    }
    AuthenticatedUser itself = AuthenticatedUser.of(client.subject(), Collections.emptySet());
    Authorization grant =
        Authorization.of(itself, scopes.ofClient(client, request.get("scope")), client.name());
    IssuedToken token = tokens.issueAccess(grant);
    counters.count(Counters.Event.ISSUED);
    Audit.issued(client.subject(), client.name(), request.address(), token.id());
    return token;
  }
}
