// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.deployment.RoleLinks;
import java.security.Principal;
import java.util.Objects;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request whose user is that of the token (Servlet 3.0 13.3); without a user where the token was
 * not verified. Not thread-safe, like every request.
 */
final class AuthenticatedRequest extends JudgedRequest {
  private static final String AUTH_TYPE = "Bearer";
  private static final String ANY_AUTHENTICATED = "**"; // Servlet 3.1 13.3

  private final RoleLinks links;
  private @Nullable BearerToken token;

  private AuthenticatedRequest(
      HttpServletRequest request, @Nullable BearerToken token, RoleLinks links) {
    super(request);
    this.token = token;
    this.links = links;
  }

  /**
   * The request with this user; the same object if it has this user already.
   *
   * @param links the names that servlets have for roles
   */
  static HttpServletRequest of(
      HttpServletRequest request, @Nullable BearerToken token, RoleLinks links) {
    AuthenticatedRequest nearest = nearest(request, AuthenticatedRequest.class);
    boolean same = nearest != null && nearest.token == token;
    return same ? request : new AuthenticatedRequest(request, token, links);
  }

  @Override
  HttpServletRequest likewise(HttpServletRequest other) {
    return of(other, token, links);
  }

  @Override
  public @Nullable String getAuthType() {
    return token == null ? null : AUTH_TYPE;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return token == null ? null : token.subject();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return token == null ? null : new TokenPrincipal(token.subject(), token.issuer());
  }

  @Override
  public boolean isUserInRole(@Nullable String name) {
    if (token == null || name == null) {
      return false;
    }
    String role = links.isEmpty() ? name : links.role(path(this), name);
    return role.equals(ANY_AUTHENTICATED) || token.roles().contains(role);
  }

  /** True: the request is authenticated already. */
  @Override
  public boolean authenticate(HttpServletResponse response) throws ServletException {
    if (token == null) {
      throw new ServletException(
          "this request has no user: its token was not verified, or it was logged out");
    }
    return true;
  }

  @Override
  public void login(String username, String password) throws ServletException {
    throw new ServletException("this request is authenticated by a bearer token");
  }

  /** Removes the user for the rest of this dispatch; the token stays valid. */
  @Override
  public void logout() {
    token = null;
  }

  /** The user's name and its issuer: two issuers may mean two people. Immutable. */
  private static final class TokenPrincipal implements Principal {
    private final String name;
    private final @Nullable String issuer;

    TokenPrincipal(String name, @Nullable String issuer) {
      this.name = name;
      this.issuer = issuer;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof TokenPrincipal)) {
        return false;
      }
      TokenPrincipal that = (TokenPrincipal) other;
      return name.equals(that.name) && Objects.equals(issuer, that.issuer);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
