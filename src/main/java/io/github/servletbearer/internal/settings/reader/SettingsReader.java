// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.RoleLinks;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.SettingValues;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the settings of an application from all their sources, and collects every problem instead
 * of stopping at the first. Not thread-safe.
 */
public final class SettingsReader {
  private final Deployment deployment;
  private final Sources sources;
  private final Problems problems;
  private final Map<String, Map<String, String>> filters = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> servlets = new LinkedHashMap<>();

  private SettingsReader(Deployment deployment, Sources sources, Problems problems) {
    this.deployment = deployment;
    this.sources = sources;
    this.problems = problems;
    for (FilterEntry filter : deployment.bearerFilters()) {
      filters.put(FilterReader.describe(filter), filter.initParameters());
    }
    for (ServletEntry servlet : deployment.servlets()) {
      if (servlet.isOurs()) {
        servlets.put("<servlet> " + servlet.name(), servlet.initParameters());
      }
    }
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

  /**
   * Reads one shared setting before the start; its default where the value is not valid, which the
   * start will report.
   *
   * @param components the init-params of our filters and servlets, by their description
   */
  public static <T> T read(
      Setting<T> setting, Sources sources, Map<String, Map<String, String>> components) {
    SettingValues.Builder values = new SettingValues.Builder();
    new SettingLookup(sources, components, new Problems()).read(setting, values);
    return values.build().get(setting);
  }

  private Settings read(String defaultTitle) {
    SettingNames names = new SettingNames(problems);
    names.check(sources);
    names.checkPrefixes(deployment.webXml().contextParameters().keySet());
    for (Map.Entry<String, Map<String, String>> filter : filters.entrySet()) {
      names.check(filter.getKey(), true, filter.getValue());
    }
    for (Map.Entry<String, Map<String, String>> servlet : servlets.entrySet()) {
      names.check(servlet.getKey(), false, servlet.getValue());
    }
    Map<String, Map<String, String>> components = new LinkedHashMap<>(filters);
    components.putAll(servlets);
    SettingValues shared = lookup(components).read(Setting.Place.SHARED);
    Endpoints endpoints = Endpoints.read(deployment, problems);
    Map<String, FilterSettings> read = new TreeMap<>();
    for (FilterEntry filter : deployment.bearerFilters()) {
      read.put(filter.name(), new FilterReader(filter, deployment, problems).read());
    }
    Settings settings =
        new Settings(
            shared,
            read,
            schemes(read.values(), shared, endpoints),
            endpoints,
            deployment.webXml().roles(),
            new RoleLinks(deployment),
            defaultTitle);
    checkNames(settings);
    new SettingRules(settings, problems).check();
    return settings;
  }

  private SettingLookup lookup(Map<String, Map<String, String>> components) {
    return new SettingLookup(sources, components, problems);
  }

  private Map<String, SchemeSettings> schemes(
      Collection<FilterSettings> filters, SettingValues shared, Endpoints endpoints) {
    Map<String, List<FilterSettings>> byScheme = new TreeMap<>();
    for (FilterSettings filter : filters) {
      byScheme
          .computeIfAbsent(filter.get(Setting.SCHEME_NAME), name -> new ArrayList<>())
          .add(filter);
    }
    String path = endpoints.path(Endpoint.TOKEN);
    String tokenUrl = path == null ? null : path.substring(1);
    Map<String, SchemeSettings> schemes = new TreeMap<>();
    for (Map.Entry<String, List<FilterSettings>> scheme : byScheme.entrySet()) {
      String name = scheme.getKey();
      SchemeReader reader =
          new SchemeReader(name, scheme.getValue(), Settings.offeredGrants(shared), problems);
      schemes.put(name, reader.read(lookup(componentsOf(scheme.getValue())), tokenUrl));
    }
    return schemes;
  }

  /** The companion servlet may hold scheme settings too; they are meant for every scheme. */
  private Map<String, Map<String, String>> componentsOf(List<FilterSettings> ofScheme) {
    Map<String, Map<String, String>> components = new LinkedHashMap<>(servlets);
    Set<String> names = new HashSet<>();
    for (FilterSettings filter : ofScheme) {
      names.add(filter.name());
    }
    for (FilterEntry filter : deployment.bearerFilters()) {
      if (names.contains(filter.name())) {
        components.put(FilterReader.describe(filter), filter.initParameters());
      }
    }
    return components;
  }

  /** Checks that servlets and filters exist that settings name. */
  private void checkNames(Settings settings) {
    List<String> servletNames = new ArrayList<>();
    for (ServletEntry servlet : deployment.servlets()) {
      servletNames.add(servlet.name());
    }
    checkNames(
        settings,
        Setting.DOCUMENT_SERVLETS,
        servletNames,
        "there is no such servlet.",
        "Write the <servlet-name>.");
    List<String> filterNames = new ArrayList<>();
    for (OtherFilter filter : deployment.otherFilters()) {
      filterNames.add(filter.name());
    }
    checkNames(
        settings,
        Setting.PASS_THROUGH_FILTERS,
        filterNames,
        "the application has no such filter besides ours.",
        "Write the <filter-name>.");
  }

  private void checkNames(
      Settings settings,
      Setting<Set<String>> setting,
      List<String> known,
      String problem,
      String cure) {
    for (String name : settings.get(setting)) {
      if (!known.contains(name)) {
        problems.error(
            ProblemCode.BAD_VALUE,
            setting.key() + " names \"" + name + "\", and " + problem,
            cure + DidYouMean.forName(name, known));
      }
    }
  }
}
