// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.KeycloakApps.NAME;
import static io.github.servletbearer.it.TokenRequests.PATIENCE;
import static io.github.servletbearer.it.TokenRequests.assertOpens;
import static io.github.servletbearer.it.TokenRequests.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.KeycloakRealm.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens of a real identity provider: which open a servlet, which do not, and when it is down. */
@ExtendWith(Keycloak.Shared.class)
class ProviderIT {

  private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "ES384", "EdDSA");

  private static KeycloakApps apps;
  private static KeycloakRealm shop;
  private static Tokens john;

  @BeforeAll
  static void start(Keycloak keycloak) {
    apps = KeycloakApps.start(keycloak);
    shop = apps.shop;
    john = shop.tokens(KeycloakRealm.CLI, "johndoe", "secret", "items:read");
  }

  @AfterAll
  static void stop() {
    if (apps != null) {
      apps.close();
    }
  }

  private static void assertRefused(String app, String token) {
    Refusals.assertInvalidToken(apps.http(app).getWith(token, "/api/x"), NAME);
  }

  @Test
  @DisplayName("the servlet sees the token, its user and its roles")
  void servletSeesTheUser() {
    for (String app : List.of("/jwks", "/metadata", "/asking", "/both")) {
      Answer answer = apps.http(app).getWith(john.access(), "/api/x");

      assertOpens(answer);
      assertThat(answer.json("token")).isEqualTo(john.access());
      assertThat(answer.json("remoteUser")).as(app).isEqualTo("johndoe");
      assertThat(answer.json("principal")).isEqualTo("johndoe");
      assertThat(answer.json("authType")).isEqualTo("Bearer");
      assertThat(answer.json("inRoleUser")).isEqualTo("true");
      assertThat(answer.json("inRoleAdmin")).isEqualTo("false");
      assertThat(answer.json("session")).isEqualTo("false");
    }
    String alice = shop.login("alice", "secret2");
    for (String app : List.of("/jwks", "/asking")) {
      Answer answer = apps.http(app).getWith(alice, "/api/x");
      assertThat(answer.json("inRoleAdmin")).as(app).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("scopes open what needs them; one that is missing is 403")
  void scopesAreThoseOfTheToken() {
    String reader = john.access();
    String writer = shop.login("alice", "secret2", "items:read", "items:write");
    String nothing = shop.login("johndoe", "secret");
    for (String app : List.of("/jwks", "/asking", "/both")) {
      Http http = apps.http(app);

      assertOpens(http.getWith(reader, "/items/1"));
      assertOpens(http.send("PUT", "/items/1", "{}", "Authorization", "Bearer " + writer));
      Answer put = http.send("PUT", "/items/1", "{}", "Authorization", "Bearer " + reader);
      Refusals.assertInsufficientScope(put, NAME, "items:write");
      Refusals.assertInsufficientScope(http.getWith(nothing, "/items/1"), NAME, "items:read");
    }
  }

  @Test
  @DisplayName("JV-2 the algorithms of the keys that a provider may have")
  void algorithmsOfTheProvider() {
    List<String> tokens = new ArrayList<>();
    for (String algorithm : ALGORITHMS) {
      apps.other.signBy(algorithm);
      String token = apps.other.login("johndoe", "secret");
      assertThat(decoded(head(token))).contains('"' + algorithm + '"');
      tokens.add(token);
    }
    // Not before all keys are there, for one that is unknown is looked for twice a minute.
    for (String token : tokens) {
      assertOpens(apps.http("/algorithms").getWith(token, "/api/x"));
    }
  }

  @Test
  @DisplayName("JV-11, JV-12 a token of another realm at the same address is refused")
  void otherIssuerIsRefused() {
    String token = apps.other.login("johndoe", "secret", "items:read");

    assertOpens(apps.http("/algorithms").getWith(token, "/api/x"));
    for (String app : List.of("/jwks", "/asking", "/both")) {
      assertRefused(app, token);
    }
  }

  @Test
  @DisplayName("JV-11 a token for another audience is refused")
  void otherAudienceIsRefused() {
    String token = shop.tokens(KeycloakRealm.STRANGER, "alice", "secret2", "items:read").access();

    for (String app : List.of("/jwks", "/asking", "/both")) {
      assertRefused(app, token);
    }
  }

  @Test
  @DisplayName("JV-13 neither ID token nor refresh token is an access token")
  void otherKindsOfTokenAreRefused() {
    for (String app : List.of("/jwks", "/asking", "/both")) {
      assertRefused(app, john.id());
      assertRefused(app, john.refresh());
      assertOpens(apps.http(app).getWith(john.access(), "/api/x"));
    }
  }

  @Test
  @DisplayName("JV-2 a token that was changed is refused, in each of its parts")
  void changedTokenIsRefused() {
    String[] parts = john.access().split("\\.", -1);
    String alice = encoded(decoded(parts[1]).replace("\"johndoe\"", "\"alice\""));
    String none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    String signature = (parts[2].startsWith("A") ? "B" : "A") + parts[2].substring(1);

    for (String app : List.of("/jwks", "/asking", "/both")) {
      assertRefused(app, parts[0] + '.' + alice + '.' + parts[2]);
      assertRefused(app, parts[0] + '.' + parts[1] + '.' + signature);
      assertRefused(app, parts[0] + '.' + parts[1] + '.');
      assertRefused(app, none + '.' + parts[1] + '.');
    }
  }

  @Test
  @DisplayName("JV-10 a token is good until its end and no longer, however often it was seen")
  void expiredTokenIsRefused() {
    for (String app : List.of("/jwks", "/asking-once")) {
      String token = shop.tokens(KeycloakRealm.BRIEF, "johndoe", "secret").access();

      Answer answer = await(401, apps.http(app), token, 200);

      Refusals.assertInvalidToken(answer, NAME);
    }
  }

  @Test
  @DisplayName("JK-3 tokens with invented keys make it ask for keys twice at most")
  void inventedKeysAreNotLookedFor() {
    Http http = apps.http("/jwks");
    assertOpens(http.getWith(john.access(), "/api/x"));
    String rest = john.access().substring(john.access().indexOf('.'));
    long before = apps.toKeys().count("GET " + shop.keysPath());

    for (int i = 0; i < 500; i++) {
      String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + UUID.randomUUID() + "\"}";
      // 503 while a key may not be asked for that may be new.
      assertThat(http.getWith(encoded(head) + rest, "/api/x").status()).isIn(401, 503);
    }

    assertThat(before).isPositive();
    assertThat(apps.toKeys().count("GET " + shop.keysPath())).isBetween(before, before + 2);
    assertOpens(http.getWith(john.access(), "/api/x"));
  }

  @Test
  @DisplayName("JK-5 a new key is good at once, and one that was removed no longer than its age")
  void keysRotate() {
    Http http = apps.http("/turning");
    String before = apps.turning.login("johndoe", "secret");
    assertOpens(http.getWith(before, "/api/x"));

    apps.turning.keys().add();
    String after = apps.turning.login("johndoe", "secret");
    assertThat(head(after)).isNotEqualTo(head(before));
    assertOpens(http.getWith(after, "/api/x"));
    assertOpens(http.getWith(before, "/api/x"));

    apps.turning.keys().removeOld();
    Refusals.assertInvalidToken(await(401, http, before, 200, 503), NAME);
    assertOpens(http.getWith(after, "/api/x"));
  }

  @Test
  @DisplayName("JK-4 known keys bridge an outage for a while; then 503, until it is over")
  void outageIsBridged() {
    Http http = apps.http("/outage");
    assertOpens(http.getWith(john.access(), "/api/x"));

    apps.toOutage().shut();
    assertOpens(http.getWith(john.access(), "/api/x"));
    assertOpens(http.getWith(shop.login("alice", "secret2"), "/api/x"));
    Refusals.assertUnavailable(await(503, http, john.access(), 200));
    apps.console().waitFor(line -> line.contains("no keys of " + shop.issuer()), PATIENCE);

    apps.toOutage().reopen();
    assertOpens(await(200, http, john.access(), 503));
  }

  @Test
  @DisplayName("JK-4 an application starts without its provider, and recovers by itself")
  void startsWithoutItsProvider() {
    Http http = apps.http("/late");
    Refusals.assertNotAuthenticated(http.get("/api/x"), NAME);
    Refusals.assertUnavailable(http.getWith(john.access(), "/api/x"));

    apps.toLate().reopen();
    assertOpens(await(200, http, john.access(), 503));
  }

  @Test
  @DisplayName("IN-3 a thousand requests with one token are one question")
  void answerIsRemembered() {
    Http http = apps.http("/asking-once");
    String token = shop.login("alice", "secret2", "items:read");
    long before = questions();

    for (int i = 0; i < 1000; i++) {
      assertThat(http.getWith(token, "/items/" + i).status()).isEqualTo(200);
    }

    assertThat(questions() - before).isEqualTo(1);
  }

  private static long questions() {
    return apps.toIntrospection().count("POST " + shop.introspectionPath());
  }

  @Test
  @DisplayName("IN-2 a token whose session ended, or whose user was disabled, is refused")
  void revokedTokenIsRefused() {
    Http http = apps.http("/asking");
    Tokens alice = shop.tokens(KeycloakRealm.CLI, "alice", "secret2");
    Tokens carol = shop.tokens(KeycloakRealm.CLI, "carol", "secret3");
    assertOpens(http.getWith(alice.access(), "/api/x"));
    assertOpens(http.getWith(carol.access(), "/api/x"));

    shop.endSession(alice);
    shop.disableUser("carol");

    Refusals.assertInvalidToken(await(401, http, alice.access(), 200), NAME);
    Refusals.assertInvalidToken(await(401, http, carol.access(), 200), NAME);
  }

  @Test
  @DisplayName("IN-4 a provider that is down is no reason to let a token pass, or to refuse it")
  void introspectionOutage() {
    Http http = apps.http("/asking");
    String token = shop.login("johndoe", "secret");
    apps.toIntrospection().shut();
    try {
      for (int i = 0; i < 20; i++) {
        Refusals.assertUnavailable(http.getWith(token, "/api/x"));
      }
    } finally {
      apps.toIntrospection().reopen();
    }

    assertOpens(await(200, http, token, 503));
  }

  @Test
  @DisplayName("IN-2 a wrong client secret: the answer is unknown, and the log says why")
  void wrongClientSecretIsTold() {
    for (int i = 0; i < 6; i++) {
      Refusals.assertUnavailable(apps.http("/stranger").getWith(john.access(), "/api/x"));
    }

    apps.console()
        .waitFor(
            line -> line.contains("a token could not be verified") && line.contains("401"),
            PATIENCE);
  }

  @Test
  @DisplayName("verify=issued, jwks takes tokens of the own endpoint and of the provider")
  void ownTokensAndTheProviders() {
    Http http = apps.http("/both");
    Answer own = http.getWith(http.login("johndoe", "secret"), "/api/x");
    Answer theirs = http.getWith(john.access(), "/api/x");

    assertOpens(own);
    assertOpens(theirs);
    assertThat(own.json("remoteUser")).isEqualTo(theirs.json("remoteUser")).isEqualTo("johndoe");
    assertRefused("/both", "neither-of-them");
  }

  @Test
  @DisplayName("LG-1 no token of the provider and no client secret is in the log")
  void secretsAreNotLogged() {
    servletSeesTheUser();
    wrongClientSecretIsTold();

    String log = apps.console().text();
    for (String secret :
        List.of(john.access(), KeycloakRealm.API_SECRET, KeycloakApps.WRONG_SECRET)) {
      assertThat(log.contains(secret)).isFalse();
    }
    assertThat(log.contains(john.access().substring(john.access().lastIndexOf('.')))).isFalse();
  }

  private static String head(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
