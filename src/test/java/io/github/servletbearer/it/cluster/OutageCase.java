// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static io.github.servletbearer.it.cluster.Node.HELLO;
import static io.github.servletbearer.it.cluster.Node.SECRET;
import static io.github.servletbearer.it.cluster.Node.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Refusals;
import io.github.servletbearer.it.cluster.SharedDatabase.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A database that does not answer, by each of Tomcat's pools, which have no timeout here, nor does
 * the driver: what needs it is 503 within ten seconds, and works again without a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
@Timeout(180)
abstract class OutageCase {
  static final int CONNECTIONS = 4;
  static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final Duration CACHE = Duration.ofSeconds(5);

  /** For answers that need no database, on a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  static final List<String> APPS = List.of("/dbcp", "/tomcat-jdbc");

  final ExecutorService threads = Executors.newCachedThreadPool();
  PostgresqlServer server;
  Cable cable;
  Node node;

  @BeforeAll
  void start() {
    server = PostgresqlServer.start(getClass().getSimpleName(), "");
    cable = Cable.to(server.port());
    SharedDatabase database = database(cable.port());
    node =
        Node.named(getClass().getSimpleName())
            .driver(database)
            .app("/dbcp", database.context(Pool.dbcp(CONNECTIONS)), settings())
            .app("/tomcat-jdbc", database.context(Pool.tomcatJdbc(CONNECTIONS)), settings())
            .start();
  }

  /** The database through a port. */
  SharedDatabase database(int port) {
    return SharedDatabase.at(port);
  }

  private static String[] settings() {
    return new String[] {
      "store", Node.STORE, "storeCreate", "true", "storeCacheLifetime", CACHE.toSeconds() + "s"
    };
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    if (node != null) {
      node.close();
    }
    if (server != null) {
      cable.close();
      server.close();
    }
  }

  static Answer login(Http app) {
    return app.form("/token", "username", user(0), "password", SECRET);
  }

  static Answer refresh(Http app, Answer login) {
    return app.form(
        "/token", "grant_type", "refresh_token", "refresh_token", login.json("refresh_token"));
  }

  static Answer revoke(Http app, Answer login) {
    return app.form("/revoke", "token", login.json("refresh_token"));
  }

  static Answer call(Http app, Answer login) {
    return app.getWith(login.json("access_token"), HELLO);
  }

  /** What a client got before the database stopped answering. */
  record Before(Http app, Answer called, Answer uncalled, Answer other) {
    static Before in(Http app) {
      Before before = new Before(app, login(app), login(app), login(app));
      for (Answer login : List.of(before.called, before.uncalled, before.other)) {
        assertThat(login.status()).as(login.toString()).isEqualTo(200);
      }
      assertThat(call(app, before.called).status()).isEqualTo(200);
      return before;
    }

    List<Callable<Answer>> requests() {
      return List.of(
          () -> call(app, uncalled),
          () -> login(app),
          () -> refresh(app, other),
          () -> revoke(app, other));
    }
  }

  List<Before> before() {
    return APPS.stream().map(app -> Before.in(node.http(app))).toList();
  }

  /** All at the same time; each is 503 in time. */
  void assertUnavailable(List<Before> all) throws Exception {
    List<Callable<Answer>> requests = new ArrayList<>();
    for (Before before : all) {
      for (Callable<Answer> request : before.requests()) {
        requests.add(
            () -> {
              long start = System.nanoTime();
              Answer answer = request.call();
              Refusals.assertUnavailable(answer);
              assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
              return answer;
            });
      }
    }
    for (Future<Answer> answer : threads.invokeAll(requests)) {
      answer.get();
    }
  }

  void assertNoTokenIsRefusedAtOnce() {
    for (String app : APPS) {
      long start = System.nanoTime();
      assertThat(node.http(app).get(HELLO).status()).isEqualTo(401);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }
  }

  /** Everything works in time, and the tokens of before are accepted. */
  void assertRecovered(List<Before> all) {
    for (Before before : all) {
      Http app = before.app();
      Await.until(
          app.contextPath() + " works again",
          RECOVERY,
          () -> {
            Answer login = login(app);
            return login.status() == 200
                && call(app, login).status() == 200
                && refresh(app, login).status() == 200
                && revoke(app, login).status() == 200;
          });
      assertThat(call(app, before.called()).status()).isEqualTo(200);
      assertThat(call(app, before.uncalled()).status()).isEqualTo(200);
      assertThat(refresh(app, before.uncalled()).status()).isEqualTo(200);
    }
  }
}
