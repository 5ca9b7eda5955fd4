// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The provider of the kit without anything of ours: what the tests on ours take for granted. */
@ExtendWith(Keycloak.Shared.class)
class KeycloakIT {

  private static Keycloak keycloak;
  private static KeycloakRealm realm;

  @BeforeAll
  static void makeRealm(Keycloak shared) {
    keycloak = shared;
    realm = keycloak.realm("kit");
  }

  private static JsonObject claims(String token) {
    String part = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Test
  void accessTokenSaysWhoAndWhatFor() {
    JsonObject claims = claims(realm.login("johndoe", "secret", "items:read"));

    assertThat(claims.get("iss").getAsString()).isEqualTo(realm.issuer());
    assertThat(claims.get("preferred_username").getAsString()).isEqualTo("johndoe");
    assertThat(claims.get("sub").getAsString()).isNotEqualTo("johndoe");
    assertThat(claims.get("aud").toString()).contains('"' + KeycloakRealm.API + '"');
    assertThat(claims.get("scope").getAsString().split(" "))
        .contains("items:read")
        .doesNotContain("items:write");
    assertThat(claims.getAsJsonObject("realm_access").get("roles").toString())
        .contains("\"user\"")
        .doesNotContain("\"admin\"");
  }

  @Test
  void otherTokensAreForOthers() {
    KeycloakRealm.Tokens tokens = realm.tokens(KeycloakRealm.CLI, "alice", "secret2");
    String stranger = realm.tokens(KeycloakRealm.STRANGER, "alice", "secret2").access();

    assertThat(claims(tokens.id()).get("aud").getAsString()).isEqualTo(KeycloakRealm.CLI);
    assertThat(claims(tokens.refresh()).get("typ").getAsString()).isEqualTo("Refresh");
    assertThat(claims(stranger).get("aud").getAsString()).isEqualTo("billing-api");
  }

  @Test
  void relayCanBeShutAndCounts() {
    try (Relay relay = keycloak.ownRelay()) {
      Http http = new Http(URI.create(relay.address()), "");
      for (int i = 0; i < 3; i++) {
        assertThat(http.get(realm.keysPath()).json().has("keys")).isTrue();
        assertThat(http.form(realm.introspectionPath(), "token", "x").status()).isEqualTo(401);
      }
      assertThat(relay.count("GET " + realm.keysPath())).isEqualTo(3);
      assertThat(relay.count("POST " + realm.introspectionPath())).isEqualTo(3);

      relay.shut();
      assertThatThrownBy(() -> http.get(realm.keysPath())).isInstanceOf(UncheckedIOException.class);
      relay.reopen();
      assertThat(http.get(realm.keysPath()).status()).isEqualTo(200);
    }
  }

  @Test
  void keysRotate() {
    String before = keys();
    realm.keys().add();
    String both = keys();
    realm.keys().removeOld();
    String after = keys();

    assertThat(both).hasSizeGreaterThan(before.length()).hasSizeGreaterThan(after.length());
    realm.signBy("ES256");
    String token = realm.login("alice", "secret2");
    String head = token.substring(0, token.indexOf('.'));
    assertThat(new String(Base64.getUrlDecoder().decode(head), StandardCharsets.UTF_8))
        .contains("\"ES256\"");
  }

  private static String keys() {
    return new Http(URI.create(keycloak.relay().address()), "").get(realm.keysPath()).text();
  }
}
