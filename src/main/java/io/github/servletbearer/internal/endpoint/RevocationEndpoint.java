// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.Revocation;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Revokes tokens before they expire (RFC 7009): an access token alone, by a refresh token all
 * tokens of the login. The holder of a token may revoke it, unless it belongs to a client with a
 * secret. A browser's form gets a page, other clients an empty response. Thread-safe.
 */
public final class RevocationEndpoint {
  private final IssuedTokens tokens;
  private final Counters counters;
  private final TokenRequestReader reader;
  private final Cors cors;
  private final TokenPages pages;
  private final TokenResponder json;
  private final EndpointErrors errors = new EndpointErrors("a revocation");

  public RevocationEndpoint(
      Settings settings,
      Cors cors,
      Clients clients,
      LoginThrottle throttle,
      IssuedTokens tokens,
      Counters counters) {
    this.tokens = tokens;
    this.counters = counters;
    TokenRequestRules rules = new TokenRequestRules(settings);
    this.reader = new TokenRequestReader(rules, clients, throttle);
    this.cors = cors;
    this.pages = new TokenPages(settings, tokens.lifetime(), rules, () -> "/");
    this.json = new JsonResponder(tokens.lifetime());
  }

  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JsonResponse.noStore(response);
    if (cors.handle(request, response, "POST")) {
      return;
    }
    TokenResponder responder = TokenPages.isWanted(request) ? new TokenPage(pages, request) : json;
    ErrorResponse refusal = errors.run(() -> answer(request, response, responder));
    if (refusal != null) {
      counters.refused(refusal.error());
      responder.sendNotRevoked(request, response, refusal);
    }
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, TokenResponder responder)
      throws BearerException, IOException {
    revoke(request);
    response.setStatus(HttpServletResponse.SC_OK); // also for an unknown token (RFC 7009 2.2)
    responder.sendRevoked(request, response);
  }

  private void revoke(HttpServletRequest request) throws BearerException, IOException {
    TokenRequest tokenRequest = reader.read(request);
    String text = tokenRequest.required("token"); // token_type_hint is not needed
    Revocation revocation = tokens.revoke(text, tokenRequest.clientId());
    if (revocation == Revocation.OF_ANOTHER_CLIENT) {
      throw BearerException.withDescription(
          BearerError.INVALID_GRANT, "The token was issued to another client");
    }
    if (revocation == Revocation.DONE) {
      counters.count(Counters.Event.REVOKED);
      Audit.revoked(request.getRemoteAddr(), TokenHash.of(text).shortText());
    }
  }
}
