// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.TokenRequests.PATIENCE;
import static io.github.servletbearer.it.TokenRequests.ask;
import static io.github.servletbearer.it.TokenRequests.assertOpens;
import static io.github.servletbearer.it.TokenRequests.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that the realm's administrator adds, makes passive and disables, as the page promises. */
@ExtendWith(Keycloak.Shared.class)
class KeyRotationIT {

  /** For a key that is not known the issuer is asked once in this time. */
  private static final Duration COOL_DOWN = Duration.ofSeconds(30);

  private static KeycloakRealm realm;
  private static KeycloakRealm retiring;
  private static Relay toRetiring;
  private static Container server;

  @BeforeAll
  static void start(Keycloak keycloak) {
    realm = keycloak.realm("rotation");
    retiring = keycloak.realm("retiring");
    toRetiring = keycloak.ownRelay();
    server =
        ServerSpec.named("rotation")
            .app(RealmApps.jwks("/rotation", realm.issuer(), "jwksAudience", KeycloakRealm.API))
            .app(
                RealmApps.jwks(
                    "/retiring",
                    retiring.issuer(),
                    "jwksAudience",
                    KeycloakRealm.API,
                    "jwksUri",
                    toRetiring.address() + retiring.keysPath(),
                    "jwksMaxAge",
                    "1s"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      toRetiring.close();
    }
  }

  private static Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  @Test
  @DisplayName(
      "JK-5 a new key is valid at once, the next one within the cool-down, none needs a start")
  void newKeysAreFound() {
    Http http = http("/rotation");
    String first = realm.login("johndoe", "secret");
    assertOpens(ask(http, first));

    realm.keys().add();
    String second = realm.login("johndoe", "secret");
    assertThat(JwtForge.keyId(second)).isNotEqualTo(JwtForge.keyId(first));
    assertOpens(ask(http, second));

    realm.keys().add();
    String third = realm.login("johndoe", "secret");
    assertThat(JwtForge.keyId(third)).isNotEqualTo(JwtForge.keyId(second));
    Answer soon = ask(http, third);
    Refusals.assertUnavailable(soon);
    assertThat(Long.parseLong(soon.header("Retry-After"))).isLessThanOrEqualTo(30);
    assertOpens(await(200, COOL_DOWN.plus(TokenRequests.SLACK), http, third, 503));
    assertOpens(ask(http, second));
    assertOpens(ask(http, first));
  }

  @Test
  @DisplayName("JK-5 tokens of a passive key are valid, those of a disabled one are refused")
  void passiveKeysVerifyAndDisabledOnesDoNot() {
    Http http = http("/retiring");
    String remembered = retiring.login("johndoe", "secret");
    String fresh = retiring.login("alice", "secret2");
    assertOpens(ask(http, remembered));

    retiring.keys().add();
    retiring.keys().makeOldPassive();
    String next = retiring.login("johndoe", "secret");
    assertThat(JwtForge.keyId(next)).isNotEqualTo(JwtForge.keyId(remembered));
    awaitNewKeys(http, next);
    assertOpens(ask(http, remembered));
    assertOpens(ask(http, fresh));

    retiring.keys().disableOld();
    Refusals.assertInvalidToken(await(401, http, remembered, 200, 503), RealmApps.NAME);
    Answer answer = ask(http, fresh);
    assertThat(answer.status()).as(answer.toString()).isIn(401, 503);
    Refusals.assertServletDidNotRun(answer);
    assertOpens(ask(http, next));
  }

  @Test
  @DisplayName("JK-5 a token that is older than the known keys is 401 where its key is gone")
  void oldTokenOfAGoneKeyIsInvalid() {
    Http http = http("/retiring");
    PrivateKey key = JwtForge.newKey();
    String keyId = retiring.keys().importKey(key);
    JwtForge made = JwtForge.of(retiring.login("johndoe", "secret")).header("kid", keyId);
    String old = made.issuedBefore(600).signedBy(key);
    assertOpens(await(200, http, old, 401, 503));

    retiring.keys().disableImported();
    Refusals.assertInvalidToken(await(401, http, old, 200), RealmApps.NAME);
    for (int i = 0; i < 20; i++) {
      Refusals.assertInvalidToken(
          ask(http, made.issuedBefore(600 + i).signedBy(key)), RealmApps.NAME);
    }
  }

  /** The keys are old after a second, so that new ones come without a token that needs them. */
  private static void awaitNewKeys(Http http, String token) {
    long asked = toRetiring.count("GET " + retiring.keysPath());
    Await.until(
        "the keys are fetched anew, twice",
        PATIENCE,
        () -> {
          ask(http, token);
          return toRetiring.count("GET " + retiring.keysPath()) > asked + 1;
        });
    assertOpens(ask(http, token));
  }
}
