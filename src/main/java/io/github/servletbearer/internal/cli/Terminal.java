// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.PrintStream;

/**
 * Standard output and standard error. Names come from an archive, and could hold characters that
 * move the cursor, change the order of letters, or cannot be seen, so all text is encoded.
 */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void print(String line) {
    out.println(encode(line));
    out.flush();
  }

  /** Writes bytes of the result as they are. */
  void write(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }

  /** Writes what is left. */
  void requireWritten() throws CommandFailedException {
    if (out.checkError()) {
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          "standard output cannot be written to.",
          "See where it leads to: whether the disk is full, or the reader has ended.");
    }
  }

  /** Prints a line to standard error. */
  void complain(String line) {
    err.println(encode(line));
  }

  /** Reports a problem on standard error. */
  void report(Problem problem) {
    complain("Servlet Bearer: " + problem);
  }

  /** Asks for input; standard output takes results alone. */
  void prompt(String text) {
    err.print(text);
    err.flush();
  }

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
