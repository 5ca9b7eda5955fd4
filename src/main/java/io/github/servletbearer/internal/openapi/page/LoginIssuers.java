// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.provider.ProviderMetadata;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the page must know of issuers to judge the answer to a login (RFC 9207 2.4): their names,
 * where each lets users log in, and whether its answers name it. Thread-safe.
 */
final class LoginIssuers {
  private final Settings settings;
  private final Function<String, @Nullable ProviderMetadata> metadata;

  /**
   * No provider is waited for here.
   *
   * @param metadata the metadata of an issuer as last read, or null
   */
  LoginIssuers(Settings settings, Function<String, @Nullable ProviderMetadata> metadata) {
    this.settings = settings;
    this.metadata = metadata;
  }

  /** The issuers of the settings as JSON, by what is known now. */
  String json() {
    List<Object> all = new ArrayList<>();
    Set<String> issuers = settings.find(Setting.JWKS_ISSUER);
    if (issuers != null) {
      issuers.forEach(issuer -> all.add(object(issuer)));
    }
    return new String(Json.compact(all), StandardCharsets.UTF_8);
  }

  private Map<String, Object> object(String issuer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("issuer", issuer);
    ProviderMetadata known = metadata.apply(issuer);
    if (known == null) {
      object.put("iss", areMetadataRead() ? "unknown" : "optional");
      return object;
    }
    if (known.authorizationEndpoint() != null) {
      object.put("authorizationEndpoint", known.authorizationEndpoint());
    }
    object.put("iss", known.issuerInResponses() ? "required" : "optional");
    return object;
  }

  /** Whether metadata are read at all, at the start or, if that failed, later. */
  private boolean areMetadataRead() {
    return settings.isVerifiedBy(FilterSettings.JWKS) && settings.find(Setting.JWKS_URI) == null;
  }
}
