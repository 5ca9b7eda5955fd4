// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of an application from all their sources, and collects every problem instead
 * of stopping at the first. Not thread-safe.
 */
public final class SettingsReader {
  private static final String FILTER_TAG = "<filter> ";

  private final Deployment deployment;
  private final Problems problems;
  private final SettingLookup shared;
  private final GrantSettings grants;

  private SettingsReader(Deployment deployment, Sources sources, Problems problems) {
    this.deployment = deployment;
    this.problems = problems;
    this.shared = new SettingLookup(sources, components(deployment), problems);
    this.grants = new GrantSettings(shared);
  }

  /**
   * Reads everything. Where problems were found the result is fit for reporting only.
   *
   * @param defaultTitle the title of an application that sets none
   */
  public static Settings read(
      Deployment deployment, Sources sources, String defaultTitle, Problems problems) {
    return new SettingsReader(deployment, sources, problems).read(defaultTitle);
  }

  /** The filters of ours, sorted by name. */
  public static List<FilterEntry> filters(Deployment deployment) {
    List<FilterEntry> filters = new ArrayList<>();
    for (FilterEntry filter : deployment.filters()) {
      if (FilterSettings.FILTER_CLASS.equals(filter.className())) {
        filters.add(filter);
      }
    }
    return filters;
  }

  private static Map<String, Map<String, String>> components(Deployment deployment) {
    Map<String, Map<String, String>> components = new LinkedHashMap<>();
    for (FilterEntry filter : filters(deployment)) {
      components.put(describe(filter), filter.initParameters());
    }
    for (ServletEntry servlet : deployment.servlets()) {
      if (Endpoints.SERVLET_CLASS.equals(servlet.className())) {
        components.put("<servlet> " + servlet.name(), servlet.initParameters());
      }
    }
    return components;
  }

  private static String describe(FilterEntry filter) {
    return FILTER_TAG + filter.name();
  }

  private Settings read(String defaultTitle) {
    shared.checkNames();
    shared.components().forEach(this::checkInitParameters);
    Endpoints endpoints = Endpoints.read(deployment, problems);
    Map<String, FilterSettings> filters = new TreeMap<>();
    for (FilterEntry filter : filters(deployment)) {
      filters.put(filter.name(), filter(filter));
    }
    Map<String, SchemeSettings> schemes = schemes(filters, endpoints);
    Settings settings =
        new Settings(
            shared, filters, schemes, endpoints, grants, deployment.webXml().roles(), defaultTitle);
    checkDocumentServlets(settings);
    checkPassThroughFilters(settings);
    new VerifyRules(settings, problems).check();
    return settings;
  }

