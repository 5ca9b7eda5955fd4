// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the filters before one operation ask of a request. Immutable. */
public final class OperationSecurity {
  private final List<FilterSettings> filters;
  private final ProtectionLevel level;
  private final String method;

  private OperationSecurity(List<FilterSettings> filters, ProtectionLevel level, String method) {
    this.filters = filters;
    this.level = level;
    this.method = method;
  }

  /** What the bearer filters enforce in a part for a method; without a filter it is open. */
  public static OperationSecurity of(Settings settings, MappingPart part, String method) {
    return new OperationSecurity(
        settings.locks(part.filterNames()), ProtectionLevel.of(settings, part), method);
  }

  /** Whether no filter refuses any request. */
  public boolean isOpen() {
    return level.refusesNothing();
  }

  /** Whether a request without credentials gets through, or may: no filter is sure to refuse it. */
  public boolean isOptional() {
    boolean optional =
        level == ProtectionLevel.OPTIONAL
            && filters.stream().noneMatch(filter -> filter.requiresCredentials(method));
    return optional || isPartly();
  }

  /** Whether the application's own login stands for a token, and one of both is needed. */
  public boolean isSessionEnough() {
    return level == ProtectionLevel.OPTIONAL
        && !isOptional()
        && filters.stream()
            .allMatch(filter -> filter.acceptsSession() || !filter.requiresCredentials(method));
  }

  /** Whether a user of the application's own login needs to come from a page of this origin. */
  public boolean isBoundToOrigin() {
    return isSessionEnough() && !Choices.READING_METHODS.contains(method);
  }

  /** Whether another filter of the application may answer first. */
  public boolean isPartly() {
    return level == ProtectionLevel.PARTLY;
  }

  /** Whether no filter verifies the token. */
  public boolean isPresence() {
    return filters.stream().allMatch(FilterSettings::isPresence);
  }

  /**
   * Every scope that a token must have, sorted. A filter that lets requests without a token pass
   * judges a token all the same, so that its scopes count.
   */
  public Set<String> scopes() {
    Set<String> scopes = new TreeSet<>();
    filters.forEach(filter -> scopes.addAll(filter.get(Setting.REQUIRED_SCOPES).required(method)));
    return scopes;
  }

  /** The schemes of all its filters. */
  Set<String> schemes() {
    Set<String> names = new TreeSet<>();
    filters.forEach(filter -> names.add(filter.get(Setting.SCHEME_NAME)));
    return names;
  }

  /** The scopes that the filters of one scheme ask for. */
  Set<String> scopesOf(String scheme) {
    Set<String> scopes = new TreeSet<>();
    for (FilterSettings filter : filters) {
      if (filter.get(Setting.SCHEME_NAME).equals(scheme)) {
        scopes.addAll(filter.get(Setting.REQUIRED_SCOPES).required(method));
      }
    }
    return scopes;
  }

  /**
   * Security Requirement Objects (OAS 3.0.3 4.7.30): the schemes of all filters in one object, for
   * all must be satisfied; an empty object before it, as the specification's own example has it,
   * where nothing is needed, and the application's own login after it where that is enough.
   */
  public List<Map<String, List<String>>> requirements(SecuritySchemes schemes) {
    Map<String, List<String>> requirement = new TreeMap<>();
    for (String name : schemes()) {
      requirement.put(
          name, schemes.hasScopes(name) ? new ArrayList<>(scopesOf(name)) : new ArrayList<>());
    }
    List<Map<String, List<String>>> alternatives = new ArrayList<>();
    if (isOptional()) {
      alternatives.add(Collections.emptyMap());
    }
    alternatives.add(requirement);
    if (isSessionEnough()) {
      alternatives.add(
          Collections.singletonMap(schemes.applicationLogin(), Collections.emptyList()));
    }
    return alternatives;
  }

  /** The schemes of the filters that verify nothing. */
  public Set<String> presenceSchemes() {
    Set<String> names = new TreeSet<>();
    for (FilterSettings filter : filters) {
      if (filter.isPresence()) {
        names.add(filter.get(Setting.SCHEME_NAME));
      }
    }
    return names;
  }
}
