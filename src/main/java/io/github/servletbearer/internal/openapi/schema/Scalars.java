// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.schema;

import io.github.servletbearer.internal.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Java types of the JVM that are one JSON value, by gson's rules, with their OpenAPI formats.
 */
final class Scalars {
  private static final String ATOMIC_BOOLEAN = "java.util.concurrent.atomic.AtomicBoolean";
  private static final String GSON = ".gson."; // the end of a package, wherever it was moved to
  private static final Map<String, String[]> KNOWN = new HashMap<>();

  static {
    String[] int32 = {"integer", "int32"};
    String[] text = {"string"};
    put(new String[] {"boolean"}, "boolean", "java.lang.Boolean", ATOMIC_BOOLEAN);
    put(int32, "byte", "java.lang.Byte", "short", "java.lang.Short", "int", "java.lang.Integer");
    put(int32, "java.util.concurrent.atomic.AtomicInteger");
    put(new String[] {"integer", "int64"}, "long", "java.lang.Long");
    put(new String[] {"integer", "int64"}, "java.util.concurrent.atomic.AtomicLong");
    put(new String[] {"integer"}, "java.math.BigInteger");
    put(new String[] {"number", "float"}, "float", "java.lang.Float");
    put(new String[] {"number", "double"}, "double", "java.lang.Double");
    put(new String[] {"number"}, "java.math.BigDecimal", "java.lang.Number");
    put(text, "char", "java.lang.Character", "java.lang.String", "java.lang.CharSequence");
    put(text, "java.lang.StringBuilder", "java.lang.StringBuffer", "java.net.InetAddress");
    put(text, "java.util.Locale", "java.util.Currency", "java.util.TimeZone");
    put(text, "java.time.DayOfWeek", "java.time.Month");
    put(new String[] {"string", "uuid"}, "java.util.UUID");
    put(new String[] {"string", "uri"}, "java.net.URI", "java.net.URL");
    put(new String[] {"string", "binary"}, "java.io.InputStream", "java.io.File");
    // Anything: the first two by their nature, the others as the application's adapter has it.
    put(new String[0], "java.lang.Object", "java.lang.Void", "java.util.Optional");
    put(new String[0], "java.util.OptionalInt", "java.util.OptionalLong");
    put(new String[0], "java.util.OptionalDouble", "java.util.concurrent.atomic.AtomicReference");
    for (String gson : new String[] {"JsonElement", "JsonPrimitive", "JsonNull"}) {
      put(new String[0], GSON + gson);
    }
    put(new String[] {"object"}, GSON + "JsonObject");
  }

  private Scalars() {}

  private static void put(String[] typeAndFormat, String... classNames) {
    for (String className : classNames) {
      KNOWN.put(className, typeAndFormat);
    }
  }

  /** The type's schema, or null where it is no scalar; an empty one stands for anything. */
  static @Nullable Map<String, Object> of(String className) {
    int gson = className.lastIndexOf(GSON);
    String[] typeAndFormat = KNOWN.get(gson < 0 ? className : className.substring(gson));
    if (typeAndFormat == null) {
      return null;
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (typeAndFormat.length > 0) {
      schema.put("type", typeAndFormat[0]);
    }
    if (typeAndFormat.length > 1) {
      schema.put("format", typeAndFormat[1]);
    }
    return schema;
  }

  /** Makes numbers and booleans out of the texts in annotations, by the schema's own type. */
  static void typeLiterals(Map<String, Object> schema) {
    Object type = schema.get("type");
    for (String key : new String[] {"default", "example"}) {
      schema.computeIfPresent(key, (k, value) -> literal(value, type));
    }
    schema.computeIfPresent(
        "enum",
        (key, values) -> {
          List<Object> typed = new ArrayList<>();
          for (Object value : values instanceof List ? (List<?>) values : Collections.emptyList()) {
            typed.add(literal(value, type));
          }
          return typed;
        });
  }

  /** The value as a number, boolean, object or array where the type allows and the text is one. */
  static Object literal(Object value, @Nullable Object type) {
    if (!(value instanceof String)) {
      return value;
    }
    String text = (String) value;
    if (!"string".equals(type) && (text.startsWith("{") || text.startsWith("["))) {
      Object parsed = Json.parse(text);
      return parsed == null ? value : parsed;
    }
    if (type == null) {
      return value;
    }
    try {
      if (type.equals("integer")) {
        return new BigInteger(text);
      }
      if (type.equals("number")) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      return value;
    }
    boolean isBoolean = text.equals("true") || text.equals("false");
    return type.equals("boolean") && isBoolean ? (Object) Boolean.valueOf(text) : value;
  }
}
