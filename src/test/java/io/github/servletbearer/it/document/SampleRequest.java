// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as a reader of the document would write it: all parameters and the body by schema. */
final class SampleRequest {
  private static final String BOUNDARY = "part";

  private final Samples samples;
  private final String method;
  private final List<String> headers = new ArrayList<>();
  private String path;
  private String query = "";

  /**
   * @param item the Path Item Object, whose parameters are of all its operations
   */
  SampleRequest(
      Samples samples, String path, JsonObject item, String method, JsonObject operation) {
    this.samples = samples;
    this.path = path;
    this.method = method.toUpperCase(Locale.ROOT);
    for (JsonObject owner : List.of(item, operation)) {
      if (owner.has("parameters")) {
        owner.getAsJsonArray("parameters").forEach(each -> add(each.getAsJsonObject()));
      }
    }
  }

  private void add(JsonObject reference) {
    JsonObject parameter = samples.resolve(reference);
    String name = parameter.get("name").getAsString();
    String value = value(parameter);
    switch (parameter.get("in").getAsString()) {
      case "path" ->
          // A value of several segments keeps its slashes: "{rest: .+}" of a framework takes them.
          path = path.replace("{" + name + "}", encode(value).replace("%2F", "/"));
      case "query" -> query += (query.isEmpty() ? "?" : "&") + encode(name) + "=" + encode(value);
      case "header" -> headers.addAll(List.of(name, value));
      default -> headers.addAll(List.of("Cookie", name + "=" + value));
    }
  }

  private String value(JsonObject parameter) {
    if (parameter.has("example")) {
      return text(parameter.get("example"));
    }
    JsonObject schema =
        parameter.has("schema") ? parameter.getAsJsonObject("schema") : new JsonObject();
    return text(samples.of(schema));
  }

  /** Sends it with these headers besides. */
  Answer send(Http app, String contentType, JsonObject bodySchema, String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    String body = null;
    if (contentType != null) {
      JsonElement sample = samples.of(bodySchema);
      String type = contentType.equals("*/*") ? "application/json" : contentType;
      all.add("Content-Type");
      all.add(type.startsWith("multipart/") ? type + "; boundary=" + BOUNDARY : type);
      body = body(type, sample, bodySchema);
    }
    return app.send(method, path + query, body, all.toArray(String[]::new));
  }

  private String body(String type, JsonElement sample, JsonObject schema) {
    if (type.startsWith("application/x-www-form-urlencoded")) {
      List<String> pairs = new ArrayList<>();
      fields(sample).forEach(e -> pairs.addAll(List.of(e.getKey(), text(e.getValue()))));
      return Http.encode(pairs.toArray(String[]::new));
    }
    if (type.startsWith("multipart/")) {
      StringBuilder parts = new StringBuilder();
      for (Map.Entry<String, JsonElement> field : fields(sample)) {
        parts.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"");
        parts
            .append(field.getKey())
            .append(isFile(schema, field.getKey()) ? "\"; filename=\"x" : "");
        parts.append("\"\r\n\r\n").append(text(field.getValue()));
        parts.append("\r\n");
      }
      return parts.append("--" + BOUNDARY + "--\r\n").toString();
    }
    if (type.endsWith("xml")) {
      return "<sample/>";
    }
    return type.endsWith("json") ? sample.toString() : text(sample);
  }

  private boolean isFile(JsonObject schema, String property) {
    JsonObject properties = samples.resolve(schema).getAsJsonObject("properties");
    return properties.get(property).toString().contains("\"binary\"");
  }

  private static Iterable<Map.Entry<String, JsonElement>> fields(JsonElement sample) {
    return sample.isJsonObject() ? sample.getAsJsonObject().entrySet() : List.of();
  }

  private static String text(JsonElement value) {
    if (value.isJsonArray() && !value.getAsJsonArray().isEmpty()) {
      return text(value.getAsJsonArray().get(0));
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return method + " " + path + query;
  }
}
