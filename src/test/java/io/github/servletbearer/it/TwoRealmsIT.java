// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.TokenRequests.PATIENCE;
import static io.github.servletbearer.it.TokenRequests.ask;
import static io.github.servletbearer.it.TokenRequests.assertOpens;
import static io.github.servletbearer.it.TokenRequests.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that takes the tokens of two realms: two issuers, each with its own keys. */
@ExtendWith(Keycloak.Shared.class)
class TwoRealmsIT {

  private static Keycloak keycloak;
  private static KeycloakRealm one;
  private static KeycloakRealm two;
  private static KeycloakRealm rotating;
  private static KeycloakRealm leaving;
  private static String oneKeyId;
  private static String twoKeyId;
  private static PrivateKey keyOfTwo;
  private static Container server;

  @BeforeAll
  static void start(Keycloak shared) {
    keycloak = shared;
    one = keycloak.realm("one");
    two = keycloak.realm("two");
    rotating = keycloak.realm("rotating");
    leaving = keycloak.realm("leaving");
    keyOfTwo = JwtForge.newKey();
    twoKeyId = two.keys().importKey(keyOfTwo);
    oneKeyId = JwtForge.keyId(one.login("johndoe", "secret"));
    server =
        ServerSpec.named("two-realms")
            .app(app("/both", one, two))
            .app(app("/forged", one, two))
            .app(app("/rotating", one, rotating))
            .app(app("/leaving", leaving, two, "jwksMaxAge", "1s", "jwksStaleIfError", "3s"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebApp app(
      String contextPath, KeycloakRealm first, KeycloakRealm second, String... more) {
    String[] settings =
        RealmApps.with(more, "jwksAudience", KeycloakRealm.API, "userClaims", "preferred_username");
    return RealmApps.jwks(contextPath, first.issuer() + ", " + second.issuer(), settings);
  }

  private static Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  @Test
  @DisplayName("tokens of both realms open, each with its own user and roles")
  void tokensOfBothRealms() {
    Answer john = ask(http("/both"), one.login("johndoe", "secret"));
    Answer alice = ask(http("/both"), two.login("alice", "secret2"));

    assertOpens(john);
    assertThat(john.json("remoteUser")).isEqualTo("johndoe");
    assertThat(john.json("inRoleUser")).isEqualTo("true");
    assertThat(john.json("inRoleAdmin")).isEqualTo("false");
    assertOpens(alice);
    assertThat(alice.json("remoteUser")).isEqualTo("alice");
    assertThat(alice.json("inRoleAdmin")).isEqualTo("true");
  }

  @Test
  @DisplayName("JV-12 a token of one realm is never verified by a key of the other")
  void keyOfTheOtherRealmIsNoKey() {
    Http http = http("/forged");
    String ofOne = one.login("johndoe", "secret");
    String ofTwo = two.login("alice", "secret2");
    JwtForge asTwo = JwtForge.of(ofTwo).header("kid", twoKeyId);
    assertOpens(ask(http, ofOne));
    // Control: the key signs for its own realm, so that it is the issuer that decides below.
    assertOpens(ask(http, asTwo.signedBy(keyOfTwo)));

    JwtForge asOne = JwtForge.of(ofOne);
    JwtForge moved = JwtForge.of(ofTwo).claim("iss", one.issuer());
    for (JwtForge forged : List.of(asOne, moved)) {
      assertWrongSignature(forged.header("kid", oneKeyId).signedBy(keyOfTwo));
      assertWrongSignature(forged.header("kid", null).signedBy(keyOfTwo));
      assertWrongSignature(
          forged
              .header("kid", oneKeyId)
              .header("jku", two.issuer() + "/protocol/openid-connect/certs")
              .signedBy(keyOfTwo));
      assertUnknownKey(forged.header("kid", twoKeyId).signedBy(keyOfTwo));
    }
    assertUnknownKey(moved.withOldSignature());
    assertUnknownKey(asOne.claim("iss", two.issuer()).withOldSignature());
    assertUnknownKey(asOne.header("kid", JwtForge.keyId(ofTwo)).withOldSignature());

    assertOpens(ask(http, one.login("johndoe", "secret")));
    assertOpens(ask(http, asTwo.claim("sid", "another").signedBy(keyOfTwo)));
  }

  private static void assertWrongSignature(String forged) {
    Refusals.assertInvalidToken(ask(http("/forged"), forged), RealmApps.NAME);
  }

  /** The issuer may have a new key of that name, which cannot be known at each moment. */
  private static void assertUnknownKey(String forged) {
    Answer answer = ask(http("/forged"), forged);
    assertThat(answer.status()).as(answer.toString()).isIn(401, 503);
    Refusals.assertServletDidNotRun(answer);
  }

  @Test
  @DisplayName("JK-3 while one realm may not be asked again, a new key of the other is found")
  void realmsAreAskedIndependently() {
    Http http = http("/rotating");
    String ofOne = one.login("johndoe", "secret");
    assertOpens(ask(http, ofOne));
    assertOpens(ask(http, rotating.login("alice", "secret2")));
    JwtForge unknown = JwtForge.of(ofOne);
    ask(http, unknown.unknownKey().withOldSignature());
    Refusals.assertUnavailable(ask(http, unknown.unknownKey().withOldSignature()));

    rotating.keys().add();

    assertOpens(ask(http, rotating.login("alice", "secret2")));
    Refusals.assertUnavailable(ask(http, unknown.unknownKey().withOldSignature()));
    assertOpens(ask(http, ofOne));
  }

  @Test
  @DisplayName("JK-4 a realm that is disabled, then deleted, takes nothing from the other")
  void realmThatGoesTakesNothingFromTheOther() {
    Http http = http("/leaving");
    String gone = leaving.login("johndoe", "secret");
    String kept = two.login("alice", "secret2");
    assertOpens(ask(http, gone));
    assertOpens(ask(http, kept));

    leaving.disable(); // Keycloak publishes the keys of a disabled realm
    long asked = askedForKeysOfLeaving();
    Await.until(
        "keys of the disabled realm are fetched anew",
        PATIENCE,
        () -> {
          assertOpens(ask(http, gone));
          return askedForKeysOfLeaving() > asked + 1;
        });

    leaving.delete();
    Refusals.assertUnavailable(await(503, http, gone, 200));
    assertOpens(ask(http, kept));
    two.keys().add();
    assertOpens(await(200, http, two.login("alice", "secret2"), 503));
    assertOpens(ask(http, kept));
    Refusals.assertUnavailable(ask(http, gone));
  }

  private static long askedForKeysOfLeaving() {
    return keycloak.relay().count("GET " + leaving.keysPath());
  }
}
