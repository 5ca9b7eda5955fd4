// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.FilterScope;
import io.github.servletbearer.internal.deployment.OtherFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All settings of one application, read and checked. Immutable. */
public final class Settings {
  private final Map<String, FilterSettings> filters;
  private final Map<String, SchemeSettings> schemes;
  private final Endpoints endpoints;
  private final String title;
  private final String version;
  private final boolean hasTitle;
  private final boolean hasVersion;
  private final String openapiVersion;
  private final @Nullable String publicUrl;
  private final boolean docs;
  private final @Nullable OpenPaths openPaths;
  private final Set<String> passThroughFilters;
  private final Set<String> publicParams;
  private final boolean strictPaths;
  private final Set<String> documentServlets;
  private final String realm;
  private final UsersSetting users;
  private final Set<String> roles;
  private final boolean hasRoles;
  private final Map<String, Set<String>> scopeMapping;
  private final Duration accessTokenLifetime;
  private final int maxTokens;
  private final int maxTokensPerUser;
  private final int loginFailures;
  private final int loginFailuresPerAddress;
  private final Duration loginWindow;
  private final boolean requireHttps;
  private final Set<String> corsAllowedOrigins;
  private final Duration clockSkew;
  private final int maxCachedTokens;
  private final SigningSettings signing;
  private final ProviderSettings provider;
  private final GrantSettings grants;

  Settings(
      SettingLookup shared,
      Map<String, FilterSettings> filters,
      Map<String, SchemeSettings> schemes,
      Endpoints endpoints,
      GrantSettings grants,
      Set<String> declaredRoles,
      String defaultTitle) {
    this.filters = Collections.unmodifiableMap(filters);
    this.schemes = Collections.unmodifiableMap(schemes);
    this.endpoints = endpoints;
    this.grants = grants;
    String ownTitle = shared.readOptional(Setting.TITLE, ValueParsers::text);
    String ownVersion = shared.readOptional(Setting.VERSION, ValueParsers::text);
    hasTitle = ownTitle != null;
    hasVersion = ownVersion != null;
    title = ownTitle == null ? defaultTitle : ownTitle;
    version = ownVersion == null ? String.valueOf(Setting.VERSION.defaultValue()) : ownVersion;
    openapiVersion =
        shared.read(Setting.OPENAPI_VERSION, value -> ValueParsers.choice(value, "3.0.3", "3.1.0"));
    publicUrl = shared.readOptional(Setting.PUBLIC_URL, ValueParsers::url);
    docs = shared.read(Setting.DOCS, value -> ValueParsers.choice(value, "on", "off")).equals("on");
    openPaths = shared.readOptional(Setting.OPEN_PATHS, OpenPaths::parse);
    passThroughFilters =
        shared.read(Setting.PASS_THROUGH_FILTERS, ValueParsers::list, Collections.emptySet());
    publicParams = shared.read(Setting.PUBLIC_PARAMS, ValueParsers::list, Collections.emptySet());
    strictPaths = shared.read(Setting.STRICT_PATHS, StrictPaths::parse);
    documentServlets =
        shared.read(Setting.DOCUMENT_SERVLETS, ValueParsers::list, Collections.emptySet());
    realm = shared.read(Setting.REALM, ValueParsers::asciiText, asciiOr(title, "bearer"));
    users = shared.read(Setting.USERS, UsersSetting::parse);
    scopeMapping = shared.read(Setting.SCOPE_MAPPING, Settings::mapping, Collections.emptyMap());
    Set<String> ownRoles = shared.readOptional(Setting.ROLES, ValueParsers::list);
    hasRoles = ownRoles != null;
    roles = ownRoles == null ? rolesToAskFor(declaredRoles) : ownRoles;
    accessTokenLifetime = shared.read(Setting.ACCESS_TOKEN_LIFETIME, ValueParsers::duration);
    maxTokens = shared.read(Setting.MAX_TOKENS, ValueParsers::count);
    maxTokensPerUser = shared.read(Setting.MAX_TOKENS_PER_USER, ValueParsers::count);
    loginFailures = shared.read(Setting.LOGIN_FAILURES, ValueParsers::count);
    loginFailuresPerAddress = shared.read(Setting.LOGIN_FAILURES_PER_ADDRESS, ValueParsers::count);
    loginWindow = shared.read(Setting.LOGIN_WINDOW, ValueParsers::duration);
    requireHttps = shared.read(Setting.REQUIRE_HTTPS, ValueParsers::bool);
    corsAllowedOrigins =
        shared.read(Setting.CORS_ALLOWED_ORIGINS, ValueParsers::origins, Collections.emptySet());
    clockSkew = shared.read(Setting.CLOCK_SKEW, ValueParsers::clockSkew);
    maxCachedTokens = shared.read(Setting.MAX_CACHED_TOKENS, ValueParsers::count);
    signing = new SigningSettings(shared);
    provider = new ProviderSettings(shared);
  }

  /** The title of an application that sets none: its display-name, or its context path. */
  public static String defaultTitle(@Nullable String displayName, String contextPath) {
    if (displayName != null && !displayName.trim().isEmpty()) {
      return displayName.trim();
    }
    return contextPath.length() > 1 ? contextPath.substring(1) : "Application";
  }

  private static Map<String, Set<String>> mapping(String value) {
    Map<String, Set<String>> mapping = new LinkedHashMap<>();
    ValueParsers.map(value)
        .forEach((role, scopes) -> mapping.put(role, ValueParsers.scopes(scopes)));
    return Collections.unmodifiableMap(mapping);
  }

