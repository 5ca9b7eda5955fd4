// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import io.github.servletbearer.internal.bytes.Utf8;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of strangers (RFC 8259), strictly: valid UTF-8 without a byte order mark, one object
 * and nothing behind it, no duplicate names after unescaping, no half of a surrogate pair, no
 * leniency, bounded depth and size (RFC 7515 4, RFC 8725 3.7).
 */
public final class StrictJson {
  /** Objects and arrays within each other, the outermost included. */
  private static final int MAX_DEPTH = 16;

  /** Characters of a number; a double needs 24. */
  private static final int MAX_NUMBER_LENGTH = 64;

  /** The digits of the largest long; as many never reach 2^64. */
  private static final int LONG_DIGITS = 19;

  /** No byte: the text has ended. */
  private static final int END = 256;

  private final byte[] text;
  private final int maxDepth;
  private final boolean keepsDigits;
  private int at;

  private StrictJson(byte[] utf8, int maxDepth, boolean keepsDigits) {
    text = utf8;
    this.maxDepth = maxDepth;
    this.keepsDigits = keepsDigits;
  }

  /**
   * Reads one object. Strings are {@code String}, arrays {@code List}, objects {@code Map} in their
   * order, {@code true}/{@code false} {@code Boolean}, null {@code null}; a number of digits alone,
   * with a sign at most, in the range of a long is {@code Long}, every other number a finite {@code
   * Double}. Maps and lists are unmodifiable, at every depth. May be called by many threads.
   *
   * @param utf8 at most as large as the caller allows; it bounds the size
   * @throws InvalidJsonException if it is anything else; no Error can escape, whatever the depth
   */
  public static Map<String, Object> object(byte[] utf8) throws InvalidJsonException {
    return new StrictJson(utf8, MAX_DEPTH, false).whole();
  }

  /**
   * Reads one object that a person wrote, to be written again as it was: the same, but for the
   * depth and for numbers, which keep their digits, however many.
   *
   * @param maxDepth objects and arrays within each other, the outermost included; some hundred
   * @throws InvalidJsonException whose message ends with line and column
   */
  public static Map<String, Object> document(byte[] utf8, int maxDepth)
      throws InvalidJsonException {
    StrictJson reader = new StrictJson(utf8, maxDepth, true);
    try {
      return reader.whole();
    } catch (InvalidJsonException e) {
      throw new InvalidJsonException(e.getMessage() + " (" + reader.position() + ")");
    }
  }

