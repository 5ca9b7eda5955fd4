// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.http.FormBody;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A request for a token: its form, and the client that has shown who it is. Immutable. */
public final class TokenRequest {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final FormBody form;
  private final @Nullable Client client;
  private final boolean fromBrowser;

  public TokenRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      FormBody form,
      @Nullable Client client,
      boolean fromBrowser) {
    this.request = request;
    this.response = response;
    this.form = form;
    this.client = client;
    this.fromBrowser = fromBrowser;
  }

  /** The request itself; its body has been read. */
  HttpServletRequest http() {
    return request;
  }

  /** The answer that it will get. */
  HttpServletResponse response() {
    return response;
  }

  /** Where it comes from, as the container says. */
  @Nullable String address() {
    return request.getRemoteAddr();
  }

  /** Whether a page of a browser sent it, so that a person sees the answer. */
  boolean isFromBrowser() {
    return fromBrowser;
  }

  /** The client, or null for the application's own frontends. */
  public @Nullable Client client() {
    return client;
  }

  /** The client's id, or null. */
  public @Nullable String clientId() {
    return client == null ? null : client.id();
  }

  /** A parameter, or null where it is absent or empty. */
  public @Nullable String get(String name) {
    return form.get(name);
  }

  /** A parameter that must be there. */
  public String required(String name) throws ErrorResponseException {
    String value = form.get(name);
    if (value == null) {
      throw new ErrorResponseException(
          ErrorResponse.of(
              BearerError.INVALID_REQUEST, "The parameter " + name + " is missing or empty"));
    }
    return value;
  }
}
