// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.token.IssuedToken;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers programs, as OAuth specifies it. Immutable. */
final class JsonResponder implements TokenResponder {
  private final Duration lifetime;

  /**
   * @param lifetime of a new token
   */
  JsonResponder(Duration lifetime) {
    this.lifetime = lifetime;
  }

  @Override
  public boolean showsRefreshToken() {
    return true;
  }

  @Override
  public TokenRequest received(TokenRequest request) {
    return request;
  }

  @Override
  public boolean sendForm(HttpServletRequest request, HttpServletResponse response) {
    return false;
  }

  /** RFC 6749 5.1; the scope is always there, also where it is the requested one. */
  @Override
  public void sendToken(
      HttpServletRequest request, HttpServletResponse response, IssuedToken issued)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("access_token", issued.text());
    json.put("token_type", "bearer");
    json.put("expires_in", lifetime.getSeconds());
    if (!issued.token().scopes().isEmpty()) {
      json.put("scope", String.join(" ", issued.token().scopes()));
    }
    if (issued.refreshText() != null) {
      json.put("refresh_token", issued.refreshText());
    }
    JsonResponse.send(request, response, Json.line(json));
  }

  @Override
  public void sendNoToken(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    error.send(request, response);
  }

  @Override
  public void sendRevoked(HttpServletRequest request, HttpServletResponse response) {
    response.setContentLength(0);
  }

  @Override
  public void sendNotRevoked(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    error.send(request, response);
  }
}
