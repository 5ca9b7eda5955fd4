// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of {@code provider-logins.json} and the provider that it is of; the file says what its
 * members mean.
 */
record LoginShape(String name, JsonObject provider, JsonObject row) {
  private static final String FILE = "provider-logins.json";

  /** All rows of the file. */
  static List<LoginShape> all() {
    JsonObject file = file();
    List<LoginShape> shapes = new ArrayList<>();
    for (JsonElement element : file.getAsJsonArray("rows")) {
      JsonObject row = element.getAsJsonObject();
      String name = row.get("provider").getAsString();
      JsonObject provider = file.getAsJsonObject("providers").getAsJsonObject(name);
      shapes.add(new LoginShape(name, provider, row));
    }
    return shapes;
  }

  private static JsonObject file() {
    try (InputStream in = LoginShape.class.getResourceAsStream(FILE)) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of the row, or null. */
  String text(String member) {
    return row.has(member) ? row.get(member).getAsString() : null;
  }

  boolean is(String member, boolean absent) {
    return row.has(member) ? row.get(member).getAsBoolean() : absent;
  }

  /** The members of the provider's object and of the row's; a null of the row removes one. */
  JsonObject merged(String member) {
    JsonObject merged = object(provider, member).deepCopy();
    for (var each : object(row, member).entrySet()) {
      if (each.getValue().isJsonNull()) {
        merged.remove(each.getKey());
      } else {
        merged.add(each.getKey(), each.getValue());
      }
    }
    return merged;
  }

  /** What distinguishes the application of a row from those of other rows. */
  String application() {
    return name + object(row, "settings") + row.get("requiredScopes");
  }

  private static JsonObject object(JsonObject of, String member) {
    return of.has(member) ? of.getAsJsonObject(member) : new JsonObject();
  }

  @Override
  public String toString() {
    return name + ": " + text("row");
  }
}
