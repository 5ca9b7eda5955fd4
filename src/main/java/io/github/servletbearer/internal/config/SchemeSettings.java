// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A security scheme as the OpenAPI document shows it. Immutable. */
public final class SchemeSettings {
  private final String name;
  private final @Nullable String tokenUrl;
  private final @Nullable String refreshUrl;
  private final Map<String, String> scopes;
  private final @Nullable String description;

  SchemeSettings(
      String name,
      @Nullable String tokenUrl,
      @Nullable String refreshUrl,
      Map<String, String> scopes,
      @Nullable String description) {
    this.name = name;
    this.tokenUrl = tokenUrl;
    this.refreshUrl = refreshUrl;
    this.scopes = scopes;
    this.description = description;
  }

  /** The scheme's name. */
  public String name() {
    return name;
  }

  /**
   * Where tokens are asked for, relative to the context path or absolute; null where the
   * application has no token endpoint and none is named.
   */
  public @Nullable String tokenUrl() {
    return tokenUrl;
  }

  /** Where tokens are refreshed, or null. */
  public @Nullable String refreshUrl() {
    return refreshUrl;
  }

  /** The catalogue: every scope of the scheme with its description, which may be empty. */
  public Map<String, String> scopes() {
    return scopes;
  }

  /** What the document says of the scheme, or null. */
  public @Nullable String description() {
    return description;
  }
}
