// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A second opinion on JSON: gson's strict reader, with the rules that it does not have. */
public final class SecondReader {
  private static final int MAX_DEPTH = 16;

  private SecondReader() {}

  /**
   * Reads one object; numbers are Long or Double.
   *
   * @throws IOException if gson does not take it, or a rule of ours forbids it
   */
  public static Object object(byte[] utf8) throws IOException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    if (text.startsWith("\ufeff")) {
      throw new MalformedJsonException("byte order mark");
    }
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new MalformedJsonException("no object");
      }
      Object object = value(reader, 1);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("text behind");
      }
      return object;
    } catch (IllegalStateException | NumberFormatException e) {
      throw new MalformedJsonException(e);
    }
  }

  private static Object value(JsonReader reader, int depth) throws IOException {
    JsonToken next = reader.peek();
    if (depth > MAX_DEPTH && (next == JsonToken.BEGIN_OBJECT || next == JsonToken.BEGIN_ARRAY)) {
      throw new MalformedJsonException("too deep");
    }
    return switch (next) {
      case BEGIN_OBJECT -> members(reader, depth);
      case BEGIN_ARRAY -> elements(reader, depth);
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new MalformedJsonException("no value");
    };
  }

  private static List<Object> elements(JsonReader reader, int depth) throws IOException {
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader, depth + 1));
    }
    reader.endArray();
    return array;
  }

  private static Map<String, Object> members(JsonReader reader, int depth) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.containsKey(name)) {
        throw new MalformedJsonException("two members of one name");
      }
      object.put(name, value(reader, depth + 1));
    }
    reader.endObject();
    return object;
  }

  private static Number number(String literal) throws IOException {
    if (literal.length() > 64) {
      throw new MalformedJsonException("long number");
    }
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException e) {
      double number = Double.parseDouble(literal);
      if (Double.isInfinite(number)) {
        throw new MalformedJsonException("out of range");
      }
      return number;
    }
  }
}
