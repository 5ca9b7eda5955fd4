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
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.ForeignCode;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.store.UserKey;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issues a token for a user name and a password (RFC 6749 4.3). Thread-safe. */
public final class PasswordGrant implements GrantHandler {
  /** The longest user name and password that are checked, in bytes of UTF-8. */
  private static final int MAX_CREDENTIAL_BYTES = 1_024;

  private final UserAuthenticator users;
  private final LoginThrottle throttle;
  private final ScopePolicy scopes;
  private final IssuedTokens tokens;
  private final Counters counters;
  private final boolean needsClient;

  /**
   * @param needsClient whether a client must be authenticated
   */
  public PasswordGrant(
      boolean needsClient,
      UserAuthenticator users,
      LoginThrottle throttle,
      ScopePolicy scopes,
      IssuedTokens tokens,
      Counters counters) {
    this.needsClient = needsClient;
    this.users = users;
    this.throttle = throttle;
    this.scopes = scopes;
    this.tokens = tokens;
    this.counters = counters;
  }

  @Override
  public GrantType type() {
    return GrantType.PASSWORD;
  }

  @Override
  public IssuedToken issue(TokenRequest request) throws BearerException {
    if (needsClient && request.client() == null) {
      throw BearerException.withDescription(
          BearerError.INVALID_CLIENT,
          "The password grant is offered only to clients with a secret");
    }
    String username = request.required("username");
    String password = request.required("password");
    Set<String> requested = scopes.requested(request.get("scope"));
    AuthenticatedUser user = authenticate(request, username, password);
    Set<String> granted = granted(request, user, requested);
    Authorization grant = Authorization.of(user, granted, request.clientId());
    IssuedToken token = request.isRefreshable() ? tokens.issue(grant) : tokens.issueAccess(grant);
    counters.count(Counters.Event.ISSUED);
    Audit.issued(user.name(), request.clientId(), request.address(), token.id());
    return token;
  }

  /** A refusal shows that the password was right, so it is an event, too. */
  private Set<String> granted(TokenRequest request, AuthenticatedUser user, Set<String> requested)
      throws BearerException {
    try {
      return scopes.granted(user, request.client(), requested);
    } catch (BearerException e) {
      Audit.denied(user.name(), request.address(), null, String.join(" ", requested));
      throw e;
    }
  }

  private AuthenticatedUser authenticate(TokenRequest request, String username, String password)
      throws BearerException {
    try (LoginThrottle.Attempt attempt = begin(username, request.address())) {
      try {
        AuthenticatedUser user = check(request, username, password);
        attempt.right();
        return user;
      } catch (BearerException e) {
        if (e.error() == BearerError.INVALID_GRANT) {
          attempt.wrong();
          Audit.loginFailed(UserKey.shortHash(username), request.address());
        } else if (e.error() == BearerError.TOO_BUSY) {
          attempt.turnedAway();
        }
        throw e;
      }
    }
  }

  private LoginThrottle.Attempt begin(String username, @Nullable String address)
      throws BearerException {
    try {
      return throttle.begin(username, address);
    } catch (BearerException e) {
      counters.count(Counters.Event.THROTTLED);
      throw e;
    }
  }

  private AuthenticatedUser check(TokenRequest request, String username, String password)
      throws BearerException {
    if (isTooLong(username) || isTooLong(password)) {
      throw new BearerException(BearerError.INVALID_GRANT, "user name or password is too long");
    }
    AuthenticatedUser user =
        ForeignCode.call(
            "authenticator", () -> users.authenticate(request.http(), username, password));
    if (user.name().startsWith(Client.SUBJECT_PREFIX)) { // reserved for the clients' own tokens
      throw new BearerException(BearerError.INVALID_GRANT, "a user name reserved for clients");
    }
    return user;
  }

  private static boolean isTooLong(String credential) {
    return credential.getBytes(StandardCharsets.UTF_8).length > MAX_CREDENTIAL_BYTES;
  }
}
