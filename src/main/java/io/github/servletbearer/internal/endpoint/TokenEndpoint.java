// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
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
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.users.ContainerRealm;
import io.github.servletbearer.internal.users.LoginDispatch;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint (RFC 6749 3.2): issues a token for a password, a refresh token or a client's
 * secret. A browser gets a form and a page, other clients get JSON. Thread-safe.
 */
public final class TokenEndpoint {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final Map<GrantType, GrantHandler> grants = new EnumMap<>(GrantType.class);
  private final TokenRequestReader reader;
  private final Counters counters;
  private final Cors cors;
  private final TokenRequestRules rules;
  private final TokenPages pages;
  private final TokenResponder json;
  private final EndpointErrors errors = new EndpointErrors("a login");

  /**
   * @param lockedPath gives a path, below the context path, that a token opens: an example for the
   *     page that shows one
   */
  public TokenEndpoint(
      Settings settings,
      Cors cors,
      UserAuthenticator users,
      Clients clients,
      LoginThrottle throttle,
      IssuedTokens tokens,
      Counters counters,
      Supplier<String> lockedPath) {
    this.counters = counters;
    ScopePolicy scopes = new ScopePolicy(settings);
    boolean needsClient =
        settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.AUTHENTICATED;
    offer(settings, new PasswordGrant(needsClient, users, throttle, scopes, tokens, counters));
    offer(settings, new RefreshTokenGrant(users, scopes, tokens, counters));
    offer(settings, new ClientCredentialsGrant(scopes, tokens, counters));
    this.cors = cors;
    this.rules = new TokenRequestRules(settings);
    this.reader = new TokenRequestReader(rules, clients, throttle);
    this.pages = new TokenPages(settings, tokens.lifetime(), rules, lockedPath);
    this.json = new JsonResponder(tokens.lifetime());
  }

  private void offer(Settings settings, GrantHandler grant) {
    if (settings.offeredGrants().contains(grant.type())) {
      grants.put(grant.type(), grant);
    }
  }

  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (LoginDispatch.handle(request)) {
      return;
    }
    JsonResponse.noStore(response);
    response.setHeader("Pragma", "no-cache"); // RFC 6749 5.1 requires both
    if (cors.handle(request, response, "POST")) {
      return;
    }
    TokenResponder responder = TokenPages.isWanted(request) ? new TokenPage(pages, request) : json;
    ErrorResponse error = errors.run(() -> answer(request, response, responder));
    if (error != null) {
      counters.refused(error.error());
      log(error, request.getRemoteAddr());
      responder.sendNoToken(request, response, error);
    }
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, TokenResponder responder)
      throws BearerException, IOException {
    if (request.getMethod().equals("GET") && responder.sendForm(request, response)) {
      return;
    }
    IssuedToken token = issue(request, response, responder);
    boolean shown = token.refreshText() == null || responder.showsRefreshToken();
    (shown ? responder : json).sendToken(request, response, token);
  }

  /** The steps of the grant, each of which may refuse the request. */
  private IssuedToken issue(
      HttpServletRequest request, HttpServletResponse response, TokenResponder responder)
      throws BearerException, IOException {
    TokenRequest tokenRequest = responder.received(reader.read(request));
    GrantType type = rules.grantType(tokenRequest, grants.keySet());
    Client client = tokenRequest.client();
    if (client != null && !client.mayUse(type)) {
      throw new BearerException(
          BearerError.UNAUTHORIZED_CLIENT, "the client may not use " + type.word());
    }
    GrantHandler grant = grants.get(type);
    if (grant == null) {
      throw new IllegalStateException("offered without a handler: " + type);
    }
    ContainerRealm.attachResponse(request, response);
    try {
      IssuedToken token = grant.issue(tokenRequest);
      LOG.log(Level.FINE, "issued {0} by {1}", new Object[] {token.id(), type.word()});
      return token;
    } finally {
      ContainerRealm.detachResponse(request);
    }
  }

  private static void log(ErrorResponse error, @Nullable String address) {
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine("no token for " + Redacted.line(address) + ": " + error.error());
    }
  }
}
