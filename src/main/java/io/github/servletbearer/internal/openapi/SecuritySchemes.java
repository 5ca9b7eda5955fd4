// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.config.FilterSettings;
import io.github.servletbearer.internal.config.SchemeSettings;
import io.github.servletbearer.internal.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The security schemes of the document (OAS 3.0.3 4.7.27). */
final class SecuritySchemes {
  /** What a reader must know of a lock that any token opens. */
  static final String PRESENCE = "Any token is accepted here: nothing verifies it.";

  private final Settings settings;
  private final ServerUrls urls;

  SecuritySchemes(Settings settings, ServerUrls urls) {
    this.settings = settings;
    this.urls = urls;
  }

  /**
   * Security Scheme Objects by name, sorted.
   *
   * @param others what the application declares besides; ours replace those of the same name
   */
  Map<String, Object> objects(Map<String, Object> others) {
    Map<String, Object> objects = new TreeMap<>(others);
    settings.schemes().forEach((name, scheme) -> objects.put(name, object(scheme)));
    return objects;
  }

  /** Whether the scheme can list scopes: only those of OAuth can in 3.0 (OAS 3.0.3 4.7.30). */
  boolean hasScopes(String name) {
    SchemeSettings scheme = settings.schemes().get(name);
    return scheme != null && scheme.tokenUrl() != null;
  }

  /** Whether every filter of the scheme takes any token. */
  boolean isPresence(String name) {
    boolean presence = true;
    for (FilterSettings filter : settings.filters().values()) {
      presence &= !filter.schemeName().equals(name) || filter.isPresence();
    }
    return presence;
  }

  private Map<String, Object> object(SchemeSettings scheme) {
    Map<String, Object> object = new LinkedHashMap<>();
    String tokenUrl = scheme.tokenUrl();
    object.put("type", tokenUrl == null ? "http" : "oauth2");
    object.put("description", description(scheme));
    if (tokenUrl == null) {
      // The password flow needs a tokenUrl (OAS 3.0.3 4.7.29); this scheme needs none.
      object.put("scheme", "bearer");
    } else {
      Map<String, Object> flows = new LinkedHashMap<>();
      flows.put("password", passwordFlow(scheme, tokenUrl));
      object.put("flows", flows);
    }
    return object;
  }

  /** An OAuth Flow Object (OAS 3.0.3 4.7.29). */
  private Map<String, Object> passwordFlow(SchemeSettings scheme, String tokenUrl) {
    Map<String, Object> flow = new LinkedHashMap<>();
    flow.put("tokenUrl", urls.resolve(tokenUrl));
    String refreshUrl = scheme.refreshUrl();
    if (refreshUrl != null) {
      flow.put("refreshUrl", urls.resolve(refreshUrl));
    }
    flow.put("scopes", new LinkedHashMap<>(scheme.scopes()));
    return flow;
  }

  private String description(SchemeSettings scheme) {
    String said = scheme.description();
    if (said == null) {
      said =
          scheme.tokenUrl() == null
              ? "The token goes into the header Authorization: Bearer."
              : "Log in with user name and password; the token goes into the header"
                  + " Authorization: Bearer.";
    }
    return isPresence(scheme.name()) ? said + " " + PRESENCE : said;
  }
}
