// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.config.GrantType;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.token.Grant;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.RefreshAnswer;
import io.github.servletbearer.internal.token.UserCheck;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token against new tokens (RFC 6749 6). It is good once; the user is looked up again.
 * Thread-safe.
 */
final class RefreshTokenGrant implements TokenGrant {
  private static final Refusal BAD_TOKEN =
      Refusal.of(
          BearerError.INVALID_GRANT,
          "The refresh token is unknown, has expired, or was used before: log in again");

  private final Login login;
  private final ScopeGrant scopes;
  private final IssuedTokens tokens;
  private final Counters counters;

  RefreshTokenGrant(Login login, ScopeGrant scopes, IssuedTokens tokens, Counters counters) {
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
  public IssuedToken issue(TokenRequest request) throws RefusedException, BearerException {
    String text = request.required("refresh_token");
    Set<String> requested = scopes.requested(request.get("scope"));
    RefreshAnswer answer =
        tokens.refresh(text, request.clientId(), requested, new Recheck(request.client()));
    Grant grant = answer.grant();
    IssuedToken token = answer.token();
    if (token != null && grant != null) {
      counters.count(Counters.Event.REFRESHED);
      Audit.refreshed(grant.subject(), request.address(), token.id());
      return token;
    }
    if (answer.kind() == RefreshAnswer.Kind.REUSED && grant != null) {
      counters.count(Counters.Event.REUSED);
      Audit.reuse(grant.subject(), request.address());
    }
    throw new RefusedException(
        answer.kind() == RefreshAnswer.Kind.SCOPE_REFUSED
            ? Refusal.of(BearerError.INVALID_SCOPE)
            : BAD_TOKEN); // one text: nobody learns which it was
  }

  /** The user as of now, as far as the users can be asked without a password. */
  private final class Recheck implements UserCheck {
    private final @Nullable Client client;

    Recheck(@Nullable Client client) {
      this.client = client;
    }

    @Override
    public @Nullable AuthenticatedUser userNow(Grant grant) throws BearerException {
      return login.current(AuthenticatedUser.of(grant.subject(), grant.roles()));
    }

    @Override
    public Set<String> scopesNow(AuthenticatedUser user) {
      try {
        return scopes.granted(user, client, Collections.emptySet());
      } catch (RefusedException e) {
        return Collections.emptySet();
      }
    }
  }
}
