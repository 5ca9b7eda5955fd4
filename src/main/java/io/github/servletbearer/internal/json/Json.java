// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON (RFC 8259) from maps, collections, strings, numbers, booleans and null. Thread-safe.
 */
public final class Json {
  private static final Gson COMPACT =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  private static final Gson PRETTY =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().setPrettyPrinting().create();

  private Json() {}

  /** One line, for answers. */
  public static byte[] compact(Object value) {
    return COMPACT.toJson(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Indented lines, for documents that people read and compare. */
  public static byte[] pretty(Object value) {
    return (PRETTY.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
