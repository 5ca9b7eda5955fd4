// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static io.github.servletbearer.it.cluster.Node.CLIENT;
import static io.github.servletbearer.it.cluster.Node.HELLO;
import static io.github.servletbearer.it.cluster.Node.SECRET;
import static io.github.servletbearer.it.cluster.Node.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.Refusals;
import io.github.servletbearer.it.cluster.SharedDatabase.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two Tomcats with one database, one by each of Tomcat's pools, called in turns: a client cannot
 * see which of them answers. The application {@code /now} asks the database each time, {@code
 * /cached} remembers answers for three seconds.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
abstract class TwoNodesContract {
  private static final Path KEY = Kit.target("it", "two-nodes-key.jwk");
  private static final Duration CACHE = Duration.ofSeconds(3);

  /** What an answer takes on a busy machine, beside the time that is waited for. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private Node a;
  private Node b;

  /** The database, without tables. */
  abstract SharedDatabase database() throws Exception;

  @BeforeAll
  void start() throws Exception {
    SharedDatabase database = database();
    Kit.write(KEY, new String(SigningKeys.generate(JwsAlgorithm.ES256), StandardCharsets.UTF_8));
    String name = getClass().getSimpleName();
    a = node(name + "-a", database, Pool.dbcp(10));
    b = node(name + "-b", database, Pool.tomcatJdbc(10));
    secrets.add(SECRET);
    // Both create the tables at the same time: one of them does it.
    inParallel(List.of(a::start, b::start));
    for (String app : List.of("/now", "/cached", "/signed")) {
      ready(a.http(app));
      ready(b.http(app));
    }
  }

  /** A pool may fail at its first connection; the application starts all the same, and recovers. */
  private void ready(Http app) {
    Await.until(
        "an application uses the database",
        Duration.ofSeconds(30),
        () -> app.form("/token", "username", user(8), "password", SECRET).status() == 200);
  }

  private static Node node(String name, SharedDatabase database, Pool pool) {
    String context = database.context(pool);
    return Node.named(name)
        .driver(database)
        .logEverything()
        .app("/now", context, settings("0s"))
        .app("/cached", context, settings(CACHE.toSeconds() + "s"))
        .app("/signed", context, signed());
  }

  /** Both nodes have the same key. */
  private static String[] signed() {
    List<String> settings = new ArrayList<>(List.of(settings("0s")));
    settings.addAll(List.of("tokenFormat", "jwt", "issuer", "https://shop.example.com"));
    settings.addAll(List.of("signingKey", "file:" + KEY));
    return settings.toArray(String[]::new);
  }

  private static String[] settings(String cacheLifetime) {
    return new String[] {
      "store", Node.STORE, "storeCreate", "true", "storeCacheLifetime", cacheLifetime
    };
  }

