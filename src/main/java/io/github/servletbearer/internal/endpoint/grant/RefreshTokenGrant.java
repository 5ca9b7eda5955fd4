// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.RefreshResult;
import io.github.servletbearer.internal.token.UserCheck;
import io.github.servletbearer.internal.users.Authenticator;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token against new tokens (RFC 6749 6). It is good once; the user is looked up again.
 * Thread-safe.
 */
public final class RefreshTokenGrant implements GrantHandler {
  private static final ErrorResponse BAD_TOKEN =
      ErrorResponse.of(
          BearerError.INVALID_GRANT,
          "The refresh token is unknown, has expired, or was used before: log in again");

  private final Authenticator login;
  private final ScopePolicy scopes;
  private final IssuedTokens tokens;
  private final Counters counters;

  public RefreshTokenGrant(
      Authenticator login, ScopePolicy scopes, IssuedTokens tokens, Counters counters) {
    this.login = login;
    this.scopes = scopes;
    this.tokens = tokens;
    this.counters = counters;
  }

  @Override
  public GrantType type() {
    return GrantType.REFRESH_TOKEN;
  }

  @Override
  public IssuedToken issue(TokenRequest request) throws ErrorResponseException, BearerException {
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
    throw new ErrorResponseException(
        answer.kind() == RefreshResult.Kind.SCOPE_REFUSED
            ? ErrorResponse.of(BearerError.INVALID_SCOPE)
            : BAD_TOKEN); // one text: nobody learns which it was
  }

  /** The user as of now, as far as the users can be asked without a password. */
  private final class Recheck implements UserCheck {
    private final @Nullable Client client;

    Recheck(@Nullable Client client) {
      this.client = client;
    }

    @Override
    public @Nullable AuthenticatedUser userNow(Authorization grant) throws BearerException {
      return login.current(AuthenticatedUser.of(grant.subject(), grant.roles()));
    }

    @Override
    public Set<String> scopesNow(AuthenticatedUser user) {
      try {
        return scopes.granted(user, client, Collections.emptySet());
      } catch (ErrorResponseException e) {
        return Collections.emptySet();
      }
    }
  }
}
