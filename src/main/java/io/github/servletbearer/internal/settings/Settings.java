// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.FilterScope;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.RoleLinks;
import io.github.servletbearer.internal.settings.value.GrantType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one application, read and checked. Shared ones are read by their declaration;
 * those of a filter or of a scheme are with that filter or scheme. Immutable.
 */
public final class Settings {
  private final SettingValues shared;
  private final Map<String, FilterSettings> filters;
  private final Map<String, SchemeSettings> schemes;
  private final Endpoints endpoints;
  private final String title;
  private final Set<String> roles;
  private final RoleLinks roleLinks;

  /** Settings; roles and title of web.xml count where no setting names others. */
  public Settings(
      SettingValues shared,
      Map<String, FilterSettings> filters,
      Map<String, SchemeSettings> schemes,
      Endpoints endpoints,
      Set<String> declaredRoles,
      RoleLinks roleLinks,
      String defaultTitle) {
    this.shared = shared;
    this.filters = Collections.unmodifiableMap(filters);
    this.schemes = Collections.unmodifiableMap(schemes);
    this.endpoints = endpoints;
    String ownTitle = find(Setting.TITLE);
    Set<String> ownRoles = find(Setting.ROLES);
    title = ownTitle == null ? defaultTitle : ownTitle;
    roles = ownRoles == null ? rolesToAskFor(declaredRoles) : ownRoles;
    this.roleLinks = roleLinks;
  }

  /** The title of an application that sets none: its display-name, or its context path. */
  public static String defaultTitle(@Nullable String displayName, String contextPath) {
    if (displayName != null && !displayName.trim().isEmpty()) {
      return displayName.trim();
    }
    return contextPath.length() > 1 ? contextPath.substring(1) : "Application";
  }

  /** Every name that may be a role of the realm and would matter to us. */
  private Set<String> rolesToAskFor(Set<String> declared) {
    Map<String, Set<String>> mapping = get(Setting.SCOPE_MAPPING);
    Set<String> all = new LinkedHashSet<>(declared);
    all.addAll(mapping.isEmpty() ? knownScopes() : mapping.keySet());
    return Collections.unmodifiableSet(all);
  }

  /** The value of a shared setting, or its default, which there must be. */
  public <T> T get(Setting<T> setting) {
    return shared.get(setting);
  }

  /** The value of a shared setting where one is set, or null. */
  public <T> @Nullable T find(Setting<T> setting) {
    return shared.find(setting);
  }

  /** Whether a shared setting is written, be its value valid or not. */
  public boolean isWritten(Setting<?> setting) {
    return shared.isWritten(setting);
  }

  /** Our filters, by name, sorted. */
  public Map<String, FilterSettings> filters() {
    return filters;
  }

  /** Our filters of these names. */
  public List<FilterSettings> filters(Collection<String> names) {
    List<FilterSettings> found = new ArrayList<>();
    for (String name : names) {
      FilterSettings filter = filters.get(name);
      if (filter != null) {
        found.add(filter);
      }
    }
    return found;
  }

  /** Those of these names that refuse what they do not accept. */
  public List<FilterSettings> locks(Collection<String> names) {
    List<FilterSettings> found = filters(names);
    found.removeIf(FilterSettings::isReportOnly);
    return found;
  }

  /** The security schemes, by name, sorted. */
  public Map<String, SchemeSettings> schemes() {
    return schemes;
  }

  /** Where the companion servlet's endpoints are. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** The absolute address of an endpoint, or null where it or {@code publicUrl} is unknown. */
  public @Nullable String address(Endpoint endpoint) {
    String path = endpoints.path(endpoint);
    return path == null ? null : address(path);
  }

  /** The absolute address of a path below the context path, or null without {@code publicUrl}. */
  public @Nullable String address(String path) {
    String root = find(Setting.PUBLIC_URL);
    if (root == null || path.isEmpty()) {
      return root;
    }
    try {
      return URI.create(root + new URI(null, null, path, null).getRawPath()).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // a path that begins with a slash is a URI
    }
  }

  /**
   * The path below the context path that a filter has metadata of as a resource (RFC 9728 3.1);
   * empty where that is the whole application.
   */
  public String resourcePath(FilterSettings filter) {
    return endpoints.isPrefix(Endpoint.RESOURCE_METADATA) ? filter.path() : "";
  }

