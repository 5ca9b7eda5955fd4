// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

/**
 * Makes text fit for a terminal: names come from an archive, and could hold what moves the cursor,
 * changes the order of letters, or cannot be seen.
 */
final class Terminal {
  private Terminal() {}

  /** The text with such characters encoded, as in <code>\\u{202e}</code>; line breaks are kept. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    text.replace("\r\n", "\n") // what Windows ends lines with
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || !isHidden(c)) {
                encoded.appendCodePoint(c);
              } else {
                encoded.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return encoded.toString();
  }

  private static boolean isHidden(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.PRIVATE_USE:
      case Character.SURROGATE:
      case Character.UNASSIGNED:
        return true;
      default:
        return false;
    }
  }
}
