// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259) from maps, collections, strings, numbers, booleans and null, and reads an
 * author's own back. Thread-safe.
 */
public final class Json {
  private static final Gson COMPACT =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  private static final Gson PRETTY =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().setPrettyPrinting().create();

  private static final Gson STRICT =
      new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
          .create();

  private Json() {}

  /** One line with its end, for answers: a terminal shows what follows on a line of its own. */
  public static byte[] line(Object value) {
    return (COMPACT.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Without any blank or line end, for what is part of something else. */
  public static byte[] compact(Object value) {
    return COMPACT.toJson(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Indented lines, for documents that people read and compare. */
  public static byte[] pretty(Object value) {
    return (PRETTY.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What an author wrote as JSON, to be written again as it was; null where it is none. */
  public static @Nullable Object parse(String text) {
    try {
      return STRICT.fromJson(text, Object.class);
    } catch (JsonParseException e) {
      return null;
    }
  }
}
