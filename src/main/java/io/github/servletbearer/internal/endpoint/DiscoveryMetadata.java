// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.settings.value.Urls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of the application as a protected resource (RFC 9728 2), and of its token endpoint
 * as an authorization server (RFC 8414 2). Only what the settings enforce is in them. Addresses are
 * those of {@code publicUrl}, never of a request; both are empty without it. Immutable.
 */
public final class DiscoveryMetadata {
  private final Settings settings;
  private final @Nullable String root;

  public DiscoveryMetadata(Settings settings) {
    this.settings = settings;
    this.root = settings.find(Setting.PUBLIC_URL);
  }

  /**
   * Metadata by the path of the resource below the context path; at the empty one, those of the
   * whole application (RFC 9728 3.1). Each has what the filters accept whose challenges name it;
   * that of the application what all accept, if none names it.
   */
  Map<String, Map<String, Object>> ofResources() {
    Map<String, List<FilterSettings>> byPath = new TreeMap<>();
    for (FilterSettings filter : settings.filters().values()) {
      byPath.computeIfAbsent(settings.resourcePath(filter), path -> new ArrayList<>()).add(filter);
    }
    byPath.computeIfAbsent("", path -> new ArrayList<>(settings.filters().values()));
    Map<String, Map<String, Object>> metadata = new TreeMap<>();
    byPath.forEach((path, filters) -> metadata.put(path, ofResource(path, filters)));
    return metadata;
  }

  /** RFC 9728 2; members without a value are left out. */
  private Map<String, Object> ofResource(String path, List<FilterSettings> filters) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (root == null) {
      return metadata;
    }
    put(metadata, "resource", settings.address(path));
    put(metadata, "authorization_servers", authorizationServers(filters));
    put(metadata, "scopes_supported", requiredScopes(filters));
    metadata.put("bearer_methods_supported", Collections.singletonList("header"));
    metadata.put("resource_name", settings.title());
    put(metadata, "resource_documentation", docsPage());
    return metadata;
  }

  /** RFC 8414 2; {@code response_types_supported} is required there, and none is supported. */
  Map<String, Object> ofServer() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (root == null) {
      return metadata;
    }
    metadata.put("issuer", ownIssuer(root));
    put(metadata, "token_endpoint", settings.address(Endpoint.TOKEN));
    metadata.put("token_endpoint_auth_methods_supported", tokenAuthentication());
    String revocation = settings.address(Endpoint.REVOKE);
    if (revocation != null) {
      metadata.put("revocation_endpoint", revocation);
      metadata.put("revocation_endpoint_auth_methods_supported", authentication(true));
    }
    if (settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT) {
      put(metadata, "jwks_uri", settings.address(Endpoint.JWKS));
    }
    metadata.put(
        "grant_types_supported",
        settings.offeredGrants().stream().map(GrantType::word).collect(Collectors.toList()));
    metadata.put("response_types_supported", Collections.emptyList());
    put(
        metadata,
        "scopes_supported",
        requiredScopes(verifiedBy(FilterSettings.ISSUED, settings.filters().values())));
    put(metadata, "service_documentation", docsPage());
    return metadata;
  }

  private static List<FilterSettings> verifiedBy(
      String verifier, Collection<FilterSettings> filters) {
    return filters.stream()
        .filter(filter -> filter.get(Setting.VERIFY).contains(verifier))
        .collect(Collectors.toList());
  }

  /** The issuers whose tokens these filters accept and whose metadata a client can find. */
  private List<String> authorizationServers(List<FilterSettings> filters) {
    Set<String> issuers = new LinkedHashSet<>();
    if (root != null
        && !verifiedBy(FilterSettings.ISSUED, filters).isEmpty()
        && settings.endpoints().path(Endpoint.SERVER_METADATA) != null) {
      issuers.add(ownIssuer(root));
    }
    filters.forEach(filter -> issuers.addAll(settings.acceptedIssuers(filter)));
    String introspected = settings.find(Setting.INTROSPECTION_ISSUER);
    if (introspected != null && !verifiedBy(FilterSettings.INTROSPECTION, filters).isEmpty()) {
      issuers.add(introspected);
    }
    return issuers.stream().filter(Urls::isWebIssuer).collect(Collectors.toList());
  }

  private String ownIssuer(String publicUrl) {
    String issuer = settings.find(Setting.ISSUER);
    return issuer == null ? publicUrl : issuer;
  }

  private static Set<String> requiredScopes(List<FilterSettings> filters) {
    return filters.stream()
        .flatMap(filter -> filter.get(Setting.REQUIRED_SCOPES).all().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How clients may authenticate at the token endpoint (RFC 6749 2.3.1). */
  private List<String> tokenAuthentication() {
    Set<GrantType> offered = settings.offeredGrants();
    boolean usersLogIn =
        offered.contains(GrantType.PASSWORD) || offered.contains(GrantType.REFRESH_TOKEN);
    return authentication(
        usersLogIn
            && settings.get(Setting.PASSWORD_GRANT_CLIENTS) != PasswordGrantClients.AUTHENTICATED);
  }

  /**
   * @param none whether a client without a secret gets an answer
   */
  private List<String> authentication(boolean none) {
    List<String> methods = new ArrayList<>();
    if (none) {
      methods.add("none");
    }
    if (settings.find(Setting.CLIENTS) != null) {
      methods.add("client_secret_basic");
      methods.add("client_secret_post");
    }
    return methods;
  }

  /** The docs page, which needs the document. */
  private @Nullable String docsPage() {
    boolean isServed =
        settings.get(Setting.DOCS) && settings.endpoints().path(Endpoint.OPENAPI) != null;
    return isServed ? settings.address(Endpoint.DOCS) : null;
  }

  private static void put(Map<String, Object> metadata, String name, @Nullable Object value) {
    boolean isEmpty = value instanceof Collection && ((Collection<?>) value).isEmpty();
    if (value != null && !isEmpty) {
      metadata.put(name, value);
    }
  }
}
