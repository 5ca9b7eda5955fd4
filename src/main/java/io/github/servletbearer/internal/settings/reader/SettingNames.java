// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports names that no setting has, and settings where they may not stand. Not thread-safe. */
final class SettingNames {
  private final Problems problems;

  SettingNames(Problems problems) {
    this.problems = problems;
  }

  private static List<Setting<?>> settings(boolean ofFilter) {
    List<Setting<?>> settings = new ArrayList<>();
    for (Setting<?> setting : Setting.all()) {
      if (ofFilter || setting.place() != Setting.Place.FILTER) {
        settings.add(setting);
      }
    }
    return settings;
  }

  /** Checks what stands outside filters and servlets. */
  void check(Sources sources) {
    List<String> properties = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    for (Setting<?> setting : settings(false)) {
      properties.add(setting.propertyName());
      variables.add(setting.environmentName());
    }
    for (String name : sources.contextParameters().keySet()) {
      check(name, properties, "context-param", true);
    }
    for (String name : sources.systemProperties().keySet()) {
      check(name, properties, "system property", false);
    }
    for (String name : sources.environment().keySet()) {
      check(name, variables, "environment variable", false);
    }
  }

  /** Another application may own a property or variable, so these do not stop the deployment. */
  private void check(String name, List<String> known, String source, boolean stops) {
    if (known.contains(name)) {
      return;
    }
    Setting<?> misplaced = ofFilter(name);
    ProblemCode code = misplaced == null ? ProblemCode.UNKNOWN_SETTING : ProblemCode.WRONG_PLACE;
    String text =
        misplaced == null
            ? source + " " + name + " is no setting."
            : source + " " + name + " would hold for every filter at once; it is not read.";
    String cure =
        misplaced == null
            ? "Correct or remove it." + DidYouMean.forName(name, known)
            : "Write init-param " + misplaced.key() + " in the <filter> that it is meant for.";
    if (stops) {
      problems.error(code, text, cure);
    } else {
      problems.warning(code, text, cure);
    }
  }

  /**
   * Warns of context-params that are called like a setting and lack the prefix. Short words such as
   * {@code users} may be the application's own.
   */
  void checkPrefixes(Set<String> contextParameters) {
    for (Setting<?> setting : settings(false)) {
      String name = setting.key();
      boolean isOurs = !name.equals(name.toLowerCase(Locale.ROOT));
      if (isOurs
          && contextParameters.contains(name)
          && !contextParameters.contains(setting.propertyName())) {
        problems.warning(
            ProblemCode.UNKNOWN_SETTING,
            "context-param " + name + " is not read.",
            "Write " + setting.propertyName() + ", if it is meant for Servlet Bearer.");
      }
    }
  }

  private static @Nullable Setting<?> ofFilter(String name) {
    for (Setting<?> setting : Setting.all()) {
      if (name.equals(setting.propertyName()) || name.equals(setting.environmentName())) {
        return setting;
      }
    }
    return null;
  }

  /** Checks the init-params of a filter or servlet, which has this description. */
  void check(String component, boolean isFilter, Map<String, String> parameters) {
    List<String> known = new ArrayList<>();
    for (Setting<?> setting : settings(isFilter)) {
      known.add(setting.key());
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
            "Correct or remove it." + DidYouMean.forName(withoutPrefix(name), known));
      }
    }
  }

  private static String withoutPrefix(String name) {
    return name.startsWith(Setting.PREFIX) ? name.substring(Setting.PREFIX.length()) : name;
  }
}
