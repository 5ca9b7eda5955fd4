// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

/**
 * How clients get the tokens of a security scheme, as the OpenAPI document shows it (OAS 3.0.3
 * 4.7.27 and 4.7.28). The filters do not depend on it.
 */
public enum SchemeKind {
  /** The resource owner password flow (RFC 6749 4.3). */
  PASSWORD("password"),
  /** The authorization code flow (RFC 6749 4.1), with PKCE (RFC 7636) on the docs page. */
  AUTHORIZATION_CODE("authorizationCode"),
  /** The client credentials flow (RFC 6749 4.4). */
  CLIENT_CREDENTIALS("clientCredentials"),
  /** A provider's own description of itself (OpenID Connect Discovery 1.0). */
  OPEN_ID_CONNECT("openIdConnect"),
  /** A bearer token whose origin the document does not show (RFC 6750). */
  HTTP("http");

  private final String word;

  SchemeKind(String word) {
    this.word = word;
  }

  /** The value of the setting {@code scheme}. */
  public String word() {
    return word;
  }

  /** Whether OpenAPI lets its requirements list scopes in every version (OAS 3.0.3 4.7.30). */
  public boolean hasScopes() {
    return this != HTTP;
  }
}