  /** Where it stopped, as editors count: from one, in characters. */
  private String position() {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(at, text.length); i++) {
      boolean isEnd =
          text[i] == '\n' || text[i] == '\r' && (i + 1 == text.length || text[i + 1] != '\n');
      if (isEnd) {
        line++;
        column = 1;
      } else if ((text[i] & 0xc0) != 0x80) { // not within a character of UTF-8
        column++;
      }
    }
    return "line " + line + ", column " + column;
  }

  private Map<String, Object> whole() throws InvalidJsonException {
    switch (peek()) {
      case '{':
        break;
      case END:
        throw invalid();
      case (byte) 0xef:
        throw new InvalidJsonException("JSON with a byte order mark, or not a JSON object");
      default:
        throw new InvalidJsonException("not a JSON object");
    }
    Map<String, Object> object = object(1);
    if (peek() != END) {
      throw new InvalidJsonException("a JSON object with text behind it");
    }
    return object;
  }

  private static InvalidJsonException invalid() {
    return new InvalidJsonException("not valid JSON");
  }

  private @Nullable Object value(int depth) throws InvalidJsonException {
    switch (peek()) {
      case '"':
        return string();
      case '{':
        return object(deeper(depth));
      case '[':
        return array(deeper(depth));
      case 't':
        return literal("true", true);
      case 'f':
        return literal("false", false);
      case 'n':
        return literal("null", null);
      default:
        return number(); // or nothing that JSON knows
    }
  }

  private int deeper(int depth) throws InvalidJsonException {
    if (depth == maxDepth) {
      throw new InvalidJsonException("JSON nested deeper than " + maxDepth + " levels");
    }
    return depth + 1;
  }

  private Map<String, Object> object(int depth) throws InvalidJsonException {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    if (!takeNext('}')) {
      do {
        readMember(members, depth);
      } while (hasMore('}'));
    }
    return Collections.unmodifiableMap(members);
  }

  @SuppressWarnings("NullAway") // JSON's null is a value here; the map's type cannot say so
  private void readMember(Map<String, Object> members, int depth) throws InvalidJsonException {
    int before = members.size();
    peek();
    int start = at;
    String name = string();
    if (!takeNext(':')) {
      throw invalid();
    }
    members.put(name, value(depth));
    if (members.size() == before) {
      at = start;
      throw new InvalidJsonException("JSON with two members of one name");
    }
  }

  private List<@Nullable Object> array(int depth) throws InvalidJsonException {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    if (!takeNext(']')) {
      do {
        elements.add(value(depth));
      } while (hasMore(']'));
    }
    return Collections.unmodifiableList(elements);
  }

  /** Takes a comma, or the end of an object or array. */
  private boolean hasMore(char end) throws InvalidJsonException {
    if (takeNext(',')) {
      return true;
    }
    if (takeNext(end)) {
      return false;
    }
    throw invalid();
  }

  private @Nullable Object literal(String word, @Nullable Object value)
      throws InvalidJsonException {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        throw invalid();
      }
    }
    return value;
  }

  private String string() throws InvalidJsonException {
    if (!takeNext('"')) {
      throw invalid();
    }
    int start = at;
    int end = start;
    while (end < text.length && text[end] >= ' ' && text[end] != '\\') {
      if (text[end] == '"') {
        at = end + 1;
        return ascii(start, end);
      }
      end++;
    }
    return unusualString(start);
  }

  /** A string with escapes or characters beyond ASCII, or with an error. */
  private String unusualString(int start) throws InvalidJsonException {
    while (at < text.length && text[at] != '"') {
      if (text[at] >= 0 && text[at] < ' ') {
        throw invalid();
      }
      at += text[at] == '\\' ? 2 : 1;
    }
    if (at >= text.length) {
      throw invalid();
    }
    String string = unescaped(utf8(start, at));
    at++;
    return string;
  }

  private String utf8(int from, int to) throws InvalidJsonException {
    try {
      return Utf8.decode(text, from, to);
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException("JSON that is not UTF-8");
    }
  }

  private static String unescaped(String raw) throws InvalidJsonException {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder string = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        string.append(c);
      } else if (raw.charAt(++i) == 'u') {
        string.append(codeUnit(raw, i + 1));
        i += 4;
      } else {
        string.append(escape(raw.charAt(i)));
      }
    }
    requirePairs(string);
    return string.toString();
  }

  private static char escape(char c) throws InvalidJsonException {
    int index = "\"\\/bfnrt".indexOf(c);
    if (index < 0) {
      throw invalid();
    }
    return "\"\\/\b\f\n\r\t".charAt(index);
  }

  private static char codeUnit(String raw, int from) throws InvalidJsonException {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit =
          i < raw.length() && raw.charAt(i) <= 'f' ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0) {
        throw invalid();
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /**
   * Half a surrogate pair is no character; readers differ in what they make of it (RFC 8259 8.2).
   */
  private static void requirePairs(CharSequence string) throws InvalidJsonException {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        boolean isPair =
            i + 1 < string.length()
                && Character.isSurrogatePair(string.charAt(i), string.charAt(i + 1));
        if (!isPair) {
          throw invalid();
        }
        i++;
      }
    }
  }

  private Number number() throws InvalidJsonException {
    int start = at;
    boolean isNegative = take('-');
    int first = at;
    if (!take('0')) {
      requireDigits();
    }
    int end = at;
    takeFraction();
    if (keepsDigits) {
      return new WrittenNumber(ascii(start, at));
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw new InvalidJsonException(
          "JSON number longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    if (at == end && end - first <= LONG_DIGITS) {
      long number = digits(first, end); // negative where it is beyond 2^63 - 1
      if (number >= 0 || isNegative && number == Long.MIN_VALUE) {
        return isNegative ? -number : number;
      }
    }
    return finite(Double.parseDouble(ascii(start, at)));
  }

  /** Takes a fraction and an exponent, where there are any. */
  private void takeFraction() throws InvalidJsonException {
    if (take('.')) {
      requireDigits();
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      requireDigits();
    }
  }

  private long digits(int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }

  private static double finite(double number) throws InvalidJsonException {
    if (Double.isInfinite(number)) {
      throw new InvalidJsonException("JSON number out of range");
    }
    return number;
  }

  private void requireDigits() throws InvalidJsonException {
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw invalid();
    }
  }

  private String ascii(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Passes over blanks, to the next byte, which is not taken, or {@link #END}. */
  private int peek() {
    while (at < text.length) {
      byte b = text[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
      at++;
    }
    return END;
  }

  /** Takes this character, after blanks or none. */
  private boolean takeNext(char c) {
    boolean isThere = peek() == c;
    if (isThere) {
      at++;
    }
    return isThere;
  }

  /** Takes this character if it is the very next. */
  private boolean take(char c) {
    boolean isThere = at < text.length && text[at] == c;
    if (isThere) {
      at++;
    }
    return isThere;
  }
}
