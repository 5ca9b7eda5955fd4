// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Java types that are one JSON value, by gson's rules, with their OpenAPI formats. */
final class Scalars {
  private static final Map<String, String[]> KNOWN = new HashMap<>();

  static {
    String[] int32 = {"integer", "int32"};
    String[] text = {"string"};
    put(new String[] {"boolean"}, "boolean", "java.lang.Boolean");
    put(int32, "byte", "java.lang.Byte", "short", "java.lang.Short", "int", "java.lang.Integer");
    put(new String[] {"integer", "int64"}, "long", "java.lang.Long");
    put(new String[] {"integer"}, "java.math.BigInteger");
    put(new String[] {"number", "float"}, "float", "java.lang.Float");
    put(new String[] {"number", "double"}, "double", "java.lang.Double");
    put(new String[] {"number"}, "java.math.BigDecimal", "java.lang.Number");
    put(text, "char", "java.lang.Character", "java.lang.String", "java.lang.CharSequence");
    put(text, "java.util.Locale", "java.util.Currency", "java.util.TimeZone", "java.util.Date");
    put(new String[] {"string", "uuid"}, "java.util.UUID");
    put(new String[] {"string", "uri"}, "java.net.URI", "java.net.URL");
    put(new String[] {"string", "binary"}, "java.io.InputStream", "java.io.File");
  }

  private Scalars() {}

  private static void put(String[] typeAndFormat, String... classNames) {
    for (String className : classNames) {
      KNOWN.put(className, typeAndFormat);
    }
  }

  /** The type's schema, or null where it is no scalar. */
  static @Nullable Map<String, Object> of(Class<?> type) {
    String[] typeAndFormat = KNOWN.get(type.getName());
    if (typeAndFormat == null) {
      return null;
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", typeAndFormat[0]);
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

  /** The value as a number or boolean where the type asks for one and the text is one. */
  static Object literal(Object value, @Nullable Object type) {
    if (!(value instanceof String) || type == null) {
      return value;
    }
    String text = (String) value;
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
