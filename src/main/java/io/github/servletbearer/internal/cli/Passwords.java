// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a new password comes from: typed twice, unseen, where there is a console; else the first
 * line of standard input, in UTF-8. Never an argument: other users see those in the list of
 * processes. Not thread-safe.
 */
final class Passwords {
  /** In UTF-8; the token endpoint refuses longer ones. */
  private static final int MAX_BYTES = 1_024;

  /** Stands for what could not be decoded. */
  private static final char REPLACEMENT = '\ufffd';

  /** Windows PowerShell writes it before what it sends to a program as UTF-8. */
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** Reads a line without showing it; null at the end of the input. */
  private final @Nullable Supplier<char @Nullable []> keyboard;

  private final InputStream in;

  Passwords(@Nullable Supplier<char @Nullable []> keyboard, InputStream in) {
    this.keyboard = keyboard;
    this.in = in;
  }

  /** The passwords of this process. */
  @SuppressWarnings(
      "SystemConsoleNull") // null means no terminal before Java 22; after that, isTerminal decides
  static Passwords ofProcess() {
    Console console = System.console();
    if (console == null || !isTerminal(console)) {
      return in(System.in);
    }
    return new Passwords(console::readPassword, System.in);
  }

  /** The password in the first line of a stream. */
  static Passwords in(InputStream in) {
    return new Passwords(null, in);
  }

  /** Standard input itself. */
  InputStream in() {
    return in;
  }

  /** From Java 22 on there is a console also where standard input is a file. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** The next password, which the caller wipes after use. */
  char[] next(Terminal terminal) throws CommandFailedException {
    char[] password = keyboard == null ? firstLine() : typed(keyboard, terminal);
    try {
      require(password);
      return password;
    } catch (CommandFailedException e) {
      Arrays.fill(password, '\0');
      throw e;
    }
  }

  private static char[] typed(Supplier<char @Nullable []> keyboard, Terminal terminal)
      throws CommandFailedException {
    char[] password = ask(keyboard, terminal, "Password: ");
    char[] again = ask(keyboard, terminal, "The same again: ");
    boolean same = Arrays.equals(password, again);
    Arrays.fill(again, '\0');
    if (!same) {
      Arrays.fill(password, '\0');
      throw refuse("the two passwords differ.", "Type the same one twice.");
    }
    return password;
  }

  private static char[] ask(Supplier<char @Nullable []> keyboard, Terminal terminal, String prompt)
      throws CommandFailedException {
    terminal.prompt(prompt);
    char[] line = keyboard.get();
    if (line == null) {
      throw refuse("no password was typed.", "Type one, and Enter.");
    }
    return line;
  }

  private char[] firstLine() throws CommandFailedException {
    byte[] line = new byte[MAX_BYTES + 2];
    int length = 0;
    try {
      for (int b = in.read(); b >= 0 && b != '\n' && length < line.length; b = in.read()) {
        line[length++] = (byte) b;
      }
      if (length > 0 && line[length - 1] == '\r') {
        length--;
      }
      CharBuffer decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
      if (decoded.length() > 0 && decoded.charAt(0) == BYTE_ORDER_MARK) {
        decoded.get();
      }
      char[] password = new char[decoded.remaining()];
      decoded.get(password);
      Arrays.fill(decoded.array(), '\0');
      return password;
    } catch (CharacterCodingException e) {
      if (length > MAX_BYTES) { // it may have been cut within a character
        throw tooLong();
      }
      throw refuse("standard input is not UTF-8.", "Send the password in that encoding.");
    } catch (IOException e) {
      throw refuse("standard input cannot be read.", "Send the password as its first line.");
    } finally {
      Arrays.fill(line, (byte) 0);
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
