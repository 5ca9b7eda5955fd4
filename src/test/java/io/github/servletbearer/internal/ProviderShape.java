// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A row of {@code provider-shapes.json} and the provider that it is of; the file says what its
 * members mean.
 */
public record ProviderShape(JsonObject provider, JsonObject row) {
  private static final String FILE = "provider-shapes.json";

  /** All rows of the file. */
  static List<ProviderShape> all() {
    JsonObject file = file();
    List<ProviderShape> shapes = new ArrayList<>();
    for (JsonElement row : file.getAsJsonArray("rows")) {
      String name = row.getAsJsonObject().get("provider").getAsString();
      JsonObject provider = file.getAsJsonObject("providers").getAsJsonObject(name);
      if (provider == null) {
        throw new IllegalStateException(FILE + " has no provider " + name);
      }
      shapes.add(new ProviderShape(provider, row.getAsJsonObject()));
    }
    return shapes;
  }

  /** A provider of the file as it is, without a row's changes. */
  public static ProviderShape of(String provider) {
    JsonObject found = file().getAsJsonObject("providers").getAsJsonObject(provider);
    return new ProviderShape(found, new JsonObject());
  }

  private static JsonObject file() {
    try (InputStream in = ProviderShape.class.getResourceAsStream(FILE)) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The heading of the provider's recipe, or null where its settings are in the file. */
  String recipe() {
    return provider.has("recipe") ? provider.get("recipe").getAsString() : null;
  }

  boolean isAccepted() {
    return row.has("user");
  }

  /** Whether the provider, not the token, is to blame. */
  boolean isUnavailable() {
    return row.has("unavailable");
  }

  /** The beginning of the reason for which the token is not accepted, or nothing. */
  String reason() {
    return text(isUnavailable() ? "unavailable" : "refused", "");
  }

  /** The texts of a list of the row; a text may stand for many. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    if (row.has(name)) {
      expanded(row.get(name)).getAsJsonArray().forEach(word -> words.add(word.getAsString()));
    }
    return words;
  }

  String text(String name, String absent) {
    return row.has(name) ? row.get(name).getAsString() : absent;
  }

  /** A member of the row, or of the provider where the row has none. */
  public JsonElement get(String name) {
    return row.has(name) ? row.get(name) : provider.get(name);
  }

  /** The provider's key set as JSON. */
  public String keys() {
    return ShapeKeys.set(get("keys").getAsJsonArray());
  }

  /**
   * A token of the provider, signed by its first key.
   *
   * @param kind its name among the provider's tokens
   * @param edit changes the claims before they are signed
   */
  public String token(String kind, Instant now, UnaryOperator<String> edit) {
    JsonObject token = provider.getAsJsonObject("tokens").getAsJsonObject(kind);
    String claims = edit.apply(at(now, token.getAsJsonObject("claims")).toString());
    return ShapeKeys.token(
        token.getAsJsonObject("header"), JsonParser.parseString(claims).getAsJsonObject(), "A");
  }

  /** The header of the row's token. */
  JsonObject header() {
    return (row.has("header") ? row : token()).getAsJsonObject("header");
  }

  /** The claims of the row's token, with times as numbers. */
  JsonObject claims(Instant now) {
    JsonObject claims = merged(token().getAsJsonObject("claims"), row.getAsJsonObject("claims"));
    words("without").forEach(claims::remove);
    return at(now, claims);
  }

  /** What the provider answers about the row's token. */
  JsonObject answer(Instant now) {
    return at(now, row.getAsJsonObject("answer"));
  }

  private JsonObject token() {
    return provider.getAsJsonObject("tokens").getAsJsonObject(text("token", "access"));
  }

  /** The settings of the file: the provider's, if it has no recipe, and the row's. */
  JsonObject settings() {
    return merged(provider.getAsJsonObject("settings"), row.getAsJsonObject("settings"));
  }

  private static JsonObject merged(JsonObject base, JsonObject more) {
    JsonObject all = base == null ? new JsonObject() : base.deepCopy();
    if (more != null) {
      more.entrySet().forEach(member -> all.add(member.getKey(), member.getValue()));
    }
    return all;
  }

  private static JsonObject at(Instant now, JsonObject members) {
    JsonObject all = new JsonObject();
    for (Map.Entry<String, JsonElement> member : members.entrySet()) {
      JsonElement value = member.getValue();
      boolean isText = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      String text = isText ? value.getAsString() : "";
      boolean isTime = text.startsWith("T+") || text.startsWith("T-");
      all.add(
          member.getKey(),
          isTime
              ? new JsonPrimitive(now.getEpochSecond() + Long.parseLong(text.substring(1)))
              : expanded(value));
    }
    return all;
  }

  /** What {@code {"repeat": n, "text": "x#"}} stands for: x1, x2, to n. */
  private static JsonElement expanded(JsonElement value) {
    if (!value.isJsonObject() || !value.getAsJsonObject().has("repeat")) {
      return value;
    }
    JsonArray many = new JsonArray();
    for (int i = 1; i <= value.getAsJsonObject().get("repeat").getAsInt(); i++) {
      many.add(value.getAsJsonObject().get("text").getAsString().replace("#", "" + i));
    }
    return many;
  }

  @Override
  public String toString() {
    return text("provider", "") + ": " + text("row", "");
  }
}
