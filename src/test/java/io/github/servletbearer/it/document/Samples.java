// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;

/** Makes values that a schema allows (OAS 3.0.3 4.7.24). Immutable. */
final class Samples {
  private static final int DEEPEST = 6;
  private static final List<String> TEXTS =
      List.of(
          "1", "x", "a1", "abc", "x/y", "2020", "12345", "2020-01-31", "A-1", "en", "a.b", "1.0");

  private final JsonObject document;

  Samples(JsonObject document) {
    this.document = document;
  }

  /** Follows a reference, to parameters, bodies and schemas alike. */
  JsonObject resolve(JsonObject object) {
    JsonObject found = object;
    while (found.has("$ref")) {
      JsonElement target = document;
      for (String step : found.get("$ref").getAsString().substring(2).split("/", -1)) {
        target = target.getAsJsonObject().get(step.replace("~1", "/").replace("~0", "~"));
      }
      found = target.getAsJsonObject();
    }
    return found;
  }

  /** A value of the schema. */
  JsonElement of(JsonObject schema) {
    return of(schema, 0);
  }

  private JsonElement of(JsonObject reference, int depth) {
    JsonObject schema = resolve(reference);
    for (String said : List.of("example", "default")) {
      if (schema.has(said)) {
        return schema.get(said);
      }
    }
    if (schema.has("enum")) {
      return schema.getAsJsonArray("enum").get(0);
    }
    for (String combined : List.of("allOf", "oneOf", "anyOf")) {
      if (schema.has(combined)) {
        return of(schema.getAsJsonArray(combined).get(0).getAsJsonObject(), depth + 1);
      }
    }
    return switch (schema.has("type") ? schema.get("type").getAsString() : "string") {
      case "integer", "number" ->
          new JsonPrimitive(schema.has("minimum") ? schema.get("minimum").getAsInt() : 1);
      case "boolean" -> new JsonPrimitive(true);
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> new JsonPrimitive(text(schema));
    };
  }

  private JsonArray array(JsonObject schema, int depth) {
    JsonArray array = new JsonArray();
    if (depth < DEEPEST && schema.has("items")) {
      array.add(of(schema.getAsJsonObject("items"), depth + 1));
    }
    return array;
  }

  private JsonObject object(JsonObject schema, int depth) {
    JsonObject object = new JsonObject();
    if (depth < DEEPEST && schema.has("properties")) {
      for (Map.Entry<String, JsonElement> property :
          schema.getAsJsonObject("properties").entrySet()) {
        object.add(property.getKey(), of(property.getValue().getAsJsonObject(), depth + 1));
      }
    }
    return object;
  }

  private static String text(JsonObject schema) {
    return switch (schema.has("format") ? schema.get("format").getAsString() : "") {
      case "uuid" -> "00000000-0000-0000-0000-000000000001";
      case "date" -> "2020-01-31";
      case "date-time" -> "2020-01-31T00:00:00Z";
      case "uri" -> "urn:x";
      default -> patterned(schema);
    };
  }

  private static String patterned(JsonObject schema) {
    if (!schema.has("pattern")) {
      return TEXTS.get(0);
    }
    String pattern = schema.get("pattern").getAsString();
    return TEXTS.stream()
        .filter(text -> java.util.regex.Pattern.compile(pattern).matcher(text).find())
        .findFirst()
        .orElseThrow(() -> new AssertionError("No sample fits " + pattern));
  }
}
