// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static io.github.servletbearer.it.Refusals.assertWrongPassword;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo promises, sentence by sentence. */
@ExtendWith(SharedServer.class)
class DemoIT {

  private static final String HAMMER = "{\"name\": \"Nails\", \"quantity\": 3, \"price\": 1.50}";

  private final Http demo;

  DemoIT(Container server) {
    demo = new Http(server.base(), "/demo");
  }

  private Answer send(String token, String method, String path, String json) {
    return demo.send(
        method, path, json, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  @Test
  @DisplayName("GET /first-steps/items answers with the token, any token, and nothing else")
  void firstStepsEchoTheToken() {
    assertThat(demo.getWith("my-token", "/first-steps/items").text())
        .isEqualTo("{\"token\": \"my-token\"}");

    Answer refused = demo.get("/first-steps/items");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
    assertThat(Challenge.parse(refused.header("WWW-Authenticate")).scheme()).isEqualTo("Bearer");
  }

  @Test
  @DisplayName("GET /optional/items: the same, and null without credentials")
  void optionalItemsNeedNoToken() {
    assertThat(demo.getWith("my-token", "/optional/items").text())
        .isEqualTo("{\"token\": \"my-token\"}");
    assertThat(demo.get("/optional/items").text()).isEqualTo("{\"token\": null}");
  }

  @ParameterizedTest
  @DisplayName("the inventory, the user and the report need a token")
  @ValueSource(
      strings = {
        "GET /api/items",
        "POST /api/items",
        "GET /api/items/1",
        "PUT /api/items/1",
        "DELETE /api/items/1",
        "GET /api/me",
        "GET /api/admin/report",
        "GET /legacy/items.jsp"
      })
  void applicationIsLocked(String operation) {
    String[] methodAndPath = operation.split(" ", -1);
    Answer answer = demo.send(methodAndPath[0], methodAndPath[1], null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
    Answer unknown = send("unknown", methodAndPath[0], methodAndPath[1], null);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.json("error")).isEqualTo("invalid_token");
  }

  @Test
  @DisplayName("the inventory can be read and changed with a token")
  void inventoryIsReal() {
    String token = demo.login("johndoe", "secret");
    int before = items(token).size();
    assertThat(before).isPositive();

    Answer created = send(token, "POST", "/api/items", HAMMER);
    assertThat(created.status()).isEqualTo(201);
    String path = "/api/items/" + created.json("id");
    assertThat(demo.address("/api/items").resolve(created.header("Location")))
        .isEqualTo(demo.address(path));
    assertThat(items(token)).hasSize(before + 1);
    assertThat(demo.getWith(token, path).json("name")).isEqualTo("Nails");

    Answer replaced =
        send(token, "PUT", path, "{\"name\": \"Screws\", \"quantity\": 4, \"price\": 2}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(demo.getWith(token, path).json("name")).isEqualTo("Screws");

    assertThat(send(token, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(demo.getWith(token, path).status()).isEqualTo(404);
    assertThat(items(token)).hasSize(before);
  }

  private JsonArray items(String token) {
    return JsonParser.parseString(demo.getWith(token, "/api/items").text()).getAsJsonArray();
  }

  @Test
  @DisplayName("GET /api/me tells token, user, roles, scopes and authType")
  void meTellsWhoIsAsking() {
    String john = demo.login("johndoe", "secret");
    assertThat(demo.getWith(john, "/api/me").json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"token": "%s", "user": "johndoe", "roles": ["user"], "scopes": ["user"],
                 "authType": "Bearer"}
                """
                    .formatted(john)));

    Answer alice = demo.getWith(demo.login("alice", "secret2"), "/api/me");
    assertThat(alice.json("user")).isEqualTo("alice");
    assertThat(strings(alice, "roles")).containsExactlyInAnyOrder("user", "admin");
    assertThat(strings(alice, "scopes")).containsExactlyInAnyOrder("user", "admin");
  }

  private static List<String> strings(Answer answer, String member) {
    return answer.json().getAsJsonArray(member).asList().stream()
        .map(element -> element.getAsString())
        .toList();
  }

  @Test
  @DisplayName("GET /api/admin/report needs the scope admin")
  void reportNeedsAdmin() {
    Answer refused = demo.getWith(demo.login("johndoe", "secret"), "/api/admin/report");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json("error")).isEqualTo("insufficient_scope");
    assertThat(Challenge.parse(refused.header("WWW-Authenticate")).parameters())
        .containsEntry("error", "insufficient_scope")
        .containsEntry("scope", "admin");

    String narrow = demo.login("alice", "secret2", "user");
    assertThat(demo.getWith(narrow, "/api/admin/report").status()).isEqualTo(403);
    Answer report = demo.getWith(demo.login("alice", "secret2"), "/api/admin/report");
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.json("items")).isNotNull();
  }

  @Test
  @DisplayName("GET /legacy/items.jsp reads the token from the request scope")
  void jspReadsTheToken() {
    String token = demo.login("johndoe", "secret");
    Answer page = demo.getWith(token, "/legacy/items.jsp");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains(token, "Hammer");
    Refusals.assertNoCookie(page);
  }

  @Test
  @DisplayName("GET /public/health is open, and the document shows it without a lock")
  void healthIsOpen() {
    assertThat(demo.get("/public/health").status()).isEqualTo(200);
    assertThat(Document.of(demo).operation("get", "/public/health").security()).isNull();
  }

  @Test
  @DisplayName("wrong password: our sentence, no token")
  void wrongPasswordIsRefused() {
    assertWrongPassword(
        demo.form(
            "/token", "grant_type", "password", "username", "nobody-here", "password", "secret"));
  }

  @Test
  @DisplayName("the document lists the demo's operations with its words")
  void documentListsTheOperations() {
    Document document = Document.of(demo);

    assertThat(document.names())
        .containsExactlyInAnyOrder(
            "GET /first-steps/items",
            "GET /optional/items",
            "GET /api/items",
            "POST /api/items",
            "GET /api/items/{id}",
            "PUT /api/items/{id}",
            "DELETE /api/items/{id}",
            "GET /api/me",
            "GET /api/admin/report",
            "GET /public/health",
            "POST /token");
    assertThat(document.operation("get", "/public/health").json().get("summary").getAsString())
        .isEqualTo("Health of the application");
    for (Document.Operation operation : document.operations()) {
      assertThat(operation.json().get("summary").getAsString())
          .as(operation.toString())
          .isNotBlank();
    }
    assertThat(document.json().getAsJsonObject("info").get("title").getAsString())
        .isEqualTo("Inventory");
    assertThat(document.scopes("OAuth2PasswordBearer")).contains("admin");
  }

  @Test
  @DisplayName("the start page is open, and nothing of the filter's stands in its way")
  void startPageIsOpen() {
    Answer page = demo.get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("docs");
    assertServletDidNotRun(page);
  }
}
