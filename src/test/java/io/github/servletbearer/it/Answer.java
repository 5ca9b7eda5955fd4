// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One HTTP response, as it came: each header field with its own line, in order. */
public final class Answer {

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;

  Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  public int status() {
    return status;
  }

  /** All values of a field, in order. */
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        values.add(header.getValue());
      }
    }
    return values;
  }

  public boolean has(String name) {
    return !headers(name).isEmpty();
  }

  /** The value of a field that stands there exactly once. */
  public String header(String name) {
    List<String> values = headers(name);
    if (values.size() != 1) {
      throw new AssertionError("Not exactly one " + name + ": " + values + " in " + this);
    }
    return values.get(0);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public int size() {
    return body.length;
  }

  public JsonObject json() {
    JsonElement element = JsonParser.parseString(text());
    if (!element.isJsonObject()) {
      throw new AssertionError("Not a JSON object: " + this);
    }
    return element.getAsJsonObject();
  }

  /** A member of the JSON object as text; null where it is absent or null. */
  public String json(String member) {
    JsonElement element = json().get(member);
    if (element == null || element.isJsonNull()) {
      return null;
    }
    return element.isJsonPrimitive() ? element.getAsString() : element.toString();
  }

  /** Header lines and body, to search in or to show. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(status).append('\n');
    headers.forEach(
        header -> text.append(header.getKey()).append(": ").append(header.getValue()).append('\n'));
    return text.append('\n').append(text()).toString();
  }
}
