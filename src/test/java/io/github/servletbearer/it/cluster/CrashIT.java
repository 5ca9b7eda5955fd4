// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.cluster.SharedDatabase.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code kill -9} of nodes and of the database under load: what clients were answered holds. */
@Tag("long")
@Timeout(300)
class CrashIT {
  private static final Duration CACHE = Duration.ofSeconds(1);
  private static final int CLIENTS = 6;
  private static final int STEP = 300;

  @Test
  @DisplayName(
      "kill -9 of a node, of the other and of the database: nothing that was answered is lost")
  void nothingIsLost() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start("crash", "");
        Node a = node("crash-a", server, Pool.dbcp(10));
        Node b = node("crash-b", server, Pool.tomcatJdbc(10));
        LoadChecker checker =
            new LoadChecker(
                List.of(() -> a.http("/shop"), () -> b.http("/shop")), CACHE, Node.SECRET)) {
      checker.start(CLIENTS);
      checker.awaitAnswers(STEP);
      assertThat(checker.summary()).as("without faults").doesNotContain(" 503=", "without answer");
      for (Node node : List.of(a, b)) {
        node.kill();
        checker.awaitAnswers(STEP);
        node.restart();
        checker.awaitAnswers(STEP);
      }
      for (int i = 0; i < 2; i++) {
        server.kill();
        long refused = checker.count("login 503");
        Await.until("503", Duration.ofSeconds(30), () -> checker.count("login 503") > refused);
        server.restart();
        checker.awaitAnswers(STEP);
      }
      checker.stop();
      System.out.println("What clients saw: " + checker.summary());
      assertMeaningful(checker);
      assertStoreAgrees(checker, server);
      assertThat(checker.check()).as(checker.summary()).isEmpty();
    }
  }

  @Test
  @DisplayName("the checker sees a loss: tables that a crash empties")
  void lossIsSeen() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start("crash-loss", "");
        Node node = node("crash-loss", server, Pool.dbcp(10));
        LoadChecker checker =
            new LoadChecker(List.of(() -> node.http("/shop")), CACHE, Node.SECRET)) {
      try (Connection connection = server.source().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE bearer_token SET UNLOGGED");
      }
      checker.start(CLIENTS);
      checker.awaitAnswers(STEP);
      server.kill();
      server.restart();
      checker.awaitAnswers(STEP);
      checker.stop();
      assertThat(checker.check())
          .contains("a token that a client has got is refused: 401 on node 0");
    }
  }

  private static Node node(String name, PostgresqlServer server, Pool pool) {
    SharedDatabase database = SharedDatabase.of(server);
    return Node.named(name)
        .driver(database)
        .app(
            "/shop",
            database.context(pool),
            "store",
            Node.STORE,
            "storeCreate",
            "true",
            "storeCacheLifetime",
            CACHE.toSeconds() + "s",
            "maxTokensPerUser",
            "10000",
            "loginFailures",
            "1000",
            "loginFailuresPerAddress",
            "10000")
        .start();
  }

  /** The load was one, and the faults were seen. */
  private static void assertMeaningful(LoadChecker checker) {
    assertThat(checker.live()).hasSizeGreaterThan(50);
    assertThat(checker.ended()).hasSizeGreaterThan(50);
    for (String kind :
        List.of("login 200", "refresh 200", "revoke 200", "call 401", "login without answer")) {
      assertThat(checker.count(kind)).as(kind + " of " + checker.summary()).isPositive();
    }
  }

  /** What the clients saw is what is in the tables. */
  private static void assertStoreAgrees(LoadChecker checker, PostgresqlServer server)
      throws SQLException {
    Set<String> stored = new HashSet<>();
    try (Connection connection = server.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT token_hash FROM bearer_token WHERE kind = 'ACCESS'")) {
      while (rows.next()) {
        stored.add(rows.getString(1));
      }
    }
    assertThat(checker.ended()).noneMatch(token -> stored.contains(TokenHash.of(token).hex()));
    assertThat(checker.live()).allMatch(token -> stored.contains(TokenHash.of(token).hex()));
  }
}
