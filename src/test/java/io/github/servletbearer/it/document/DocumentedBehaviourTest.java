// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.servletbearer.it.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison finds each kind of untruth, against a server that does one thing. */
class DocumentedBehaviourTest {
  private static final String TRUE_DOCUMENT =
      """
      {"paths": {"/items/{id}": {"post": {
        "parameters": [
          {"name": "id", "in": "path", "schema": {"type": "string", "pattern": "^[0-9]+$"}},
          {"name": "page", "in": "query", "schema": {"type": "integer", "default": 3}},
          {"name": "X-Trace", "in": "header", "schema": {"$ref": "#/components/schemas/Trace"}}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "object",
          "properties": {"names": {"type": "array", "items": {"type": "string"}}}}}}},
        "responses": {"200": {"description": "", "content": {"application/json": {}}}},
        "security": [{"token": []}]}}},
       "components": {"schemas": {"Trace": {"type": "string", "enum": ["on", "off"]}}}}
      """;

  private static HttpServer server;
  private static Http app;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", DocumentedBehaviourTest::answer);
    server.start();
    app = new Http(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "");
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  /** One operation: POST /items/{number} of JSON for JSON, with a token. */
  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = status(exchange, body);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
    byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static int status(HttpExchange exchange, String body) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    if (!"Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return 401;
    } else if (!exchange.getRequestURI().getPath().matches("/items/\\d+")) {
      return 404;
    } else if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    } else if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return 415;
    } else if (!accept.contains("json") && !accept.equals("*/*")) {
      return 406;
    } else if (!exchange.getRequestURI().getQuery().equals("page=3")) {
      return 400;
    }
    boolean asWritten =
        body.equals("{\"names\":[\"1\"]}")
            && "on".equals(exchange.getRequestHeaders().getFirst("X-Trace"));
    return asWritten ? 200 : 500;
  }

  private static List<String> differences(String document, String... mappings) {
    JsonObject json = JsonParser.parseString(document).getAsJsonObject();
    return DocumentedBehaviour.differences(app, json, "t", List.of(mappings));
  }

  @Test
  void aTrueDocumentHasNoDifference() {
    assertThat(differences(TRUE_DOCUMENT, "POST /items/{number}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/items/{id} | /things/{id} | answered by 404",
        "post        | put          | answered by 405",
        "application/json\": {\"schema | text/plain\": {\"schema | answered by 415",
        "content\": {\"application/json\": {}} | content\": {\"text/html\": {}} | answered by 406",
        "content\": {\"application/json\": {}} | x\": {} | as application/json;charset=utf-8, not",
        "[0-9]       | [a-z]        | answered by 404",
        "default\": 3 | default\": 4 | answered by 400",
        "[\"on\"      | [\"off\"     | answered by 500",
        "\"200\"     | \"204\"      | answered by 200, not documented",
        "{\"token\": []} | | is locked, not by the document"
      })
  void findsWhatIsUntrue(String text, String untrue, String difference) {
    assertThat(TRUE_DOCUMENT).contains(text);
    String document = TRUE_DOCUMENT.replace(text, untrue == null ? "" : untrue);
    assertThat(differences(document)).anySatisfy(each -> assertThat(each).contains(difference));
  }

  @Test
  void findsALockThatIsNone() throws IOException {
    HttpServer open =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    open.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    open.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + open.getAddress().getPort());
      JsonObject json = JsonParser.parseString(TRUE_DOCUMENT).getAsJsonObject();
      assertThat(DocumentedBehaviour.differences(new Http(address, ""), json, "t", List.of()))
          .containsExactly("POST /items/1?page=3 is open without a token");
    } finally {
      open.stop(0);
    }
  }

  @Test
  void findsAMappingThatIsNotDocumented() {
    String[] mappings = {
      "POST /items/{id}", "GET /items/{id}", "* /items/{id}", "* /", "POST /items"
    };
    assertThat(differences(TRUE_DOCUMENT, mappings))
        .containsExactly(
            "* / is mapped, and not documented",
            "GET /items/{id} is mapped, and not documented",
            "POST /items is mapped, and not documented");
  }
}
