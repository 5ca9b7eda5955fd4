// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

/** Keycloak's administrator, who uses its REST interface. */
final class KeycloakAdmin {

  static final String USERNAME = "admin";

  private final Http http;
  private final String password;
  private String token = "";

  KeycloakAdmin(Http http, String password) {
    this.http = http;
    this.password = password;
  }

  /** Keycloak itself, past any relay. */
  Http http() {
    return http;
  }

  void post(String path, JsonElement body) {
    call("POST", path, body.toString());
  }

  void put(String path, JsonElement body) {
    call("PUT", path, body.toString());
  }

  void delete(String path) {
    call("DELETE", path, null);
  }

  JsonElement get(String path) {
    return JsonParser.parseString(call("GET", path, null).text());
  }

  private Answer call(String method, String path, String body) {
    Answer answer = send(method, path, body);
    if (answer.status() == 401) { // its own tokens live for a minute
      token = logIn();
      answer = send(method, path, body);
    }
    if (answer.status() / 100 != 2) {
      throw new AssertionError("Keycloak refused " + method + " " + path + ": " + answer);
    }
    return answer;
  }

  private Answer send(String method, String path, String body) {
    return http.send(
        method,
        "/admin/realms" + path,
        body,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json");
  }

  private String logIn() {
    Answer answer =
        http.form(
            "/realms/master/protocol/openid-connect/token",
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            USERNAME,
            "password",
            password);
    if (answer.status() != 200) {
      throw new AssertionError("Keycloak's administrator was refused: " + answer);
    }
    return answer.json("access_token");
  }
}