  private static String asciiOr(String text, String otherwise) {
    return text.matches("[ -~]+") ? text : otherwise;
  }

  /** Every name that could be a role of the realm and would matter to us. */
  private Set<String> rolesToAskFor(Set<String> declared) {
    Set<String> all = new LinkedHashSet<>(declared);
    all.addAll(scopeMapping.keySet());
    if (scopeMapping.isEmpty()) {
      all.addAll(knownScopes());
    }
    return Collections.unmodifiableSet(all);
  }

  /** Every scope that a filter requires, a catalogue names, or a role gives. */
  public Set<String> knownScopes() {
    Set<String> known = new LinkedHashSet<>();
    schemes.values().forEach(scheme -> known.addAll(scheme.scopes().keySet()));
    filters.values().forEach(filter -> known.addAll(filter.requiredScopes().all()));
    scopeMapping.values().forEach(known::addAll);
    return known;
  }

  /** The filters of ours, by name, sorted. */
  public Map<String, FilterSettings> filters() {
    return filters;
  }

  /** The security schemes, by name, sorted. */
  public Map<String, SchemeSettings> schemes() {
    return schemes;
  }

  /** Where the companion servlet's endpoints are. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** The title of the document. */
  public String title() {
    return title;
  }

  /** Whether a setting says the title; otherwise an annotation may. */
  public boolean hasTitle() {
    return hasTitle;
  }

  /** Whether a setting says the version; otherwise an annotation may. */
  public boolean hasVersion() {
    return hasVersion;
  }

  /** The version of the application's API. */
  public String version() {
    return version;
  }

  /** {@code 3.0.3} or {@code 3.1.0}. */
  public String openapiVersion() {
    return openapiVersion;
  }

  /** The application's public address without a slash at its end, or null. */
  public @Nullable String publicUrl() {
    return publicUrl;
  }

  /** Whether docs page and document are served. */
  public boolean docs() {
    return docs;
  }

  /** What may be open, or null where anything may. */
  public @Nullable OpenPaths openPaths() {
    return openPaths;
  }

  /** The other filters that hand on every request, by the word of the setting. */
  public Set<String> passThroughFilters() {
    return passThroughFilters;
  }

  /** Parameters of web.xml that are no secrets, whatever their names. */
  public Set<String> publicParams() {
    return publicParams;
  }

  /** What the filters of ours cover, and which others may answer before them. */
  public Coverage coverage(Deployment deployment) {
    List<FilterScope> reaches = new ArrayList<>();
    filters.values().forEach(filter -> reaches.add(filter.reach()));
    List<OtherFilter> others = new ArrayList<>(deployment.otherFilters());
    others.removeIf(other -> other.alwaysPasses() || passThroughFilters.contains(other.name()));
    return new Coverage(deployment, reaches, others);
  }

  /** The filters of ours by these names. */
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

  /** Whether paths that can be read in two ways are refused. */
  public boolean strictPaths() {
    return strictPaths;
  }

  /** Open servlets that the document lists by wish. */
  public Set<String> documentServlets() {
    return documentServlets;
  }

  /** The realm of the challenge: printable ASCII. */
  public String realm() {
    return realm;
  }

  /** Who checks user names and passwords. */
  public UsersSetting users() {
    return users;
  }

  /** The roles to ask the container's realm for. */
  public Set<String> roles() {
    return roles;
  }

  /** Whether the setting names the roles. */
  public boolean hasRoles() {
    return hasRoles;
  }

  /** The scopes that a role gives. */
  public Set<String> scopesOf(String role) {
    return scopeMapping.isEmpty()
        ? Collections.singleton(role)
        : scopeMapping.getOrDefault(role, Collections.emptySet());
  }

  /** How long an access token is good. */
  public Duration accessTokenLifetime() {
    return accessTokenLifetime;
  }

  /** The most live tokens. */
  public int maxTokens() {
    return maxTokens;
  }

  /** The most live tokens of one user. */
  public int maxTokensPerUser() {
    return maxTokensPerUser;
  }

  /** The failures that one user name has from one address. */
  public int loginFailures() {
    return loginFailures;
  }

  /** The failures that one address has. */
  public int loginFailuresPerAddress() {
    return loginFailuresPerAddress;
  }

  /** How long a failure counts. */
  public Duration loginWindow() {
    return loginWindow;
  }

  /** Whether passwords from other machines must come over HTTPS. */
  public boolean requireHttps() {
    return requireHttps;
  }

  /** The origins whose pages may call. */
  public Set<String> corsAllowedOrigins() {
    return corsAllowedOrigins;
  }

  /** By how much clocks may differ. */
  public Duration clockSkew() {
    return clockSkew;
  }

  /** The most verified tokens that are remembered. */
  public int maxCachedTokens() {
    return maxCachedTokens;
  }

  /** Of which kind our own tokens are. */
  public SigningSettings signing() {
    return signing;
  }

  /** The identity provider. */
  public ProviderSettings provider() {
    return provider;
  }

  /** How tokens are got here. */
  public GrantSettings grants() {
    return grants;
  }

  /** Whether some filter asks this verifier. */
  public boolean isVerifiedBy(String verifier) {
    return filters.values().stream().anyMatch(filter -> filter.verify().contains(verifier));
  }
}
