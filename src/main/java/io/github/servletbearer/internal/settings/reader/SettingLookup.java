// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.SettingValues;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of shared and scheme settings: outside beats inside, and two components of the
 * application that differ are an error. Not thread-safe.
 */
final class SettingLookup {
  private final Sources sources;
  private final Map<String, Map<String, String>> components;
  private final Problems problems;

  /** Looks also into components: their init-params by their description. */
  SettingLookup(Sources sources, Map<String, Map<String, String>> components, Problems problems) {
    this.sources = sources;
    this.components = new LinkedHashMap<>(components);
    this.problems = problems;
  }

  /** Every setting of this place that is set; a value that is not valid is a problem. */
  SettingValues read(Setting.Place place) {
    SettingValues.Builder values = new SettingValues.Builder();
    for (Setting<?> setting : Setting.all()) {
      if (setting.place() == place) {
        read(setting, values);
      }
    }
    return values.build();
  }

  /** Adds the value of a setting, if it is set and valid. */
  <T> void read(Setting<T> setting, SettingValues.Builder values) {
    FoundValue found = find(setting);
    if (found != null) {
      T value = found.parse(setting, problems);
      values.put(setting, value);
      if (value == null) {
        values.invalid(setting);
      }
    }
  }

  private @Nullable FoundValue find(Setting<?> setting) {
    String property = sources.systemProperties().get(setting.propertyName());
    if (property != null) {
      return new FoundValue(property, "system property " + setting.propertyName());
    }
    String variable = sources.environment().get(setting.environmentName());
    if (variable != null) {
      return new FoundValue(variable, "environment variable " + setting.environmentName());
    }
    String parameter = sources.contextParameters().get(setting.propertyName());
    if (parameter != null) {
      return new FoundValue(parameter, "context-param " + setting.propertyName());
    }
    return findInComponents(setting);
  }

  private @Nullable FoundValue findInComponents(Setting<?> setting) {
    FoundValue first = null;
    for (Map.Entry<String, Map<String, String>> component : components.entrySet()) {
      String value = component.getValue().get(setting.key());
      if (value == null) {
        continue;
      }
      if (first == null) {
        first = new FoundValue(value, "init-param of " + component.getKey());
      } else if (!first.text().equals(value.trim())) {
        problems.error(
            ProblemCode.CONTRADICTION,
            setting.key()
                + " has two values: by the "
                + first.source()
                + " and by the init-param of "
                + component.getKey()
                + ".",
            "Write it once, as context-param " + setting.propertyName() + ".");
      }
    }
    return first;
  }
}
