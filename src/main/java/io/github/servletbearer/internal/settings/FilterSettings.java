// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.FilterScope;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.value.Choices.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one filter requires, and where. Immutable. */
public final class FilterSettings {
  /** The value of {@code verify} for the tokens of our own token endpoint. */
  public static final String ISSUED = "issued";

  /** The value of {@code verify} for an identity provider's JWTs. */
  public static final String JWKS = "jwks";

  /** The value of {@code verify} for tokens that an identity provider is asked about. */
  public static final String INTROSPECTION = "introspection";

  /** The value of {@code verify} that accepts any token. */
  public static final String PRESENCE = "presence";

  private final String name;
  private final SettingValues values;
  private final FilterScope reach;
  private final List<UrlPattern> mapped;
  private final boolean mappedByServletName;

  public FilterSettings(FilterEntry filter, SettingValues values) {
    this.name = filter.name();
    this.values = values;
    this.reach = new FilterScope(filter, values.get(Setting.EXCLUDE));
    this.mapped = Collections.unmodifiableList(new ArrayList<>(filter.urlPatterns().keySet()));
    this.mappedByServletName = filter.isMappedByServletName();
  }

  public String name() {
    return name;
  }

  /** The value of a setting of the filter, or its default. */
  public <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  /** Whether any token at all is accepted. */
  public boolean isPresence() {
    return get(Setting.VERIFY).contains(PRESENCE);
  }

  /** Whether a request by this method is refused where it has no credentials. */
  public boolean requiresCredentials(String method) {
    return get(Setting.AUTO_ERROR) && !get(Setting.OPEN_METHODS).contains(method);
  }

  /** Whether users of the application's own login need no token. */
  public boolean acceptsSession() {
    return get(Setting.SESSION) == Session.ACCEPT;
  }

  /** Whether nothing is refused. */
  public boolean isReportOnly() {
    return get(Setting.REPORT_ONLY);
  }

  /** Whether nothing is left of the filter's mappings. */
  public boolean isAllExcluded() {
    List<UrlPattern> exclude = get(Setting.EXCLUDE);
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

  /** The one path, below the context path, that the filter is mapped to; empty where it is not. */
  String path() {
    boolean isOne = mapped.size() == 1 && !mappedByServletName;
    return isOne && mapped.get(0).extension() == null ? mapped.get(0).base() : "";
  }

  public FilterScope reach() {
    return reach;
  }
}
