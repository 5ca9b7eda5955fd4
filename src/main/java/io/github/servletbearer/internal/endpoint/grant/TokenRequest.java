// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.settings.value.GrantType;
import java.util.Set;
import java.util.SortedSet;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request for a token: its form, and its client, which is authenticated. Immutable. */
public final class TokenRequest {
  private final HttpServletRequest request;
  private final FormBody form;
  private final @Nullable Client client;
  private final boolean refreshable;

  /**
   * @param client null for the application's own frontends
   */
  public TokenRequest(HttpServletRequest request, FormBody form, @Nullable Client client) {
    this(request, form, client, client == null || client.mayUse(GrantType.REFRESH_TOKEN));
  }

  private TokenRequest(
      HttpServletRequest request, FormBody form, @Nullable Client client, boolean refreshable) {
    this.request = request;
    this.form = form;
    this.client = client;
    this.refreshable = refreshable;
  }

  /** The same request for a response that shows no refresh token, so that none is issued. */
  public TokenRequest withoutRefreshToken() {
    return new TokenRequest(request, form, client, false);
  }

  /** The same request for these scopes (RFC 6749 3.3). */
  public TokenRequest withScopes(Set<String> scopes) {
    FormBody narrowed = form.with("scope", String.join(" ", scopes));
    return new TokenRequest(request, narrowed, client, refreshable);
  }

  /** The request itself; its body has been read. */
  HttpServletRequest http() {
    return request;
  }

  /** The address of its sender, as the container reports it. */
  @Nullable String address() {
    return request.getRemoteAddr();
  }

  /** Whether a login may issue a refresh token. */
  boolean isRefreshable() {
    return refreshable;
  }

  /** The client, or null for the application's own frontends. */
  public @Nullable Client client() {
    return client;
  }

  public @Nullable String clientId() {
    return client == null ? null : client.name();
  }

  /** A parameter, or null where it is absent or empty. */
  public @Nullable String get(String name) {
    return form.get(name);
  }

  /** What follows the prefix in the names of parameters that begin with it, sorted. */
  public SortedSet<String> namesAfter(String prefix) {
    return form.namesAfter(prefix);
  }

  /**
   * A parameter that must be there.
   *
   * @throws BearerException if it is absent or empty
   */
  public String required(String name) throws BearerException {
    String value = form.get(name);
    if (value == null) {
      throw BearerException.withDescription(
          BearerError.INVALID_REQUEST, "The parameter " + name + " is missing or empty");
    }
    return value;
  }
}
