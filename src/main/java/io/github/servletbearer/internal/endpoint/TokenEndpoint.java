// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.endpoint.grant.ClientCredentialsGrant;
import io.github.servletbearer.internal.endpoint.grant.GrantHandler;
import io.github.servletbearer.internal.endpoint.grant.PasswordGrant;
import io.github.servletbearer.internal.endpoint.grant.RefreshTokenGrant;
import io.github.servletbearer.internal.endpoint.grant.ScopePolicy;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.GrantType;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.users.Authenticator;
import io.github.servletbearer.internal.users.LoginDispatch;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint (RFC 6749 3.2): what a client shows against a token, by one of several grants.
 * A browser gets a plain form and a page; everybody else gets JSON. Thread-safe.
 */
public final class TokenEndpoint {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final Map<GrantType, GrantHandler> grants = new EnumMap<>(GrantType.class);
  private final TokenRequestReader reader;
  private final IssuedTokens tokens;
  private final Counters counters;
  private final Cors cors;
  private final TokenRequestRules rules;
  private final TokenPage page;
  private final EndpointErrors errors = new EndpointErrors("a login");

  /** The endpoint of one application. */
  public TokenEndpoint(
      Settings settings,
      Authenticator login,
      Clients clients,
      LoginThrottle throttle,
      IssuedTokens tokens,
      Counters counters) {
    this.tokens = tokens;
    this.counters = counters;
    ScopePolicy scopes = new ScopePolicy(settings);
    boolean needsClient = settings.grants().passwordGrantNeedsClient();
    offer(settings, new PasswordGrant(needsClient, login, throttle, scopes, tokens, counters));
    offer(settings, new RefreshTokenGrant(login, scopes, tokens, counters));
    offer(settings, new ClientCredentialsGrant(scopes, tokens, counters));
    this.cors = new Cors(settings.corsAllowedOrigins(), "POST");
    this.rules = new TokenRequestRules(settings);
    this.reader = new TokenRequestReader(rules, clients, throttle);
    this.page = new TokenPage(settings, tokens.lifetime());
  }

  private void offer(Settings settings, GrantHandler grant) {
    if (settings.grants().offered().contains(grant.type())) {
      grants.put(grant.type(), grant);
    }
  }

  /** Answers one request. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (LoginDispatch.handle(request)) {
      return;
    }
    JsonResponse.noStore(response);
    response.setHeader("Pragma", "no-cache"); // RFC 6749 5.1 asks for both
    if (cors.handle(request, response)) {
      return;
    }
    boolean fromBrowser = TokenPage.isWanted(request);
    ErrorResponse refusal = errors.refusalOf(() -> answer(request, response, fromBrowser));
    if (refusal != null) {
      refuse(request, response, refusal, fromBrowser);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, boolean fromBrowser)
      throws ErrorResponseException, BearerException, IOException {
    if (fromBrowser && page.hasForm() && request.getMethod().equals("GET")) {
      rules.requireSafeTransport(request); // before somebody types a password
      page.sendForm(request, response);
      return;
    }
    IssuedToken token = issue(request, response, fromBrowser);
    if (fromBrowser && token.refreshText() == null) { // the page would not show that
      page.sendToken(request, response, token);
    } else {
      JsonResponse.send(request, response, json(token));
    }
  }

  /** The steps of the grant, each of which may refuse. */
  private IssuedToken issue(
      HttpServletRequest request, HttpServletResponse response, boolean fromBrowser)
      throws ErrorResponseException, BearerException, IOException {
    TokenRequest asked = reader.read(request, response, fromBrowser);
    GrantType type = rules.grantType(asked, grants.keySet());
    Client client = asked.client();
    if (client != null && !client.mayUse(type)) {
      throw new ErrorResponseException(ErrorResponse.of(BearerError.UNAUTHORIZED_CLIENT));
    }
    GrantHandler grant = grants.get(type);
    if (grant == null) {
      throw new IllegalStateException("offered and not there: " + type);
    }
    IssuedToken token = grant.issue(asked);
    LOG.log(Level.FINE, "issued {0} by {1}", new Object[] {token.id(), type.word()});
    return token;
  }

  /** RFC 6749 5.1; the scope is always told, also where it is what was asked for. */
  private byte[] json(IssuedToken token) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", token.text());
    answer.put("token_type", "bearer");
    answer.put("expires_in", tokens.lifetime().getSeconds());
    if (!token.token().scopes().isEmpty()) {
      answer.put("scope", String.join(" ", token.token().scopes()));
    }
    if (token.refreshText() != null) {
      answer.put("refresh_token", token.refreshText());
    }
    return Json.line(answer);
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      ErrorResponse refusal,
      boolean fromBrowser)
      throws IOException {
    counters.refused(refusal.error());
    log(refusal, request.getRemoteAddr());
    if (fromBrowser) {
      page.sendRefusal(request, response, refusal, rules.isTransportSafe(request));
    } else {
      refusal.send(request, response);
    }
  }

  private static void log(ErrorResponse refusal, @Nullable String address) {
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine("no token for " + Redacted.line(address) + ": " + refusal.error());
    }
  }
}
