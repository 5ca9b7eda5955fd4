// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259) from maps, collections, strings, numbers, booleans and null, in their
 * order; reads what an author wrote. Uses no reflection. Thread-safe.
 */
public final class Json {
  private Json() {}

  /** One line with its end, for answers: a terminal shows what follows on a line of its own. */
  public static byte[] line(Object value) {
    return bytes(value, FormattingStyle.COMPACT, "\n");
  }

  /** Without any blank or line end, for what is part of something else. */
  public static byte[] compact(Object value) {
    return bytes(value, FormattingStyle.COMPACT, "");
  }

  /** Indented lines, for documents that people read and compare. */
  public static byte[] pretty(Object value) {
    return bytes(value, FormattingStyle.PRETTY, "\n");
  }

  private static byte[] bytes(Object value, FormattingStyle style, String end) {
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setFormattingStyle(style);
    try {
      write(value, writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.append(end).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(@Nullable Object value, JsonWriter to) throws IOException {
    if (value == null) {
      to.nullValue();
    } else if (value instanceof Map) {
      to.beginObject();
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        to.name(String.valueOf(member.getKey()));
        write(member.getValue(), to);
      }
      to.endObject();
    } else if (value instanceof Collection) {
      to.beginArray();
      for (Object element : (Collection<?>) value) {
        write(element, to);
      }
      to.endArray();
    } else if (value instanceof Number) {
      to.value((Number) value);
    } else if (value instanceof Boolean) {
      to.value((Boolean) value);
    } else if (value instanceof String) {
      to.value((String) value);
    } else {
      throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
    }
  }

  /** What an author wrote as JSON, to be written again as it was; null where it is none. */
  public static @Nullable Object parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      Object value = read(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? value : null;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      return null;
    }
  }

  /** Reads one value; the reader bounds the depth. */
  @SuppressWarnings("NullAway") // JSON's null is a value here; the map's type cannot say so
  private static @Nullable Object read(JsonReader from) throws IOException {
    switch (from.peek()) {
      case BEGIN_OBJECT:
        Map<String, Object> members = new LinkedHashMap<>();
        from.beginObject();
        while (from.hasNext()) {
          members.put(from.nextName(), read(from));
        }
        from.endObject();
        return members;
      case BEGIN_ARRAY:
        List<@Nullable Object> elements = new ArrayList<>();
        from.beginArray();
        while (from.hasNext()) {
          elements.add(read(from));
        }
        from.endArray();
        return elements;
      case NUMBER:
        return ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(from); // keeps its digits
      case BOOLEAN:
        return from.nextBoolean();
      case NULL:
        from.nextNull();
        return null;
      default:
        return from.nextString();
    }
  }
}