  /** The absolute address of the metadata of a filter's resource, or null where there is none. */
  public @Nullable String metadataAddress(FilterSettings filter) {
    String path = endpoints.path(Endpoint.RESOURCE_METADATA);
    return path == null ? null : address(path + resourcePath(filter));
  }

  /** The title of the document: the setting, or that of the application. */
  public String title() {
    return title;
  }

  /** The realm of the challenge: the setting, or the title where that is printable ASCII. */
  public String realm() {
    String realm = find(Setting.REALM);
    if (realm != null) {
      return realm;
    }
    return title.matches("[ -~]+") ? title : "bearer";
  }

  /** The roles for which the container's realm is asked. */
  public Set<String> roles() {
    return roles;
  }

  /** The names that servlets have for roles. */
  public RoleLinks roleLinks() {
    return roleLinks;
  }

  public Set<String> scopesOf(String role) {
    Map<String, Set<String>> mapping = get(Setting.SCOPE_MAPPING);
    return mapping.isEmpty()
        ? Collections.singleton(role)
        : mapping.getOrDefault(role, Collections.emptySet());
  }

  /** The roles that give a scope. */
  public Set<String> rolesWith(String scope) {
    Map<String, Set<String>> mapping = get(Setting.SCOPE_MAPPING);
    if (mapping.isEmpty()) {
      return Collections.singleton(scope);
    }
    Set<String> found = new LinkedHashSet<>(mapping.keySet());
    found.removeIf(role -> !scopesOf(role).contains(scope));
    return Collections.unmodifiableSet(found);
  }

  /** Every scope that a filter requires, a catalogue names, or a role gives. */
  public Set<String> knownScopes() {
    Set<String> known = new LinkedHashSet<>();
    for (SchemeSettings scheme : schemes.values()) {
      known.addAll(scheme.scopes().keySet());
    }
    for (FilterSettings filter : filters.values()) {
      known.addAll(filter.get(Setting.REQUIRED_SCOPES).all());
    }
    for (Set<String> scopes : get(Setting.SCOPE_MAPPING).values()) {
      known.addAll(scopes);
    }
    return known;
  }

  /** What our token endpoint offers: grants that are allowed and possible. */
  public Set<GrantType> offeredGrants() {
    return offeredGrants(shared);
  }

  /** What our token endpoint offers, by the shared settings alone. */
  public static Set<GrantType> offeredGrants(SettingValues shared) {
    Set<GrantType> offered = EnumSet.noneOf(GrantType.class);
    offered.addAll(shared.get(Setting.GRANTS));
    if (shared.get(Setting.REFRESH_TOKEN_LIFETIME).isZero()) {
      offered.remove(GrantType.REFRESH_TOKEN);
    }
    if (shared.find(Setting.CLIENTS) == null) {
      offered.remove(GrantType.CLIENT_CREDENTIALS);
    }
    return Collections.unmodifiableSet(offered);
  }

  public boolean isVerifiedBy(String verifier) {
    for (FilterSettings filter : filters.values()) {
      if (filter.get(Setting.VERIFY).contains(verifier)) {
        return true;
      }
    }
    return false;
  }

  /** The identity providers whose JWTs a filter accepts, by the keys of each; mostly all. */
  public Set<String> acceptedIssuers(FilterSettings filter) {
    if (!filter.get(Setting.VERIFY).contains(FilterSettings.JWKS)) {
      return Collections.emptySet();
    }
    Set<String> named = filter.get(Setting.ISSUERS);
    return named.isEmpty() ? providers() : named;
  }

  /** The identity providers whose JWTs the application knows; none without {@code jwksIssuer}. */
  public Set<String> providers() {
    Set<String> issuers = find(Setting.JWKS_ISSUER);
    return issuers == null ? Collections.emptySet() : issuers;
  }

  /** What our filters cover, and which others may answer before them. */
  public Coverage coverage(Deployment deployment) {
    Set<String> passThrough = get(Setting.PASS_THROUGH_FILTERS);
    List<FilterScope> reaches = new ArrayList<>();
    for (FilterSettings filter : filters.values()) {
      reaches.add(filter.reach());
    }
    List<OtherFilter> others = new ArrayList<>();
    for (OtherFilter other : deployment.otherFilters()) {
      if (!other.alwaysPasses() && !passThrough.contains(other.name())) {
        others.add(other);
      }
    }
    return new Coverage(deployment, reaches, others);
  }
}
