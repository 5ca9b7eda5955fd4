// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.log.Redacted;

/**
 * Makes text fit for a terminal: names come from an archive, and could hold what moves the cursor,
 * changes the order of letters, or cannot be seen.
 */
final class Terminal {
  private Terminal() {}

  /** The text with such characters encoded as the logs have them; line breaks are kept. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    text.replace("\r\n", "\n") // what Windows ends lines with
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || !Redacted.isHidden(c)) {
                encoded.appendCodePoint(c);
              } else {
                Redacted.encode(c, encoded);
              }
            });
    return encoded.toString();
  }
}
