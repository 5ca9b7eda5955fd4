// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.FilterScope;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What one filter requires. Immutable. */
public final class FilterSettings {
  /** The filter's class, which only web.xml names. */
  public static final String FILTER_CLASS = FilterEntry.BEARER_FILTER;

  /** The value of {@code verify} for the tokens of our own token endpoint. */
  public static final String ISSUED = "issued";

  /** The value of {@code verify} for an identity provider's JWTs. */
  public static final String JWKS = "jwks";

  /** The value of {@code verify} for tokens that an identity provider is asked about. */
  public static final String INTROSPECTION = "introspection";

  /** The value of {@code verify} that takes any token. */
  public static final String PRESENCE = "presence";

  private final String name;
  private final Set<String> verify;
  private final ScopeRule requiredScopes;
  private final boolean autoError;
  private final String attribute;
  private final List<UrlPattern> exclude;
  private final String schemeName;
  private final FilterScope reach;
  private final List<UrlPattern> mapped;
  private final boolean mappedByServletName;

  FilterSettings(
      FilterEntry filter,
      Set<String> verify,
      ScopeRule requiredScopes,
      boolean autoError,
      String attribute,
      List<UrlPattern> exclude,
      String schemeName) {
    this.name = filter.name();
    this.verify = verify;
    this.requiredScopes = requiredScopes;
    this.autoError = autoError;
    this.attribute = attribute;
    this.exclude = exclude;
    this.schemeName = schemeName;
    this.reach = new FilterScope(filter, exclude);
    this.mapped = Collections.unmodifiableList(new ArrayList<>(filter.urlPatterns().keySet()));
    this.mappedByServletName = filter.isMappedByServletName();
  }

  /** The filter's name in web.xml. */
  public String name() {
    return name;
  }

  /** Who verifies, in their order: words of ours, or class names; {@code presence} stands alone. */
  public Set<String> verify() {
    return verify;
  }

  /** Whether any token at all will do. */
  public boolean isPresence() {
    return verify.contains(PRESENCE);
  }

  /** The scopes that a token needs. */
  public ScopeRule requiredScopes() {
    return requiredScopes;
  }

  /** Whether a request without credentials is refused. */
  public boolean autoError() {
    return autoError;
  }

  /** The request attribute for the token's text. */
  public String attribute() {
    return attribute;
  }

  /** The paths that are let through. */
  public List<UrlPattern> exclude() {
    return exclude;
  }

  /** The security scheme in the document. */
  public String schemeName() {
    return schemeName;
  }

  /** Whether nothing is left of the filter's mappings. */
  boolean isAllExcluded() {
    boolean some = !reach.patterns().isEmpty() && !mappedByServletName;
    return some
        && reach.patterns().stream()
            .allMatch(mapped -> exclude.stream().anyMatch(pattern -> pattern.covers(mapped)));
  }

  /** The url-patterns that the filter is mapped to, whatever the kind of dispatch. */
  public List<UrlPattern> mapped() {
    return mapped;
  }

  /** Whether some mapping names a servlet instead of a path. */
  public boolean isMappedByServletName() {
    return mappedByServletName;
  }

  /** Where the filter stands before requests. */
  public FilterScope reach() {
    return reach;
  }
}
