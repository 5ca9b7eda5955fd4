// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.settings.value.SchemeKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A security scheme as the OpenAPI document shows it. Immutable. */
public final class SchemeSettings {
  private final String name;
  private final SchemeKind kind;
  private final boolean jwt;
  private final boolean forClients;
  private final SettingValues values;
  private final Map<String, String> scopes;

  /**
   * @param jwt whether all tokens that its filters let through are JWTs
   * @param forClients whether the endpoint that takes passwords takes client credentials, too
   * @param values the settings that go with the kind, with our own addresses where none are set
   * @param scopes every scope of the scheme with its description, unmodifiable
   */
  public SchemeSettings(
      String name,
      SchemeKind kind,
      boolean jwt,
      boolean forClients,
      SettingValues values,
      Map<String, String> scopes) {
    this.name = name;
    this.kind = kind;
    this.jwt = jwt;
    this.forClients = forClients;
    this.values = values;
    this.scopes = scopes;
  }

  public String name() {
    return name;
  }

  /** How clients get its tokens. */
  public SchemeKind kind() {
    return kind;
  }

  /** Whether clients get tokens for themselves where users log in by password. */
  public boolean isForClientsToo() {
    return forClients;
  }

  /** Whether all tokens that its filters let through are JWTs. */
  public boolean isJwt() {
    return jwt;
  }

  /** The value of a setting that goes with the kind and is set, or null. */
  public <T> @Nullable T find(Setting<T> setting) {
    return values.find(setting);
  }

  /** The catalogue: every scope of the scheme with its description, which may be empty. */
  public Map<String, String> scopes() {
    return scopes;
  }
}
