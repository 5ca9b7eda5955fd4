// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;

/** Reports settings that others need, and settings without effect. Not thread-safe. */
final class Requirements {
  private final Problems problems;

  Requirements(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reports a setting that is missing.
   *
   * @param where what is read: {@code <filter> bearer}
   * @param cause the value that needs it: {@code verify=jwks}
   */
  void require(String where, String cause, Setting<?> setting, boolean isSet) {
    if (!isSet) {
      problems.error(
          ProblemCode.SETTING_MISSING,
          where + ": " + cause + " needs the setting " + setting.key() + ", which is not set.",
          "Add the context-param " + setting.propertyName() + ": " + setting.parser().form() + ".");
    }
  }

  /** Reports a setting without effect: more likely than not, something else was forgotten. */
  void warnUnused(Setting<?> setting, String reason) {
    problems.warning(
        ProblemCode.SETTINGS_DISAGREE,
        setting.key() + " is set and has no effect: " + reason + ".",
        "Remove it, or change the other.");
  }
}
