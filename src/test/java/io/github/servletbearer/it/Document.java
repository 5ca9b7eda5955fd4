// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An OpenAPI document as it was served, and what every such document must hold. */
record Document(JsonObject json) {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** One operation; security is null where the document says that there is none. */
  record Operation(String method, String path, JsonObject json) {

    JsonArray security() {
      JsonArray security = json.getAsJsonArray("security");
      assertThat(security).as(toString()).isNotNull();
      return security.isEmpty() ? null : security;
    }

    boolean isLocked() {
      return security() != null && !security().contains(new JsonObject());
    }

    @Override
    public String toString() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }
  }

  /** Reads it, and lets swagger-parser judge it: not one message. */
  static Document of(Http http) {
    Answer answer = http.get("/openapi.json");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(new OpenAPIV3Parser().readContents(answer.text()).getMessages()).isEmpty();
    return new Document(answer.json());
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonElement> path : json.getAsJsonObject("paths").entrySet()) {
      for (Map.Entry<String, JsonElement> entry : path.getValue().getAsJsonObject().entrySet()) {
        if (METHODS.contains(entry.getKey())) {
          operations.add(
              new Operation(entry.getKey(), path.getKey(), entry.getValue().getAsJsonObject()));
        }
      }
    }
    return operations;
  }

  Operation operation(String method, String path) {
    return operations().stream()
        .filter(each -> each.method().equals(method) && each.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + method + " " + path + " in " + json));
  }

  boolean hasPath(String path) {
    return json.getAsJsonObject("paths").has(path);
  }

  List<String> names() {
    return operations().stream().map(Operation::toString).toList();
  }

  JsonObject scheme(String name) {
    return json.getAsJsonObject("components")
        .getAsJsonObject("securitySchemes")
        .getAsJsonObject(name);
  }

  String serverUrl() {
    JsonArray servers = json.getAsJsonArray("servers");
    assertThat(servers).hasSize(1);
    return servers.get(0).getAsJsonObject().get("url").getAsString();
  }

  /** What no outside judge checks: each requirement names a scheme, and scopes that it has. */
  void assertRequirementsAreDeclared() {
    for (Operation operation : operations()) {
      if (operation.security() == null) {
        continue;
      }
      for (JsonElement requirement : operation.security()) {
        for (Map.Entry<String, JsonElement> entry : requirement.getAsJsonObject().entrySet()) {
          Set<String> declared = scopes(entry.getKey());
          for (JsonElement scope : entry.getValue().getAsJsonArray()) {
            assertThat(declared).as(operation.toString()).contains(scope.getAsString());
          }
        }
      }
    }
  }

  Set<String> scopes(String schemeName) {
    return scheme(schemeName)
        .getAsJsonObject("flows")
        .getAsJsonObject("password")
        .getAsJsonObject("scopes")
        .keySet();
  }

  /** Locked operations document their refusals, and each is really refused; open ones are not. */
  void assertLocksAreTrue(Http http) {
    for (Operation operation : operations()) {
      String method = operation.method().toUpperCase(java.util.Locale.ROOT);
      String path = operation.path().replaceAll("\\{[^}]*}", "1");
      Answer answer = http.send(method, path, null, "Accept", "application/json");
      if (operation.isLocked()) {
        assertThat(answer.status()).as(operation.toString()).isEqualTo(401);
        assertThat(operation.json().getAsJsonObject("responses").keySet())
            .as(operation.toString())
            .contains("401");
      } else {
        assertThat(answer.status()).as(operation.toString()).isNotIn(401, 403);
      }
    }
  }

  static JsonElement parse(String text) {
    return JsonParser.parseString(text);
  }
}
