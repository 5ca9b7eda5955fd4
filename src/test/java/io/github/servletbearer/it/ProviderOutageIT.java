// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.TokenRequests.PATIENCE;
import static io.github.servletbearer.it.TokenRequests.ask;
import static io.github.servletbearer.it.TokenRequests.assertOpens;
import static io.github.servletbearer.it.TokenRequests.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.cluster.Cable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The provider cannot be reached while strangers send tokens with invented keys. Three
 * applications, each with its own way to it: connections are refused; bytes are lost without a
 * word; connections are refused and the known keys are old already.
 */
@ExtendWith(Keycloak.Shared.class)
class ProviderOutageIT {

  private static final String[] APPS = {"/refused", "/silent", "/old-keys"};

  /** How long the page says it takes until a new key is found after an outage. */
  private static final Duration PROMISED = Duration.ofSeconds(40);

  private static final int THREADS = 2;
  private static final int ENOUGH = 300;

  private static KeycloakRealm realm;
  private static Cable cable;
  private static Relay toRefused;
  private static Relay toSilent;
  private static Relay toOldKeys;
  private static Container server;

  @BeforeAll
  static void start(Keycloak keycloak) {
    realm = keycloak.realm("outage");
    cable = keycloak.cable();
    toRefused = keycloak.ownRelay();
    toSilent = Relay.start().leadTo(cable.port());
    toOldKeys = keycloak.ownRelay();
    server =
        ServerSpec.named("outage")
            .app(app("/refused", toRefused))
            .app(app("/silent", toSilent))
            .app(app("/old-keys", toOldKeys, "jwksMaxAge", "1s"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      List.of(toRefused, toSilent, toOldKeys).forEach(Relay::close);
      cable.close();
    }
  }

  private static WebApp app(String contextPath, Relay relay, String... more) {
    String keys = relay.address() + realm.keysPath();
    return RealmApps.jwks(
        contextPath,
        realm.issuer(),
        RealmApps.with(more, "jwksAudience", KeycloakRealm.API, "jwksUri", keys));
  }

  private static Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  @Test
  @DisplayName(
      "JK-3, JK-4 an outage in a flood of invented keys: known keys serve, the rest is 503")
  void outageDuringAFlood() {
    String known = realm.login("johndoe", "secret");
    String unseen = realm.login("alice", "secret2");
    for (String app : APPS) {
      assertOpens(ask(http(app), known));
    }
    Outage outage = new Outage();
    List<TokenFlood> floods = new ArrayList<>();
    List<TokenFlood> honest = new ArrayList<>();
    try {
      for (String app : APPS) {
        floods.add(TokenFlood.start(THREADS, http(app), forged(known)));
        honest.add(TokenFlood.start(1, http(app), () -> known));
      }
      awaitFailures(floods);
      for (String app : APPS) {
        assertOpens(ask(http(app), unseen));
      }
      assertThat(floods).allSatisfy(flood -> assertThat(flood.statuses()).containsExactly(503));
      outage.assertFewQuestions();

      realm.keys().add();
      String next = realm.login("johndoe", "secret");
      for (String app : APPS) {
        Refusals.assertUnavailable(ask(http(app), next));
      }
      outage.end();
      outage.awaitInAll(next);
    } finally {
      floods.forEach(TokenFlood::close);
      honest.forEach(TokenFlood::close);
    }
    assertThat(floods).allSatisfy(flood -> assertThat(flood.statuses()).isSubsetOf(401, 503));
    assertThat(honest).allSatisfy(each -> assertThat(each.statuses()).containsExactly(200));
  }

  /** Each of them names another key; every second is older than the known keys. */
  private static Supplier<String> forged(String token) {
    JwtForge real = JwtForge.of(token);
    AtomicInteger count = new AtomicInteger();
    return () ->
        real.unknownKey().issuedBefore(count.incrementAndGet() % 2 * 600L).withOldSignature();
  }

  /** Until all applications have asked in vain, and have answered a flood meanwhile. */
  private static void awaitFailures(List<TokenFlood> floods) {
    Await.until(
        "a flood in the outage",
        PATIENCE,
        () ->
            floods.stream().allMatch(flood -> flood.count() > ENOUGH)
                && server.console().lines().stream()
                        .filter(line -> line.contains("the last ones serve for now"))
                        .count()
                    >= APPS.length);
  }

  /** A time in which nothing reaches the provider. */
  private static final class Outage {
    private final int refused = toRefused.connections();
    private final int silent = toSilent.connections();
    private final int oldKeys = toOldKeys.connections();
    private final long start = System.nanoTime();
    private long end;

    Outage() {
      cable.cut();
      toRefused.shut();
      toOldKeys.shut();
    }

    /** One in 30 seconds for tokens, and one in five, then ever fewer, for keys that are old. */
    void assertFewQuestions() {
      int ofRefused = toRefused.connections() - refused;
      int ofSilent = toSilent.connections() - silent;
      int ofOldKeys = toOldKeys.connections() - oldKeys;
      int seconds = (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
      assertThat(ofRefused).isBetween(1, 1 + seconds / 30);
      assertThat(ofSilent).isBetween(1, 1 + seconds / 30);
      assertThat(ofOldKeys).isBetween(1, 1 + seconds / 5);
    }

    void end() {
      cable.join();
      toRefused.reopen();
      toOldKeys.reopen();
      end = System.nanoTime();
    }

    void awaitInAll(String token) {
      for (String app : APPS) {
        Duration left = PROMISED.plus(TokenRequests.SLACK).minusNanos(System.nanoTime() - end);
        assertOpens(await(200, left, http(app), token, 503));
      }
    }
  }
}
