// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.ForeignCode;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.RefreshResult;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues new tokens for a refresh token (RFC 6749 6), which is valid once. The user is looked up
 * again. Thread-safe.
 */
public final class RefreshTokenGrant implements GrantHandler {
  private final UserAuthenticator users;
  private final ScopePolicy scopes;
  private final IssuedTokens tokens;
  private final Counters counters;

  public RefreshTokenGrant(
      UserAuthenticator users, ScopePolicy scopes, IssuedTokens tokens, Counters counters) {
    this.users = users;
    this.scopes = scopes;
    this.tokens = tokens;
    this.counters = counters;
  }

  @Override
  public GrantType type() {
    return GrantType.REFRESH_TOKEN;
  }

  @Override
  public IssuedToken issue(TokenRequest request) throws BearerException {
    String text = request.required("refresh_token");
    Set<String> requested = scopes.requested(request.get("scope"));
    RefreshResult answer =
        tokens.refresh(text, request.clientId(), requested, new Recheck(request.client()));
    Authorization grant = answer.grant();
    IssuedToken token = answer.token();
    if (token != null && grant != null) {
      counters.count(Counters.Event.REFRESHED);
      Audit.refreshed(grant.subject(), request.address(), token.id());
      return token;
    }
    if (answer.kind() == RefreshResult.Kind.REUSED && grant != null) {
      counters.count(Counters.Event.REUSED);
      Audit.reuse(grant.subject(), request.address());
    }
    if (answer.kind() == RefreshResult.Kind.SCOPE_REFUSED) {
      throw new BearerException(BearerError.INVALID_SCOPE, "a scope beyond those of the login");
    }
    throw BearerException.withDescription( // one text for all reasons
        BearerError.INVALID_GRANT,
        "The refresh token is unknown, has expired, or was used before: log in again");
  }

  /** Looks the user up again, without a password. */
  private final class Recheck implements Authorization.UserCheck {
    private final @Nullable Client client;

    Recheck(@Nullable Client client) {
      this.client = client;
    }

    @Override
    public @Nullable AuthenticatedUser userNow(Authorization grant) throws BearerException {
      AuthenticatedUser before = AuthenticatedUser.of(grant.subject(), grant.roles());
      return ForeignCode.callNullable("authenticator", () -> users.current(before));
    }

    @Override
    public Set<String> scopesNow(AuthenticatedUser user) {
      try {
        return scopes.granted(user, client, Collections.emptySet());
      } catch (BearerException e) {
        return Collections.emptySet();
      }
    }
  }
}
