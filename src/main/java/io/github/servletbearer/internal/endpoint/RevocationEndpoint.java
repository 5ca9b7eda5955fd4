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
import io.github.servletbearer.internal.http.ErrorResponseException;
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
 * Ends tokens before their time (RFC 7009): an access token alone, by a refresh token the whole
 * login. Whoever has a token may end it, unless it belongs to a client with a secret. A browser's
 * form gets a page, everybody else an empty answer. Thread-safe.
 */
public final class RevocationEndpoint {
  private static final ErrorResponse OF_ANOTHER_CLIENT =
      ErrorResponse.of(BearerError.INVALID_GRANT, "The token was issued to another client");

  private final IssuedTokens tokens;
  private final Counters counters;
  private final TokenRequestReader reader;
  private final Cors cors;
  private final TokenPage page;
  private final EndpointErrors errors = new EndpointErrors("a revocation");

  /** The endpoint of one application. */
  public RevocationEndpoint(
      Settings settings,
      Clients clients,
      LoginThrottle throttle,
      IssuedTokens tokens,
      Counters counters) {
    this.tokens = tokens;
    this.counters = counters;
    this.reader = new TokenRequestReader(new TokenRequestRules(settings), clients, throttle);
    this.cors = new Cors(settings.corsAllowedOrigins(), "POST");
    this.page = new TokenPage(settings, tokens.lifetime());
  }

  /** Answers one request. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JsonResponse.noStore(response);
    if (cors.handle(request, response)) {
      return;
    }
    boolean fromBrowser = TokenPage.isWanted(request);
    ErrorResponse refusal = errors.refusalOf(() -> answer(request, response, fromBrowser));
    if (refusal == null) {
      return;
    }
    counters.refused(refusal.error());
    if (fromBrowser) {
      page.sendNotRevoked(request, response, refusal);
    } else {
      refusal.send(request, response);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, boolean fromBrowser)
      throws ErrorResponseException, BearerException, IOException {
    revoke(request, response, fromBrowser);
    response.setStatus(HttpServletResponse.SC_OK); // also for what is unknown (RFC 7009 2.2)
    if (fromBrowser) {
      page.sendRevoked(request, response);
    } else {
      response.setContentLength(0);
    }
  }

  private void revoke(HttpServletRequest request, HttpServletResponse response, boolean fromBrowser)
      throws ErrorResponseException, BearerException, IOException {
    TokenRequest asked = reader.read(request, response, fromBrowser);
    String text = asked.required("token"); // token_type_hint is a hint, and not needed
    Revocation revocation = tokens.revoke(text, asked.clientId());
    if (revocation == Revocation.OF_ANOTHER_CLIENT) {
      throw new ErrorResponseException(OF_ANOTHER_CLIENT);
    }
    if (revocation == Revocation.DONE) {
      counters.count(Counters.Event.REVOKED);
      Audit.revoked(null, request.getRemoteAddr(), TokenHash.of(text).shortText());
    }
  }
}
