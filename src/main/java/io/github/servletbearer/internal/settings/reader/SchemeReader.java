// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.SettingValues;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.settings.value.SchemeKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one security scheme, and whether they go together. Not thread-safe. */
final class SchemeReader {
  /** Verifiers that accept tokens in the form of a JWT only. */
  private static final Set<String> OF_JWTS = Collections.singleton(FilterSettings.JWKS);

  /** Verifiers that know nothing of the tokens of our own endpoint. */
  private static final Set<String> OF_PROVIDERS =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList(FilterSettings.JWKS, FilterSettings.INTROSPECTION)));

  /** The kinds that a setting goes with; other settings go with all. */
  private static final Map<Setting<?>, Set<SchemeKind>> KINDS = kinds();

  /** Of these, those that a kind can do without. */
  private static final Set<Setting<?>> OPTIONAL =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList(Setting.REFRESH_URL, Setting.CLIENT_ID)));

  private final String name;
  private final Collection<FilterSettings> filters;
  private final Set<GrantType> offered;
  private final Problems problems;

  /**
   * @param filters all that name the scheme
   * @param offered the grants of our own token endpoint
   */
  SchemeReader(
      String name, Collection<FilterSettings> filters, Set<GrantType> offered, Problems problems) {
    this.name = name;
    this.filters = filters;
    this.offered = offered;
    this.problems = problems;
  }

  private static Map<Setting<?>, Set<SchemeKind>> kinds() {
    Map<Setting<?>, Set<SchemeKind>> kinds = new LinkedHashMap<>();
    kinds.put(
        Setting.TOKEN_URL,
        EnumSet.of(
            SchemeKind.PASSWORD, SchemeKind.AUTHORIZATION_CODE, SchemeKind.CLIENT_CREDENTIALS));
    kinds.put(Setting.REFRESH_URL, EnumSet.of(SchemeKind.PASSWORD, SchemeKind.AUTHORIZATION_CODE));
    kinds.put(Setting.AUTHORIZATION_URL, EnumSet.of(SchemeKind.AUTHORIZATION_CODE));
    kinds.put(Setting.OPEN_ID_CONNECT_URL, EnumSet.of(SchemeKind.OPEN_ID_CONNECT));
    kinds.put(Setting.CLIENT_ID, EnumSet.of(SchemeKind.AUTHORIZATION_CODE));
    return Collections.unmodifiableMap(kinds);
  }

  /**
   * The scheme; with problems among its settings, what is left of it.
   *
   * @param lookup finds the values in the components of the scheme
   * @param ownTokenUrl our own token endpoint, or null where none is mapped
   */
  SchemeSettings read(SettingLookup lookup, @Nullable String ownTokenUrl) {
    SettingValues given = lookup.read(Setting.Place.SCHEME);
    String tokenUrl = given.find(Setting.TOKEN_URL);
    boolean own =
        ownTokenUrl != null
            && !allVerify(OF_PROVIDERS)
            && (tokenUrl == null || tokenUrl.equals(ownTokenUrl));
    SchemeKind wanted = given.find(Setting.SCHEME);
    SchemeKind kind = wanted == null ? kindOf(given, own) : wanted;
    String ownAddress = own && grantOf(kind) != null ? ownTokenUrl : null;
    return new SchemeSettings(
        name,
        kind,
        allVerify(OF_JWTS),
        own && kind == SchemeKind.PASSWORD && offered.contains(GrantType.CLIENT_CREDENTIALS),
        valuesOf(kind, given, ownAddress),
        scopes(given));
  }

  /** What the addresses suggest, where no setting names it. */
  private SchemeKind kindOf(SettingValues given, boolean own) {
    if (given.find(Setting.AUTHORIZATION_URL) != null) {
      return SchemeKind.AUTHORIZATION_CODE;
    }
    if (given.find(Setting.OPEN_ID_CONNECT_URL) != null) {
      return SchemeKind.OPEN_ID_CONNECT;
    }
    boolean byPassword =
        own ? offered.contains(GrantType.PASSWORD) : given.find(Setting.TOKEN_URL) != null;
    if (byPassword) {
      return SchemeKind.PASSWORD;
    }
    return own && offered.contains(GrantType.CLIENT_CREDENTIALS)
        ? SchemeKind.CLIENT_CREDENTIALS
        : SchemeKind.HTTP;
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

  /** The values that go with the kind; reports what is missing and what does not belong there. */
  private SettingValues valuesOf(
      SchemeKind kind, SettingValues given, @Nullable String ownAddress) {
    SettingValues.Builder values = given.toBuilder();
    if (ownAddress != null) {
      requireGrantOf(kind);
      values.put(Setting.TOKEN_URL, ownAddress);
      boolean refreshes = kind == SchemeKind.PASSWORD && offered.contains(GrantType.REFRESH_TOKEN);
      if (refreshes && given.find(Setting.REFRESH_URL) == null) {
        values.put(Setting.REFRESH_URL, ownAddress);
      }
    }
    SettingValues completed = values.build();
    for (Setting<?> setting : KINDS.keySet()) {
      check(setting, kind, completed, values);
    }
    return values.build();
  }

  private void requireGrantOf(SchemeKind kind) {
    GrantType needed = grantOf(kind);
    if (needed != null && !offered.contains(needed)) {
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

  private void check(
      Setting<?> setting, SchemeKind kind, SettingValues given, SettingValues.Builder values) {
    boolean isSet = given.find(setting) != null;
    if (isOf(setting, kind)) {
      if (!isSet && !OPTIONAL.contains(setting)) {
        problems.error(
            ProblemCode.SETTINGS_DISAGREE,
            "Scheme " + name + ": " + kind.word() + " needs " + setting.key() + ".",
            "Set it, or set scheme to another kind.");
      }
    } else if (isSet) {
      values.put(setting, null);
      String kinds =
          Arrays.stream(SchemeKind.values())
              .filter(other -> isOf(setting, other))
              .map(SchemeKind::word)
              .collect(Collectors.joining(" or "));
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          "Scheme " + name + ": " + setting.key() + " does not go with " + kind.word() + ".",
          "Remove it, set scheme to "
              + kinds
              + ", or write it in the filters of the scheme that it is meant for.");
    }
  }

  private static boolean isOf(Setting<?> setting, SchemeKind kind) {
    Set<SchemeKind> kinds = KINDS.get(setting);
    return kinds != null && kinds.contains(kind);
  }

  /** Scopes that a filter requires are part of the catalogue, without a description. */
  private Map<String, String> scopes(SettingValues given) {
    Map<String, String> catalogue = new LinkedHashMap<>(given.get(Setting.SCOPES));
    for (FilterSettings filter : filters) {
      for (String scope : filter.get(Setting.REQUIRED_SCOPES).all()) {
        catalogue.putIfAbsent(scope, "");
      }
    }
    return Collections.unmodifiableMap(catalogue);
  }

  /** Whether every verifier of every filter is one of these. */
  private boolean allVerify(Set<String> verifiers) {
    boolean all = true;
    for (FilterSettings filter : filters) {
      all &= verifiers.containsAll(filter.get(Setting.VERIFY));
    }
    return all;
  }
}
