// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value of a shared or scheme setting: outside beats inside, and two components of the
 * application that differ are an error. A bad value is reported and its default taken, so that the
 * reading goes on to the next problem. Not thread-safe.
 */
final class SettingLookup {
  private final Sources sources;
  private final Map<String, Map<String, String>> components;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param components init-params by the component's description
   */
  SettingLookup(Sources sources, Map<String, Map<String, String>> components, Problems problems) {
    this.sources = sources;
    this.components = new LinkedHashMap<>(components);
    this.problems = problems;
  }

  /** The same sources with the init-params of these components only. */
  SettingLookup withComponents(Map<String, Map<String, String>> components) {
    return new SettingLookup(sources, components, problems);
  }

  /** Reads a setting that has a default in its own form. */
  <T> T read(Setting setting, Function<String, T> parser) {
    String fallback = setting.defaultValue();
    if (fallback == null) {
      throw new IllegalArgumentException(setting + " has no default");
    }
    return read(setting, parser, parser.apply(fallback));
  }

  <T> T read(Setting setting, Function<String, T> parser, T fallback) {
    T value = readOptional(setting, parser);
    return value == null ? fallback : value;
  }

  <T> @Nullable T readOptional(Setting setting, Function<String, T> parser) {
    Found found = find(setting);
    return found == null ? null : parse(setting, found, parser, problems);
  }

  private @Nullable Found find(Setting setting) {
    String property = sources.systemProperties().get(setting.propertyName());
    if (property != null) {
      return new Found(property, "system property " + setting.propertyName());
    }
    String variable = sources.environment().get(setting.environmentName());
    if (variable != null) {
      return new Found(variable, "environment variable " + setting.environmentName());
    }
    String parameter = sources.contextParameters().get(setting.propertyName());
    if (parameter != null) {
      return new Found(parameter, "context-param " + setting.propertyName());
    }
    return findInComponents(setting);
  }

  private @Nullable Found findInComponents(Setting setting) {
    Found first = null;
    for (Map.Entry<String, Map<String, String>> component : components.entrySet()) {
      String value = component.getValue().get(setting.key());
      if (value == null) {
        continue;
      }
      if (first == null) {
        first = new Found(value, "init-param of " + component.getKey());
      } else if (!first.value.trim().equals(value.trim())) {
        problems.error(
            ProblemCode.CONTRADICTION,
            setting.key()
                + " has two values: by the "
                + first.source
                + " and by the init-param of "
                + component.getKey()
                + ".",
            "Write it once, as context-param " + setting.propertyName() + ".");
      }
    }
    return first;
  }

  /** Parses a value; a bad one becomes a problem and null. */
  static <T> @Nullable T parse(
      Setting setting, Found found, Function<String, T> parser, Problems problems) {
    String value = found.value.trim();
    String shown = setting.isSecret() ? "(withheld)" : "\"" + value + "\"";
    if (value.contains("${")) {
      problems.error(
          ProblemCode.UNEXPANDED_PLACEHOLDER,
          setting.key() + " (" + found.source + ") still holds a placeholder: " + shown + ".",
          "This container did not expand it: write the value, or set "
              + setting.environmentName()
              + ".");
      return null;
    }
    try {
      if (value.isEmpty()) {
        throw new IllegalArgumentException(
            "Remove it, or write " + setting.form().sentence() + ".");
      }
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      problems.error(
          ProblemCode.BAD_VALUE,
          setting.key()
              + " = "
              + shown
              + " ("
              + found.source
              + ") is not "
              + setting.form().sentence().replace("`", "")
              + ".",
          String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Reports names that no setting has, and settings where they may not stand. */
  void checkNames() {
    List<String> outside = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.place() != Setting.Place.FILTER) {
        outside.add(setting.propertyName());
      }
    }
    for (String name : sources.contextParameters().keySet()) {
      check(name, outside, "context-param", true);
    }
    for (String name : sources.systemProperties().keySet()) {
      check(name, outside, "system property", false);
    }
    List<String> variables = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.place() != Setting.Place.FILTER) {
        variables.add(setting.environmentName());
      }
    }
    for (String name : sources.environment().keySet()) {
      check(name, variables, "environment variable", false);
    }
  }

  private void check(String name, List<String> known, String source, boolean stops) {
    if (known.contains(name)) {
      return;
    }
    Setting misplaced = null;
    for (Setting setting : Setting.values()) {
      if (name.equals(setting.propertyName()) || name.equals(setting.environmentName())) {
        misplaced = setting;
      }
    }
    ProblemCode code = misplaced == null ? ProblemCode.UNKNOWN_SETTING : ProblemCode.WRONG_PLACE;
    String text =
        misplaced == null
            ? source + " " + name + " is no setting."
            : source + " " + name + " would hold for every filter at once; it is not read.";
    String cure =
        misplaced == null
            ? "Mend or remove it." + DidYouMean.forName(name, known)
            : "Write init-param " + misplaced.key() + " in the <filter> that it is meant for.";
    if (stops) {
      problems.error(code, text, cure);
    } else {
      problems.warning(code, text, cure);
    }
  }

  /** The init-params that each component has, by its description. */
  Map<String, Map<String, String>> components() {
    return Collections.unmodifiableMap(components);
  }

  /** A value and where it stands. */
  static final class Found {
    private final String value;
    private final String source;

    Found(String value, String source) {
      this.value = value;
      this.source = source;
    }
  }
}
