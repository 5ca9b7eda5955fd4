// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One realm of Keycloak's: users, clients and keys of its own, which a test may change as it likes.
 * The users are johndoe (secret; user), alice (secret2; user and admin) and carol (secret3; user).
 */
public final class KeycloakRealm {

  /** The API, as tokens name it, and the client that introspects them. */
  public static final String API = "inventory-api";

  /** What {@link #API} says of itself when it introspects. */
  static final String API_SECRET = "the-secret-of-the-inventory-api";

  /** A client that logs in by password, for tests have no browser. */
  static final String CLI = "cli";

  /** As {@link #CLI}, but its access tokens live for three seconds. */
  static final String BRIEF = "brief";

  /** As {@link #CLI}, but its tokens are for another API than {@link #API}. */
  static final String STRANGER = "stranger";

  /** A client that logs in people in a browser, by code and with PKCE. */
  public static final String DOCS_PAGE = "docs-page";

  private final KeycloakAdmin admin;
  private final String issuer;
  private final String name;
  private final RealmKeys keys;

  private KeycloakRealm(KeycloakAdmin admin, String issuer, String name) {
    this.admin = admin;
    this.issuer = issuer;
    this.name = name;
    this.keys = new RealmKeys(admin, name);
  }

  /** What one login gives. */
  record Tokens(String access, String refresh, String id) {}

  /** As an administrator would: a realm with all defaults, then scopes and clients. */
  static KeycloakRealm create(KeycloakAdmin admin, String address, String name) {
    JsonObject parts = parts();
    JsonObject realm = parts.getAsJsonObject("realm");
    realm.addProperty("realm", name);
    admin.post("", realm);
    String path = "/" + name;
    parts.getAsJsonArray("clientScopes").forEach(each -> admin.post(path + "/client-scopes", each));
    parts.getAsJsonArray("clients").forEach(each -> admin.post(path + "/clients", each));
    return new KeycloakRealm(admin, address + "/realms/" + name, name);
  }

  private static JsonObject parts() {
    try (InputStream file = KeycloakRealm.class.getResourceAsStream("keycloak-realm.json")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The issuer of its tokens; also where its metadata is, through the provider's relay. */
  public String issuer() {
    return issuer;
  }

  /** Where people log in. */
  public String authorizationUrl() {
    return issuer + "/protocol/openid-connect/auth";
  }

  /** Where clients redeem codes. */
  public String tokenUrl() {
    return issuer + "/protocol/openid-connect/token";
  }

  /** Where tokens are asked about, through the provider's relay. */
  String introspectionUrl() {
    return issuer + "/protocol/openid-connect/token/introspect";
  }

  /** The path of its introspection endpoint, on whatever relay. */
  String introspectionPath() {
    return endpoint("token/introspect");
  }

  /** The path of its keys, on whatever relay. */
  String keysPath() {
    return endpoint("certs");
  }

  private String endpoint(String last) {
    return "/realms/" + name + "/protocol/openid-connect/" + last;
  }

  /** Logs in for these scopes and returns the access token. */
  String login(String username, String password, String... scopes) {
    return tokens(CLI, username, password, scopes).access();
  }

  /** Logs in by a client for these scopes, and for an ID token. */
  Tokens tokens(String client, String username, String password, String... scopes) {
    Answer answer =
        admin
            .http()
            .form(
                endpoint("token"),
                "grant_type",
                "password",
                "client_id",
                client,
                "username",
                username,
                "password",
                password,
                "scope",
                "openid " + String.join(" ", scopes));
    if (answer.status() != 200) {
      throw new AssertionError("Keycloak refused " + username + ": " + answer);
    }
    return new Tokens(
        answer.json("access_token"), answer.json("refresh_token"), answer.json("id_token"));
  }

  /** Logs out: all tokens of this session are void from now on. */
  void endSession(Tokens tokens) {
    Answer answer =
        admin.http().form(endpoint("logout"), "client_id", CLI, "refresh_token", tokens.refresh());
    if (answer.status() != 204) {
      throw new AssertionError("Keycloak did not log out: " + answer);
    }
  }

  void disableUser(String username) {
    JsonElement user =
        admin.get("/" + name + "/users?exact=true&username=" + username).getAsJsonArray().get(0);
    user.getAsJsonObject().addProperty("enabled", false);
    admin.put("/" + name + "/users/" + id(user), user);
  }

  /** Signs by this algorithm from now on, with a key that is made for it if there is none. */
  void signBy(String algorithm) {
    JsonObject change = new JsonObject();
    change.addProperty("defaultSignatureAlgorithm", algorithm);
    admin.put("/" + name, change);
  }

  /** The keys by which it signs. */
  RealmKeys keys() {
    return keys;
  }

  /** Adds what a partial import can have: clients, client roles, groups, users. */
  void add(JsonObject parts) {
    parts.addProperty("ifResourceExists", "FAIL");
    admin.post("/" + name + "/partialImport", parts);
  }

  /** Nobody can log in, nor ask about tokens; its keys and metadata are published further. */
  void disable() {
    JsonObject change = new JsonObject();
    change.addProperty("realm", name);
    change.addProperty("enabled", false);
    admin.put("/" + name, change);
  }

  /** With all that it has. */
  void delete() {
    admin.delete("/" + name);
  }

  private static String id(JsonElement element) {
    return element.getAsJsonObject().get("id").getAsString();
  }
}
