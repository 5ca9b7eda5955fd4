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
import io.github.servletbearer.internal.settings.GrantType;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.store.UserKey;
import io.github.servletbearer.internal.users.Authenticator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** User name and password against a token (RFC 6749 4.3). Thread-safe. */
public final class PasswordGrant implements GrantHandler {
  /** The longest user name and password that are looked at, in bytes of UTF-8. */
  private static final int MAX_CREDENTIAL_BYTES = 1_024;

  private static final ErrorResponse CLIENT_NEEDED =
      ErrorResponse.of(
              BearerError.INVALID_CLIENT,
              "The password grant is offered here to clients with a secret alone")
          .withStatus(HttpServletResponse.SC_BAD_REQUEST); // as where no client used Basic

  private final Authenticator login;
  private final LoginThrottle throttle;
  private final ScopePolicy scopes;
  private final IssuedTokens tokens;
  private final Counters counters;
  private final boolean needsClient;

  /**
   * The grant.
   *
   * @param needsClient whether a client must have shown its secret
   */
  public PasswordGrant(
      boolean needsClient,
      Authenticator login,
      LoginThrottle throttle,
      ScopePolicy scopes,
      IssuedTokens tokens,
      Counters counters) {
    this.needsClient = needsClient;
    this.login = login;
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
  public IssuedToken issue(TokenRequest request) throws ErrorResponseException, BearerException {
    if (needsClient && request.client() == null) {
      throw new ErrorResponseException(CLIENT_NEEDED);
    }
    String username = request.required("username");
    String password = request.required("password");
    Set<String> requested = scopes.requested(request.get("scope"));
    AuthenticatedUser user = authenticate(request, username, password);
    Client client = request.client();
    Set<String> granted = scopes.granted(user, client, requested);
    Authorization grant = Authorization.of(user, granted, request.clientId());
    // The page shows no refresh token, so none is made.
    boolean refreshable =
        !request.isFromBrowser() && (client == null || client.mayUse(GrantType.REFRESH_TOKEN));
    IssuedToken token = refreshable ? tokens.issue(grant) : tokens.issueAccess(grant);
    counters.count(Counters.Event.ISSUED);
    Audit.issued(user.name(), request.clientId(), request.address(), token.id());
    return token;
  }

  private AuthenticatedUser authenticate(TokenRequest request, String username, String password)
      throws ErrorResponseException, BearerException {
    try (LoginThrottle.Attempt attempt = begin(username, request.address())) {
      try {
        AuthenticatedUser user = check(request, username, password);
        attempt.right();
        return user;
      } catch (BearerException e) {
        if (e.error() == BearerError.INVALID_GRANT) {
          attempt.wrong();
          Audit.loginFailed(UserKey.shortHash(username), request.address());
        }
        throw e;
      } catch (ErrorResponseException e) {
        if (e.refusal().error() == BearerError.UNAVAILABLE) {
          attempt.turnedAway();
        }
        throw e;
      }
    }
  }

  private LoginThrottle.Attempt begin(String username, @Nullable String address)
      throws ErrorResponseException, BearerException {
    try {
      return throttle.begin(username, address);
    } catch (ErrorResponseException e) {
      counters.count(Counters.Event.THROTTLED);
      throw e;
    }
  }

  private AuthenticatedUser check(TokenRequest request, String username, String password)
      throws ErrorResponseException, BearerException {
    if (isTooLong(username) || isTooLong(password)) {
      throw new BearerException(BearerError.INVALID_GRANT, "user name or password is too long");
    }
    AuthenticatedUser user;
    try {
      user = login.login(request.http(), request.response(), username, password);
    } catch (BearerException | ErrorResponseException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the authenticator failed", e);
    }
    if (user == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the authenticator returned null");
    }
    if (user.name().startsWith(Client.SUBJECT_PREFIX)) { // a client's tokens are not a user's
      throw new BearerException(BearerError.INVALID_GRANT, "a user name that clients have");
    }
    return user;
  }

  private static boolean isTooLong(String credential) {
    return credential.getBytes(StandardCharsets.UTF_8).length > MAX_CREDENTIAL_BYTES;
  }
}
