// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.SchemeKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The security schemes of the document (OAS 3.0.3 4.7.27). */
public final class SecuritySchemes {
  /** What a reader must know where any token is accepted. */
  public static final String PRESENCE = "Any token is accepted here: nothing verifies it.";

  private static final String REFRESH_URL = "refreshUrl";

  private static final String APPLICATION_LOGIN = "ApplicationLogin";
  private static final String APPLICATION_LOGIN_TEXT =
      "Log in to the application itself, in the same browser. Methods other than GET, HEAD and"
          + " OPTIONS then work from its own pages alone.";

  private final Settings settings;
  private final ServerUrls urls;
  private final Deployment deployment;

  public SecuritySchemes(Settings settings, ServerUrls urls, Deployment deployment) {
    this.settings = settings;
    this.urls = urls;
    this.deployment = deployment;
  }

  /**
   * Security Scheme Objects by name, sorted.
   *
   * @param others what the application declares; those of filters replace others of the same name
   */
  public Map<String, Object> objects(Map<String, Object> others) {
    Map<String, Object> objects = new TreeMap<>(others);
    settings.schemes().forEach((name, scheme) -> objects.put(name, object(scheme)));
    if (settings.filters().values().stream().anyMatch(FilterSettings::acceptsSession)) {
      objects.put(applicationLogin(), applicationLoginObject());
    }
    return objects;
  }

  /** The name of the scheme that stands for the application's own login; no filter has it. */
  String applicationLogin() {
    String name = APPLICATION_LOGIN;
    while (settings.schemes().containsKey(name)) {
      name += "_";
    }
    return name;
  }

  /** What the browser sends by itself after a login: by Basic or Digest, else a cookie. */
  private Map<String, Object> applicationLoginObject() {
    Map<String, Object> object = new LinkedHashMap<>();
    String method = String.valueOf(deployment.webXml().loginMethod());
    boolean http = method.equals("BASIC") || method.equals("DIGEST");
    object.put("type", http ? "http" : "apiKey");
    object.put("description", APPLICATION_LOGIN_TEXT);
    if (http) {
      object.put("scheme", method.toLowerCase(Locale.ROOT));
    } else {
      object.put("in", "cookie");
      object.put("name", deployment.webXml().sessionCookie());
    }
    return object;
  }

  /** Whether requirements of the scheme may list scopes: not those of plain HTTP in 3.0. */
  boolean hasScopes(String name) {
    SchemeSettings scheme = settings.schemes().get(name);
    return scheme != null && scheme.kind().hasScopes();
  }

  /** Whether every filter of the scheme takes any token. */
  public boolean isPresence(String name) {
    boolean presence = true;
    for (FilterSettings filter : settings.filters().values()) {
      presence &= !filter.get(Setting.SCHEME_NAME).equals(name) || filter.isPresence();
    }
    return presence;
  }

  private Map<String, Object> object(SchemeSettings scheme) {
    Map<String, Object> object;
    switch (scheme.kind()) {
      case PASSWORD:
      case AUTHORIZATION_CODE:
      case CLIENT_CREDENTIALS:
        object = object("oauth2", scheme);
        object.put("flows", flows(scheme));
        return object;
      case OPEN_ID_CONNECT:
        object = object("openIdConnect", scheme);
        object.put("openIdConnectUrl", String.valueOf(scheme.find(Setting.OPEN_ID_CONNECT_URL)));
        return object;
      default:
        object = object("http", scheme);
        object.put("scheme", "bearer");
        if (scheme.isJwt()) {
          object.put("bearerFormat", "JWT"); // a hint for readers, no more (OAS 3.0.3 4.7.27)
        }
        return object;
    }
  }

  private Map<String, Object> object(String type, SchemeSettings scheme) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", type);
    object.put("description", description(scheme));
    return object;
  }

  /** The OAuth Flows Object (OAS 3.0.3 4.7.28): mostly of one flow, named as the kind is. */
  private Map<String, Object> flows(SchemeSettings scheme) {
    Map<String, Object> flows = new LinkedHashMap<>();
    flows.put(scheme.kind().word(), flow(scheme));
    if (scheme.isForClientsToo()) {
      Map<String, Object> flow = flow(scheme);
      flow.remove(REFRESH_URL); // a client asks again instead (RFC 6749 4.4.3)
      flows.put(SchemeKind.CLIENT_CREDENTIALS.word(), flow);
    }
    return flows;
  }

  /** An OAuth Flow Object (OAS 3.0.3 4.7.29). */
  private Map<String, Object> flow(SchemeSettings scheme) {
    Map<String, Object> flow = new LinkedHashMap<>();
    putUrl(flow, "authorizationUrl", scheme.find(Setting.AUTHORIZATION_URL));
    putUrl(flow, "tokenUrl", scheme.find(Setting.TOKEN_URL));
    putUrl(flow, REFRESH_URL, scheme.find(Setting.REFRESH_URL));
    flow.put("scopes", new LinkedHashMap<>(scheme.scopes()));
    return flow;
  }

  private void putUrl(Map<String, Object> flow, String field, @Nullable String url) {
    if (url != null) {
      flow.put(field, urls.resolve(url));
    }
  }

  private String description(SchemeSettings scheme) {
    String own = scheme.find(Setting.DESCRIPTION);
    String text =
        own == null
            ? wayToAToken(scheme) + " the header Authorization: Bearer." + acceptedIssuers(scheme)
            : own;
    return isPresence(scheme.name()) ? text + " " + PRESENCE : text;
  }

  /** Whose tokens the scheme's filters accept, where they name that. */
  private String acceptedIssuers(SchemeSettings scheme) {
    Set<String> issuers = new LinkedHashSet<>();
    for (FilterSettings filter : settings.filters().values()) {
      if (filter.get(Setting.SCHEME_NAME).equals(scheme.name())) {
        issuers.addAll(filter.get(Setting.ISSUERS));
      }
    }
    if (issuers.isEmpty()) {
      return "";
    }
    String names = String.join(", ", issuers);
    return scheme.isJwt()
        ? " Only tokens of " + names + " are accepted."
        : " Tokens of " + names + " are accepted, too.";
  }

  private static String wayToAToken(SchemeSettings scheme) {
    switch (scheme.kind()) {
      case PASSWORD:
        return scheme.isForClientsToo()
            ? "Log in with user name and password, or as a client with its secret; the token goes"
                + " into"
            : "Log in with user name and password; the token goes into";
      case CLIENT_CREDENTIALS:
        return "Get a token as a client, with its id and secret; it goes into";
      case AUTHORIZATION_CODE:
        return "Log in at the identity provider; the token goes into";
      case OPEN_ID_CONNECT:
        return "Get a token from the OpenID provider that describes itself at openIdConnectUrl; it"
            + " goes into";
      default:
        return "Get a token from those who run this API; it goes into";
    }
  }
}
