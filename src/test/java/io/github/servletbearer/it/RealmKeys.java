// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The RSA keys by which a realm signs, as its administrator changes them. Keycloak signs by the
 * active key with the highest priority, publishes the passive ones too, and no disabled one.
 */
final class RealmKeys {

  private static final String TYPE = "org.keycloak.keys.KeyProvider";
  private static final String GENERATED = "rsa-generated";
  private static final String IMPORTED = "rsa";

  private final KeycloakAdmin admin;
  private final String realm;
  private int added;

  RealmKeys(KeycloakAdmin admin, String realm) {
    this.admin = admin;
    this.realm = realm;
  }

  /** Adds a key that signs from now on; those before stay valid for what they have signed. */
  void add() {
    added++;
    addComponent(lastAdded(), GENERATED, 1000 + added, new JsonObject());
  }

  /**
   * Imports a key that is published and signs nothing here, since another has a higher priority.
   *
   * @return its {@code kid}
   */
  String importKey(PrivateKey key) {
    JsonObject config = new JsonObject();
    config.add("privateKey", list(Base64.getEncoder().encodeToString(key.getEncoded())));
    addComponent("imported", IMPORTED, 1, config);
    for (JsonElement each :
        admin.get("/" + realm + "/keys").getAsJsonObject().getAsJsonArray("keys")) {
      if (each.getAsJsonObject().get("providerPriority").getAsInt() == 1) {
        return each.getAsJsonObject().get("kid").getAsString();
      }
    }
    throw new AssertionError("The imported key is not among the keys of " + realm);
  }

  /** All that Keycloak made but the one that was added last sign no more, and are published. */
  void makeOldPassive() {
    forEach(this::isOld, key -> set(key, "active", "false"));
  }

  /** All that Keycloak made but the one that was added last are published no more. */
  void disableOld() {
    forEach(this::isOld, key -> set(key, "enabled", "false"));
  }

  /** The imported one is published no more. */
  void disableImported() {
    forEach(key -> is(key, "providerId", IMPORTED), key -> set(key, "enabled", "false"));
  }

  /** Removes all that Keycloak made but the one that was added last. */
  void removeOld() {
    forEach(this::isOld, key -> admin.delete(path(key)));
  }

  private boolean isOld(JsonObject key) {
    return is(key, "providerId", GENERATED) && !is(key, "name", lastAdded());
  }

  private static boolean is(JsonObject key, String member, String value) {
    return key.get(member).getAsString().equals(value);
  }

  private String lastAdded() {
    return "added-" + added;
  }

  private void forEach(Predicate<JsonObject> which, Consumer<JsonObject> change) {
    for (JsonElement each : admin.get("/" + realm + "/components?type=" + TYPE).getAsJsonArray()) {
      if (which.test(each.getAsJsonObject())) {
        change.accept(each.getAsJsonObject());
      }
    }
  }

  private void set(JsonObject key, String setting, String value) {
    key.getAsJsonObject("config").add(setting, list(value));
    admin.put(path(key), key);
  }

  private String path(JsonObject key) {
    return "/" + realm + "/components/" + key.get("id").getAsString();
  }

  private void addComponent(String name, String provider, int priority, JsonObject config) {
    config.add("priority", list(Integer.toString(priority)));
    config.add("algorithm", list("RS256"));
    JsonObject key = new JsonObject();
    key.addProperty("name", name);
    key.addProperty("providerId", provider);
    key.addProperty("providerType", TYPE);
    key.add("config", config);
    admin.post("/" + realm + "/components", key);
  }

  private static JsonArray list(String value) {
    JsonArray list = new JsonArray();
    list.add(value);
    return list;
  }
}
