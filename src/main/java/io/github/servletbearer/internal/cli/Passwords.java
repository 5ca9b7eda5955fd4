// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.cli.archive.CommandFailedException;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a new password comes from: typed twice, unseen, where there is a console; else the first
 * line of standard input, in UTF-8. Never an argument: other users see those in the list of
 * processes. Not thread-safe.
 */
final class Passwords {
  /** The token endpoint looks at no longer one. */
  private static final int MAX_BYTES = 1_024;

  /** Stands for what could not be decoded. */
  private static final char REPLACEMENT = '\ufffd';

  /** Reads a line without showing it. */
  interface Keyboard {
    /** The line, or null at the end of the input. */
    char @Nullable [] read();
  }

  private final @Nullable Keyboard keyboard;
  private final InputStream in;

  private Passwords(@Nullable Keyboard keyboard, InputStream in) {
    this.keyboard = keyboard;
    this.in = in;
  }

  /** Those of this process. */
  @SuppressWarnings("SystemConsoleNull") // null means no terminal before Java 22; then we ask
  static Passwords ofProcess() {
    Console console = System.console();
    if (console == null || !isTerminal(console)) {
      return in(System.in);
    }
    return new Passwords(console::readPassword, System.in);
  }

  /** Typed ones. */
  static Passwords typedAt(Keyboard keyboard) {
    return new Passwords(keyboard, System.in);
  }

  /** Those that a stream holds. */
  static Passwords in(InputStream in) {
    return new Passwords(null, in);
  }

  /** From Java 22 on there is a console also where nobody types. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /**
   * The next password; who has it wipes it after use.
   *
   * @param prompts where the prompts go
   */
  char[] next(PrintStream prompts) throws CommandFailedException, IOException {
    char[] password = keyboard == null ? firstLine() : typed(keyboard, prompts);
    try {
      require(password);
      return password;
    } catch (CommandFailedException e) {
      Arrays.fill(password, '\0');
      throw e;
    }
  }

  private static char[] typed(Keyboard keyboard, PrintStream prompts)
      throws CommandFailedException {
    char[] password = ask(keyboard, prompts, "Password: ");
    char[] again = ask(keyboard, prompts, "The same again: ");
    boolean same = Arrays.equals(password, again);
    Arrays.fill(again, '\0');
    if (!same) {
      Arrays.fill(password, '\0');
      throw refuse("the two passwords differ.", "Type the same one twice.");
    }
    return password;
  }

  private static char[] ask(Keyboard keyboard, PrintStream prompts, String prompt)
      throws CommandFailedException {
    prompts.print(prompt);
    prompts.flush();
    char[] line = keyboard.read();
    if (line == null) {
      throw refuse("no password was typed.", "Type one, and Enter.");
    }
    return line;
  }

  private char[] firstLine() throws CommandFailedException, IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < MAX_BYTES + 2; b = in.read()) {
      line.write(b);
    }
    byte[] bytes = line.toByteArray();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    try {
      CharBuffer characters =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      char[] password = new char[characters.remaining()];
      characters.get(password);
      return password;
    } catch (CharacterCodingException e) {
      if (length > MAX_BYTES) { // it may have been cut within a character
        throw tooLong();
      }
      throw refuse("standard input is not UTF-8.", "Send the password in that encoding.");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static void require(char[] password) throws CommandFailedException {
    if (password.length == 0) {
      throw refuse(
          "the password is empty, and an empty one never logs in.",
          "Type one, or send it as the first line of standard input.");
    }
    ByteBuffer encoded = ByteBuffer.allocate(4 * password.length);
    CoderResult result =
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
    int bytes = encoded.position();
    Arrays.fill(encoded.array(), (byte) 0);
    if (result.isError()) {
      throw undecoded();
    }
    if (bytes > MAX_BYTES) {
      throw tooLong();
    }
    for (char c : password) {
      if (c == REPLACEMENT) {
        throw undecoded();
      }
    }
  }

  private static CommandFailedException tooLong() {
    return refuse(
        "the password has more than " + MAX_BYTES + " bytes, and such a one never logs in.",
        "Take a shorter one.");
  }

  /** The hash would be that of another password. */
  private static CommandFailedException undecoded() {
    return refuse(
        "the password has a character that this terminal's encoding does not know.",
        "Set LANG to a UTF-8 locale, or send the password to standard input in UTF-8.");
  }

  private static CommandFailedException refuse(String text, String cure) {
    return new CommandFailedException(ProblemCode.BAD_COMMAND, text, cure);
  }
}
