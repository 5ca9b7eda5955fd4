// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A value as it is written, and where. Immutable. */
final class FoundValue {
  private final String text;
  private final String source;

  /** A value that stands in a source: {@code context-param bearer.title}. */
  FoundValue(String text, String source) {
    this.text = text.trim();
    this.source = source;
  }

  /** The value without blanks around it. */
  String text() {
    return text;
  }

  String source() {
    return source;
  }

  /** What it means; a value that is not valid becomes a problem, and null. */
  <T> @Nullable T parse(Setting<T> setting, Problems problems) {
    String shown = setting.parser().isSecret() ? "(withheld)" : "\"" + text + "\"";
    if (text.contains("${")) {
      problems.error(
          ProblemCode.UNEXPANDED_PLACEHOLDER,
          setting.key() + " (" + source + ") still holds a placeholder: " + shown + ".",
          "This container did not expand it: write the value, or set "
              + setting.environmentName()
              + ".");
      return null;
    }
    String form = setting.parser().form();
    try {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("Remove it, or write " + form + ".");
      }
      return setting.parser().parse(text);
    } catch (IllegalArgumentException e) {
      problems.error(
          ProblemCode.BAD_VALUE,
          setting.key() + " = " + shown + " (" + source + ") is not " + form.replace("`", "") + ".",
          String.valueOf(e.getMessage()));
      return null;
    }
  }
}
