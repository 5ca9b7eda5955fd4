// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import org.jspecify.annotations.Nullable;

/** Makes text and exceptions of others fit for our log. */
public final class Redacted {
  private static final int MAX_LENGTH = 200;

  private Redacted() {}

  /**
   * The text in one line: control characters and line breaks encoded, the rest cut off (CWE-117).
   */
  public static String line(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      boolean breaksLine = c == '\u2028' || c == '\u2029';
      boolean plain = !Character.isISOControl(c) && !breaksLine && c != '\\';
      line.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return text.length() > MAX_LENGTH ? line.append("...").toString() : line.toString();
  }

  /**
   * The same exception by class and place, without its message: a message of others may hold a
   * token or a password.
   */
  public static Throwable withoutMessages(Throwable thrown) {
    return copy(thrown, 0);
  }

  private static Throwable copy(Throwable thrown, int depth) {
    Throwable cause = thrown.getCause();
    Throwable copy =
        new Throwable(
            thrown.getClass().getName() + " (message withheld)",
            cause == null || depth == 5 ? null : copy(cause, depth + 1));
    copy.setStackTrace(thrown.getStackTrace());
    return copy;
  }
}
