// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one security scheme, and whether they go together. Not thread-safe. */
final class SchemeReader {
  private static final Setting[] ADDRESSES = {
    Setting.TOKEN_URL, Setting.AUTHORIZATION_URL, Setting.REFRESH_URL
  };

  /** Verifiers that take tokens in the form of a JWT only. */
  private static final Set<String> OF_JWTS = Collections.singleton(FilterSettings.JWKS);

  /** Verifiers that know nothing of the tokens of our own endpoint. */
  private static final Set<String> OF_PROVIDERS =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList(FilterSettings.JWKS, FilterSettings.INTROSPECTION)));

  private final String name;
  private final SettingLookup reader;
  private final Collection<FilterSettings> filters;
  private final GrantSettings grants;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param reader finds the values in the components of the scheme
   * @param filters all that name the scheme
   * @param grants what our own token endpoint offers
   */
  SchemeReader(
      String name,
      SettingLookup reader,
      Collection<FilterSettings> filters,
      GrantSettings grants,
      Problems problems) {
    this.name = name;
    this.reader = reader;
    this.filters = filters;
    this.grants = grants;
    this.problems = problems;
  }

  /**
   * The scheme; with problems among its settings, what is left of it.
   *
   * @param ownTokenUrl our own token endpoint, or null where none is mapped
   */
  SchemeSettings read(@Nullable String ownTokenUrl) {
    Map<Setting, String> values = values();
    SchemeKind said = reader.readOptional(Setting.SCHEME, SchemeKind::of);
    boolean own =
        ownTokenUrl != null
            && !allVerify(OF_PROVIDERS)
            && values.getOrDefault(Setting.TOKEN_URL, ownTokenUrl).equals(ownTokenUrl);
    SchemeKind kind = said == null ? kindOf(values.keySet(), own) : said;
    if (own && grantOf(kind) != null) {
      completeOwn(kind, values, String.valueOf(ownTokenUrl));
    }
    check(kind, values);
    String description = reader.readOptional(Setting.DESCRIPTION, ValueParsers::text);
    if (description != null) {
      values.put(Setting.DESCRIPTION, description);
    }
    return new SchemeSettings(
        name,
        kind,
        allVerify(OF_JWTS),
        own && kind == SchemeKind.PASSWORD && offers(GrantType.CLIENT_CREDENTIALS),
        Collections.unmodifiableMap(values),
        scopes());
  }

  private Map<Setting, String> values() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting address : ADDRESSES) {
      put(values, address, reader.readOptional(address, ValueParsers::urlReference));
    }
    put(
        values,
        Setting.OPEN_ID_CONNECT_URL,
        reader.readOptional(Setting.OPEN_ID_CONNECT_URL, ValueParsers::absoluteUrl));
    put(values, Setting.CLIENT_ID, reader.readOptional(Setting.CLIENT_ID, ValueParsers::asciiText));
    return values;
  }

  private static void put(Map<Setting, String> values, Setting setting, @Nullable String value) {
    if (value != null) {
      values.put(setting, value);
    }
  }

  /** What the addresses speak of, where no setting says it. */
  private SchemeKind kindOf(Set<Setting> given, boolean own) {
    if (given.contains(Setting.AUTHORIZATION_URL)) {
      return SchemeKind.AUTHORIZATION_CODE;
    }
    if (given.contains(Setting.OPEN_ID_CONNECT_URL)) {
      return SchemeKind.OPEN_ID_CONNECT;
    }
    if (own ? offers(GrantType.PASSWORD) : given.contains(Setting.TOKEN_URL)) {
      return SchemeKind.PASSWORD;
    }
    return own && offers(GrantType.CLIENT_CREDENTIALS)
        ? SchemeKind.CLIENT_CREDENTIALS
        : SchemeKind.HTTP;
  }

  private boolean offers(GrantType grant) {
    return grants.offered().contains(grant);
  }

  /** The grant that our own endpoint must offer for this kind, or null. */
  private static @Nullable GrantType grantOf(SchemeKind kind) {
    switch (kind) {
      case PASSWORD:
        return GrantType.PASSWORD;
      case CLIENT_CREDENTIALS:
        return GrantType.CLIENT_CREDENTIALS;
      default:
        return null;
    }
  }

  /** Fills in our own addresses, and reports a kind whose grant is not offered there. */
  private void completeOwn(SchemeKind kind, Map<Setting, String> values, String tokenUrl) {
    values.put(Setting.TOKEN_URL, tokenUrl);
    if (kind == SchemeKind.PASSWORD && grants.canRefresh()) {
      values.putIfAbsent(Setting.REFRESH_URL, tokenUrl);
    }
    GrantType needed = grantOf(kind);
    if (needed != null && !offers(needed)) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          "Scheme "
              + name
              + ": "
              + kind.word()
              + " needs the grant "
              + needed.word()
              + ", which our token endpoint does not offer.",
          needed == GrantType.PASSWORD
              ? "Name it in grants, or set scheme to another kind."
              : "Name it in grants and the clients in clients, or set scheme to another kind.");
    }
  }

  /** Reports what is missing, and takes out and reports what does not belong there. */
  private void check(SchemeKind kind, Map<Setting, String> values) {
    for (Setting needed : kind.needed()) {
      if (!values.containsKey(needed)) {
        problems.error(
            ProblemCode.SETTINGS_DISAGREE,
            "Scheme " + name + ": " + kind.word() + " needs " + needed.key() + ".",
            "Set it, or set scheme to another kind.");
      }
    }
    Set<Setting> foreign = new HashSet<>(values.keySet());
    foreign.removeIf(kind::takes);
    values.keySet().removeAll(foreign);
    for (Setting setting : Setting.values()) {
      if (foreign.contains(setting)) {
        problems.error(
            ProblemCode.SETTINGS_DISAGREE,
            "Scheme " + name + ": " + setting.key() + " does not go with " + kind.word() + ".",
            "Remove it, set scheme to "
                + String.join(" or ", SchemeKind.taking(setting))
                + ", or write it in the filters of the scheme that it is meant for.");
      }
    }
  }

  private Map<String, String> scopes() {
    Map<String, String> catalogue = new LinkedHashMap<>();
    catalogue.putAll(reader.read(Setting.SCOPES, SchemeReader::catalogue, new TreeMap<>()));
    for (FilterSettings filter : filters) {
      filter.requiredScopes().all().forEach(scope -> catalogue.putIfAbsent(scope, ""));
    }
    return Collections.unmodifiableMap(catalogue);
  }

  private static Map<String, String> catalogue(String value) {
    Map<String, String> catalogue = ValueParsers.map(value);
    catalogue.keySet().forEach(ValueParsers::scope);
    catalogue.values().forEach(ValueParsers::text);
    return catalogue;
  }

  /** Whether every verifier of every filter is one of these. */
  private boolean allVerify(Set<String> verifiers) {
    return filters.stream().allMatch(filter -> verifiers.containsAll(filter.verify()));
  }
}