  @AfterAll
  void stop() {
    for (Node node : new Node[] {a, b}) {
      if (node != null) {
        node.close();
      }
    }
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The application on the nodes in turns. */
  private Http next(String contextPath) {
    return (turn.getAndIncrement() % 2 == 0 ? a : b).http(contextPath);
  }

  private Answer login(Http app, String user) {
    Answer login = app.form("/token", "username", user, "password", SECRET);
    assertThat(login.status()).as(login.toString()).isEqualTo(200);
    return remember(login);
  }

  private Answer remember(Answer tokens) {
    for (String member : List.of("access_token", "refresh_token")) {
      String token = tokens.json().has(member) ? tokens.json(member) : null;
      if (token != null) {
        secrets.add(token);
      }
    }
    return tokens;
  }

  private static Answer refresh(Http app, Answer login) {
    return app.form(
        "/token", "grant_type", "refresh_token", "refresh_token", login.json("refresh_token"));
  }

  private static int call(Http app, Answer login) {
    return app.getWith(login.json("access_token"), HELLO).status();
  }

  @Test
  @DisplayName("a token of one node opens the other, and a round-robin is not noticed")
  void tokenIsShared() {
    for (String app : List.of("/now", "/cached")) {
      Answer login = login(a.http(app), user(0));
      for (int i = 0; i < 6; i++) {
        assertThat(call(next(app), login)).isEqualTo(200);
      }
      Answer hello = b.http(app).getWith(login.json("access_token"), HELLO);
      assertThat(hello.json("remoteUser")).isEqualTo(user(0));
    }
  }

  @Test
  @DisplayName("a client's token of one node opens the other")
  void clientCredentials() {
    Answer token =
        remember(
            b.http("/now")
                .form(
                    "/token",
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    CLIENT,
                    "client_secret",
                    SECRET));
    assertThat(token.status()).as(token.toString()).isEqualTo(200);
    assertThat(call(a.http("/now"), token)).isEqualTo(200);
  }

  @Test
  @DisplayName("a refresh token goes round, and its reuse on any node ends the login on both")
  void reuseEndsTheLogin() {
    Answer first = login(a.http("/now"), user(1));
    Answer second = remember(refresh(b.http("/now"), first));
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    Answer third = remember(refresh(a.http("/now"), second));
    assertThat(third.status()).as(third.toString()).isEqualTo(200);

    Refusals.assertTokenError(refresh(b.http("/now"), second), 400, "invalid_grant");

    for (Node node : List.of(a, b)) {
      for (Answer login : List.of(first, second, third)) {
        assertThat(call(node.http("/now"), login)).isEqualTo(401);
      }
      assertThat(refresh(node.http("/now"), third).status()).isEqualTo(400);
    }
    assertThat(b.console().has("event=reuse user=\"" + user(1) + "\"")).isTrue();
  }

  @Test
  @DisplayName("a revoked token is refused by its own node at once, and by the other without cache")
  void revocationIsShared() {
    Answer login = login(a.http("/now"), user(2));
    assertThat(call(b.http("/now"), login)).isEqualTo(200);
    Answer revoked = a.http("/now").form("/revoke", "token", login.json("access_token"));
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(call(b.http("/now"), login)).isEqualTo(401);
    assertThat(call(a.http("/now"), login)).isEqualTo(401);
  }

  @Test
  @DisplayName("with a cache the other node refuses a revoked token within the cache's lifetime")
  void revocationIsSharedWithinTheLifetime() {
    Answer login = login(a.http("/cached"), user(3));
    assertThat(call(a.http("/cached"), login)).isEqualTo(200);
    assertThat(call(b.http("/cached"), login)).isEqualTo(200);
    a.http("/cached").form("/revoke", "token", login.json("refresh_token"));
    long revoked = System.nanoTime();
    assertThat(call(a.http("/cached"), login)).as("its own node").isEqualTo(401);
    boolean wasCached = false;
    while (call(b.http("/cached"), login) == 200) {
      wasCached = true;
      assertThat(System.nanoTime() - revoked).isLessThan(CACHE.plus(SLACK).toNanos());
    }
    assertThat(wasCached).as("the cache is used").isTrue();
  }

  @Test
  @DisplayName("JWTs: a refresh on the other node, and a revocation that is known to both")
  void signedTokensAreRevoked() {
    Answer login = login(a.http("/signed"), user(7));
    Answer next = remember(refresh(b.http("/signed"), login));
    assertThat(next.status()).as(next.toString()).isEqualTo(200);
    for (Answer tokens : List.of(login, next)) {
      assertThat(call(a.http("/signed"), tokens)).isEqualTo(200);
      assertThat(call(b.http("/signed"), tokens)).isEqualTo(200);
    }
    b.http("/signed").form("/revoke", "token", login.json("access_token"));
    assertThat(call(b.http("/signed"), login)).isEqualTo(401);
    assertThat(call(a.http("/signed"), login)).isEqualTo(401);
    assertThat(call(a.http("/signed"), next)).isEqualTo(200);
    a.http("/signed").form("/revoke", "token", next.json("refresh_token"));
    assertThat(call(a.http("/signed"), next)).isEqualTo(401);
    assertThat(call(b.http("/signed"), next)).isEqualTo(401);
    assertThat(refresh(b.http("/signed"), next).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("of 64 refreshes by one token on both nodes one wins, and the others end the login")
  void oneRefreshWins() throws Exception {
    Answer login = login(a.http("/now"), user(4));
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Http app = next("/now");
      calls.add(() -> refresh(app, login));
    }
    List<Answer> answers = inParallel(calls);
    List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
    won.forEach(this::remember);
    assertThat(answers)
        .allMatch(answer -> Set.of(200, 400, 503).contains(answer.status()), "200, 400 or 503");
    assertThat(won).hasSize(1);
    assertThat(refresh(next("/now"), won.get(0)).status()).isEqualTo(400);
    for (Answer tokens : List.of(login, won.get(0))) {
      assertThat(call(a.http("/now"), tokens)).isEqualTo(401);
      assertThat(call(b.http("/now"), tokens)).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("of guesses on both nodes no more are checked than the limit allows, also at once")
  void guessesAreCountedTogether() throws Exception {
    List<Callable<Answer>> guesses = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Http app = next("/now");
      String guess = "wrong password " + i;
      secrets.add(guess);
      guesses.add(() -> app.form("/token", "username", user(5), "password", guess));
    }
    List<Answer> answers = inParallel(guesses);
    long lookedAt = answers.stream().filter(answer -> answer.status() == 400).count();
    assertThat(answers)
        .allMatch(answer -> Set.of(400, 429, 503).contains(answer.status()), "400, 429 or 503");
    assertThat(lookedAt).isBetween(1L, 4L);
    for (int i = 0; i < 8; i++) {
      Answer more = next("/now").form("/token", "username", user(5), "password", "more " + i);
      lookedAt += more.status() == 400 ? 1 : 0;
    }
    assertThat(lookedAt).isEqualTo(4);
    Refusals.assertThrottled(next("/now").form("/token", "username", user(5), "password", SECRET));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @DisplayName("after all of this no log holds a token or a password")
  void logsHoldNoSecret() throws IOException {
    Answer login = login(a.http("/now"), user(6));
    assertThat(call(b.http("/now"), login)).isEqualTo(200);
    assertThat(secrets).hasSizeGreaterThan(2);
    for (Node node : List.of(a, b)) {
      try (Stream<Path> files = Files.walk(node.logs())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
      assertClean("console", node.console().text());
    }
  }

  private void assertClean(String name, String text) {
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as(secret + " stands in " + name).isFalse();
    }
  }
}
