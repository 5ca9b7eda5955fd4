// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes foreign text and exceptions safe for the log. */
public final class Redacted {
  private static final int MAX_LENGTH = 200;

  private Redacted() {}

  /**
   * The text in one readable line: control, format and other invisible characters and line breaks
   * encoded as {@code \\u} and four digits, cut off after 200 characters (CWE-117).
   */
  public static String line(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder line = new StringBuilder();
    int at = 0;
    while (at < text.length() && at < MAX_LENGTH) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (isPlain(character)) {
        line.appendCodePoint(character);
      } else {
        encode(character, line);
      }
      at = next;
    }
    return at < text.length() ? line.append("...").toString() : line.toString();
  }

  /**
   * The text as one word of printable ASCII, for log lines whose fields are separated by spaces,
   * quotes or brackets: percent-encoded as UTF-8 (RFC 3986 2.1), cut off after 200 bytes.
   */
  public static String word(String text) {
    if (text.isEmpty()) {
      return line(null);
    }
    if (text.equals("-")) { // which means that there is no text
      return "%2D";
    }
    if (text.length() <= MAX_LENGTH && isWord(text)) {
      return text; // as nearly all are, so a request's log attribute costs nothing
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder word = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length && i < MAX_LENGTH; i++) {
      int octet = bytes[i] & 0xff;
      if (isWordCharacter(octet)) {
        word.append((char) octet);
      } else {
        word.append(String.format("%%%02X", octet));
      }
    }
    return bytes.length > MAX_LENGTH ? word.append("...").toString() : word.toString();
  }

  private static boolean isPlain(int character) {
    boolean odd = Character.isSpaceChar(character) && character != ' ' || character == '\\';
    return !odd && !isHidden(character);
  }

  /** Whether a character is invisible, or moves those around it, as U+202E does. */
  public static boolean isHidden(int character) {
    switch (Character.getType(character)) {
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

  /** Appends a character as {@code \\u} and four digits, twice if it is a pair. */
  public static void encode(int character, StringBuilder to) {
    for (char unit : Character.toChars(character)) {
      to.append(String.format("\\u%04x", (int) unit));
    }
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isWordCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordCharacter(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || character < 0x7f && ".-_@+~/:=*!#$&".indexOf(character) >= 0;
  }

  /**
   * The exception with its class and stack trace, without its message: a foreign message may
   * contain a token or a password.
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
