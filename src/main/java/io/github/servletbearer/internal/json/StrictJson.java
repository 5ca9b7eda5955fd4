// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of strangers (RFC 8259), strictly: valid UTF-8 without a byte order mark, one object
 * and nothing behind it, no duplicate names after unescaping, no leniency, bounded depth and size
 * (RFC 7515 4, RFC 8725 3.7). Thread-safe.
 */
public final class StrictJson {
  /** Objects and arrays within each other, the outermost included. */
  private static final int MAX_DEPTH = 16;

  /** Characters of a number; a double needs 24. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private StrictJson() {}

  /**
   * Reads one object. Strings are {@code String}, arrays {@code List}, objects {@code Map} in their
   * order, {@code true}/{@code false} {@code Boolean}, null {@code null}; a number of digits alone,
   * with a sign at most, in the range of a long is {@code Long}, every other number a finite {@code
   * Double}. Maps and lists may be changed.
   *
   * @param utf8 at most as large as the caller allows; it bounds the size
   * @throws BadJsonException if it is anything else; no Error can escape, whatever the depth
   */
  public static Map<String, Object> object(byte[] utf8) throws BadJsonException {
    try (JsonReader reader = new JsonReader(characters(utf8))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new BadJsonException("not a JSON object");
      }
      Map<String, Object> object = object(reader, 1);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new BadJsonException("there is text behind the JSON object");
      }
      return object;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new BadJsonException("not valid JSON"); // the reader's message would quote it
    }
  }

  private static Reader characters(byte[] utf8) throws BadJsonException {
    // The reader passes over a byte order mark; RFC 8259 8.1 forbids it.
    if (utf8.length >= 3
        && utf8[0] == (byte) 0xef
        && utf8[1] == (byte) 0xbb
        && utf8[2] == (byte) 0xbf) {
      throw new BadJsonException("JSON with a byte order mark");
    }
    char[] ascii = new char[utf8.length];
    int at = 0;
    while (at < utf8.length && utf8[at] >= 0) {
      ascii[at] = (char) utf8[at];
      at++;
    }
    if (at == utf8.length) {
      return new CharArrayReader(ascii); // most tokens: no decoder is needed
    }
    try {
      CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      return new CharArrayReader(chars.array(), chars.arrayOffset(), chars.remaining());
    } catch (CharacterCodingException e) {
      throw new BadJsonException("JSON that is not UTF-8");
    }
  }

  private static Map<String, Object> object(JsonReader reader, int depth)
      throws IOException, BadJsonException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.containsKey(name)) {
        throw new BadJsonException("JSON with two members of one name");
      }
      put(object, name, value(reader, depth));
    }
    reader.endObject();
    return object;
  }

  @SuppressWarnings("NullAway") // JSON's null is a value here; the map's type cannot say so
  private static void put(Map<String, Object> object, String name, @Nullable Object value) {
    object.put(name, value);
  }

  private static List<@Nullable Object> array(JsonReader reader, int depth)
      throws IOException, BadJsonException {
    List<@Nullable Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader, depth));
    }
    reader.endArray();
    return array;
  }

  private static @Nullable Object value(JsonReader reader, int depth)
      throws IOException, BadJsonException {
    JsonToken next = reader.peek();
    if (depth == MAX_DEPTH && (next == JsonToken.BEGIN_OBJECT || next == JsonToken.BEGIN_ARRAY)) {
      throw new BadJsonException("JSON nested deeper than " + MAX_DEPTH + " levels");
    }
    switch (next) {
      case BEGIN_OBJECT:
        return object(reader, depth + 1);
      case BEGIN_ARRAY:
        return array(reader, depth + 1);
      case STRING:
        return reader.nextString();
      case NUMBER:
        return number(reader.nextString());
      case BOOLEAN:
        return reader.nextBoolean();
      case NULL:
        reader.nextNull();
        return null;
      default:
        throw new BadJsonException("not valid JSON");
    }
  }

  private static Number number(String literal) throws BadJsonException {
    if (literal.length() > MAX_NUMBER_LENGTH) {
      throw new BadJsonException("JSON number longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    if (isInteger(literal)) {
      try {
        return Long.parseLong(literal);
      } catch (NumberFormatException e) {
        // outside the range of a long: a double then
      }
    }
    double number = Double.parseDouble(literal);
    if (Double.isInfinite(number)) {
      throw new BadJsonException("JSON number out of range");
    }
    return number;
  }

  private static boolean isInteger(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return true;
  }
}