  private void checkInitParameters(String component, Map<String, String> parameters) {
    boolean isFilter = component.startsWith(FILTER_TAG);
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (isFilter || setting.place() != Setting.Place.FILTER) {
        known.add(setting.key());
      }
    }
    for (String name : parameters.keySet()) {
      if (known.contains(name)) {
        continue;
      }
      if (Setting.byKey(name) != null) {
        problems.error(
            ProblemCode.WRONG_PLACE,
            "init-param " + name + " stands in " + component + ".",
            "Write it in the <filter> that it is meant for.");
      } else {
        problems.error(
            ProblemCode.UNKNOWN_SETTING,
            "init-param " + name + " of " + component + " is no setting.",
            "Mend or remove it." + DidYouMean.forName(name, known));
      }
    }
  }

  private FilterSettings filter(FilterEntry filter) {
    FilterSettings settings =
        new FilterSettings(
            filter,
            read(filter, Setting.VERIFY, ValueParsers::list),
            orNone(readOptional(filter, Setting.REQUIRED_SCOPES, ValueParsers::scopeRule)),
            read(filter, Setting.AUTO_ERROR, ValueParsers::bool),
            read(filter, Setting.ATTRIBUTE, SettingsReader::attribute),
            orEmpty(readOptional(filter, Setting.EXCLUDE, ValueParsers::patterns)),
            read(filter, Setting.SCHEME_NAME, ValueParsers::schemeName));
    checkMappings(filter, settings);
    return settings;
  }

  private static ScopeRule orNone(@Nullable ScopeRule rule) {
    return rule == null ? ScopeRule.NONE : rule;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? Collections.emptyList() : list;
  }

  private <T> T read(FilterEntry filter, Setting setting, Function<String, T> parser) {
    T value = readOptional(filter, setting, parser);
    return value == null ? parser.apply(String.valueOf(setting.defaultValue())) : value;
  }

  private <T> @Nullable T readOptional(
      FilterEntry filter, Setting setting, Function<String, T> parser) {
    String value = filter.initParameters().get(setting.key());
    return value == null
        ? null
        : SettingLookup.parse(
            setting,
            new SettingLookup.Found(value, "init-param of " + describe(filter)),
            parser,
            problems);
  }

  private static String attribute(String value) {
    String name = ValueParsers.name(value);
    boolean reserved =
        name.startsWith("javax.")
            || name.startsWith("jakarta.")
            || name.startsWith("bearer.")
            || name.startsWith("io.github.servletbearer.");
    if (reserved) {
      throw new IllegalArgumentException("That name is taken; choose another.");
    }
    return name;
  }

  private void checkMappings(FilterEntry filter, FilterSettings settings) {
    UrlPattern odd = filter.oddPattern();
    if (!filter.isMapped()) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          describe(filter) + " is mapped to nothing and protects nothing.",
          "Add a <filter-mapping> with <filter-name>" + filter.name() + "</filter-name>.");
    } else if (odd != null) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          describe(filter)
              + " is mapped to \""
              + odd
              + "\", which containers read in different ways.",
          odd.extension() == null || odd.extension().isEmpty()
              ? "Write \"/\" for the root path alone (not its welcome files), or \"/*\" for"
                  + " everything."
              : "Write the last extension alone: \"*"
                  + odd.text().substring(odd.text().lastIndexOf('.'))
                  + "\".");
    } else if (filter.isAssumed()) {
      problems.error(
          ProblemCode.NOT_REGISTERED,
          describe(filter)
              + " has a mapping that web.xml does not declare, so that nobody can tell which"
              + " dispatches it sees.",
          "Declare each mapping of the filter in WEB-INF/web.xml.");
    } else if (settings.isAllExcluded()) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          describe(filter) + " excludes everything that it is mapped to, and protects nothing.",
          "Exclude less, or remove the filter.");
    } else if (!filter.sees(Dispatcher.REQUEST)) {
      problems.warning(
          ProblemCode.FILTER_SEES_NOTHING,
          describe(filter) + " sees no request from outside: its mappings lack REQUEST.",
          "Add <dispatcher>REQUEST</dispatcher>, unless it shall see forwards only.");
    }
  }

  private Map<String, SchemeSettings> schemes(
      Map<String, FilterSettings> filters, Endpoints endpoints) {
    Map<String, Map<String, Map<String, String>>> byScheme = new TreeMap<>();
    for (FilterEntry filter : filters(deployment)) {
      FilterSettings settings = filters.get(filter.name());
      if (settings != null) {
        byScheme
            .computeIfAbsent(settings.schemeName(), name -> companions())
            .put(describe(filter), filter.initParameters());
      }
    }
    Map<String, SchemeSettings> schemes = new TreeMap<>();
    byScheme.forEach(
        (name, components) ->
            schemes.put(name, scheme(name, shared.withComponents(components), filters, endpoints)));
    return schemes;
  }

  /** The companion servlet may hold scheme settings too; they are meant for every scheme. */
  private Map<String, Map<String, String>> companions() {
    Map<String, Map<String, String>> companions = new LinkedHashMap<>(shared.components());
    companions.keySet().removeIf(component -> component.startsWith(FILTER_TAG));
    return companions;
  }

  private SchemeSettings scheme(
      String name, SettingLookup reader, Map<String, FilterSettings> filters, Endpoints endpoints) {
    List<FilterSettings> ofScheme = new ArrayList<>(filters.values());
    ofScheme.removeIf(filter -> !filter.schemeName().equals(name));
    String mapped = endpoints.path(Endpoint.TOKEN);
    return new SchemeReader(name, reader, ofScheme, grants, problems)
        .read(mapped == null ? null : mapped.substring(1));
  }

  private void checkDocumentServlets(Settings settings) {
    Set<String> names = new TreeSet<>();
    deployment.servlets().forEach(servlet -> names.add(servlet.name()));
    for (String name : settings.documentServlets()) {
      if (!names.contains(name)) {
        problems.error(
            ProblemCode.BAD_VALUE,
            "documentServlets names \"" + name + "\", and there is no such servlet.",
            "Write the <servlet-name>." + DidYouMean.forName(name, names));
      }
    }
  }

  private void checkPassThroughFilters(Settings settings) {
    Set<String> names = new TreeSet<>();
    deployment.otherFilters().forEach(filter -> names.add(filter.name()));
    for (String name : settings.passThroughFilters()) {
      if (!names.contains(name)) {
        problems.error(
            ProblemCode.BAD_VALUE,
            "passThroughFilters names \""
                + name
                + "\", and the application has no such filter besides ours.",
            "Write the <filter-name>." + DidYouMean.forName(name, names));
      }
    }
  }
}
