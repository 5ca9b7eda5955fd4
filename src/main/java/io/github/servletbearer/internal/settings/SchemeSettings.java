// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A security scheme as the OpenAPI document shows it. Immutable. */
public final class SchemeSettings {
  private final String name;
  private final SchemeKind kind;
  private final boolean jwt;
  private final boolean forClients;
  private final Map<Setting, String> values;
  private final Map<String, String> scopes;

  /**
   * A scheme.
   *
   * @param forClients whether the place that takes passwords takes client credentials, too
   * @param values the addresses and names that go with the kind, those that it needs among them
   */
  SchemeSettings(
      String name,
      SchemeKind kind,
      boolean jwt,
      boolean forClients,
      Map<Setting, String> values,
      Map<String, String> scopes) {
    this.name = name;
    this.kind = kind;
    this.jwt = jwt;
    this.forClients = forClients;
    this.values = values;
    this.scopes = scopes;
  }

  /** The scheme's name. */
  public String name() {
    return name;
  }

  /** How clients come by its tokens. */
  public SchemeKind kind() {
    return kind;
  }

  /** Whether clients get tokens for themselves where people log in by password. */
  public boolean isForClientsToo() {
    return forClients;
  }

  /** Whether all tokens that its filters let through are JWTs. */
  public boolean isJwt() {
    return jwt;
  }

  /**
   * Where tokens are asked for, relative to the context path or absolute; null where the kind knows
   * no such place.
   */
  public @Nullable String tokenUrl() {
    return values.get(Setting.TOKEN_URL);
  }

  /** Where people log in at their identity provider; null for kinds other than the code flow. */
  public @Nullable String authorizationUrl() {
    return values.get(Setting.AUTHORIZATION_URL);
  }

  /** Where tokens are refreshed, or null. */
  public @Nullable String refreshUrl() {
    return values.get(Setting.REFRESH_URL);
  }

  /** The provider's discovery document; null for kinds other than OpenID Connect. */
  public @Nullable String openIdConnectUrl() {
    return values.get(Setting.OPEN_ID_CONNECT_URL);
  }

  /** The public client as which the docs page asks for tokens, or null. */
  public @Nullable String clientId() {
    return values.get(Setting.CLIENT_ID);
  }

  /** The catalogue: every scope of the scheme with its description, which may be empty. */
  public Map<String, String> scopes() {
    return scopes;
  }

  /** What the document says of the scheme, or null. */
  public @Nullable String description() {
    return values.get(Setting.DESCRIPTION);
  }
}
