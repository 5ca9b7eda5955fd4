// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static io.github.servletbearer.it.cluster.Node.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Refusals;
import io.github.servletbearer.it.cluster.SharedDatabase.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts with a database that is there and cannot be used: the log has the reason and the cure. */
@Tag("long")
class DatabaseStartIT {
  private static PostgresqlServer server;
  private static Node node;

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresqlServer.start("start", "-c fsync=off");
    SharedDatabase database = SharedDatabase.of(server);
    String context = database.context(Pool.dbcp(4));
    try (Node first =
        Node.named("start-first")
            .driver(database)
            .app("/ok", context, settings("ok_", "true"))
            .app("/old", context, settings("old_", "true"))
            .start()) {
      assertThat(first.http("/ok").get(HELLO).status()).isEqualTo(401);
    }
    execute(
        "UPDATE old_schema SET version = 99",
        "CREATE ROLE stranger LOGIN",
        "CREATE ROLE reader LOGIN",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        "CREATE ROLE writer LOGIN",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer");
    node =
        Node.named("start-second")
            .driver(database)
            .app("/none", context, settings("none_", "false"))
            .app("/old", context, settings("old_", "false"))
            .app(
                "/stranger",
                database.as("stranger").context(Pool.dbcp(4)),
                settings("ok_", "false"))
            .app("/reader", database.as("reader").context(Pool.dbcp(4)), settings("ok_", "false"))
            .app("/writer", database.as("writer").context(Pool.dbcp(4)), settings("ok_", "false"))
            .app("/creator", database.as("writer").context(Pool.dbcp(4)), settings("new_", "true"))
            .app("/nothing", "<Context/>", settings("ok_", "false"))
            .app(
                "/unmade",
                "<Context><Resource name='jdbc/tokens' type='javax.sql.DataSource'"
                    + " factory='com.example.NoFactory'/></Context>",
                settings("ok_", "false"))
            .start();
  }

  private static String[] settings(String prefix, String mayCreate) {
    return new String[] {"store", Node.STORE, "storeTablePrefix", prefix, "storeCreate", mayCreate};
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = server.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static void assertStopped(String contextPath, String... fragments) {
    assertThat(node.console().has(fragments)).as(node.console().tail()).isTrue();
    assertThat(node.http(contextPath).get(HELLO).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("no tables: the start names the command that prints their statements")
  void noTables() {
    assertStopped("/none", "SB109", "none_schema", "schema postgresql", "storeCreate=true");
  }

  @Test
  @DisplayName("tables of another version: the start names both")
  void otherVersion() {
    assertStopped("/old", "SB109", "version 99");
  }

  @Test
  @DisplayName("a user who may not read the tables: the start names the rights")
  void noRights() {
    assertStopped("/stranger", "SB109", "ok_schema", "may not be read", "grant SELECT");
  }

  @Test
  @DisplayName("a user who may not write the tables: the start reports it")
  void readOnly() {
    assertStopped("/reader", "SB109");
  }

  @Test
  @DisplayName("a database that is down at the start: 503 until it is there, and no second start")
  void startsWithoutDatabase() {
    try (PostgresqlServer other = PostgresqlServer.start("start-down", "-c fsync=off")) {
      SharedDatabase database = SharedDatabase.of(other);
      other.kill();
      try (Node alone =
          Node.named("start-down")
              .driver(database)
              .app("/dbcp", database.context(Pool.dbcp(4)), settings("a_", "true"))
              .app("/tomcat-jdbc", database.context(Pool.tomcatJdbc(4)), settings("b_", "true"))
              .start()) {
        for (String app : List.of("/dbcp", "/tomcat-jdbc")) {
          assertThat(alone.http(app).get(HELLO).status()).isEqualTo(401);
          Refusals.assertUnavailable(login(alone.http(app)));
          Refusals.assertUnavailable(alone.http(app).getWith("unknown", HELLO));
        }
        other.restart();
        for (String app : List.of("/dbcp", "/tomcat-jdbc")) {
          Http http = alone.http(app);
          Await.until(app, Duration.ofSeconds(30), () -> login(http).status() == 200);
          String token = http.login(Node.user(0), Node.SECRET);
          assertThat(http.getWith(token, HELLO).status()).isEqualTo(200);
        }
      }
    }
  }

  private static Answer login(Http app) {
    return app.form("/token", "username", Node.user(0), "password", Node.SECRET);
  }

  @Test
  @DisplayName("a user who may not create tables: the start reports it, with the cure")
  void mayNotCreate() {
    assertStopped("/creator", "SB109", "cannot be created", "schema postgresql");
  }

  @Test
  @DisplayName("no DataSource of that name: the start names it")
  void noDataSource() {
    assertStopped("/nothing", "SB109", "java:comp/env/jdbc/tokens");
  }

  @Test
  @DisplayName("a DataSource whose factory is not there: the start does not call it missing")
  void dataSourceCannotBeMade() {
    assertStopped("/unmade", "SB109", "cannot make", "ClassNotFoundException");
  }

  @Test
  @DisplayName("a user with the rights that the docs name: all works")
  void namedRightsSuffice() {
    String token = node.http("/writer").login(Node.user(0), Node.SECRET);
    assertThat(node.http("/writer").getWith(token, HELLO).status()).isEqualTo(200);
  }
}
