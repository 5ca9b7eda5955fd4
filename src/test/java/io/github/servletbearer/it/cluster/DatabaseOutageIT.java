// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Refusals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The database itself: frozen, killed, locked, full, or without a free connection. */
class DatabaseOutageIT extends OutageCase {
  @Test
  @DisplayName("frozen: 503 in time, 401 at once, cached tokens work on, and all works after it")
  void frozen() throws Exception {
    List<Before> all = before();
    server.freeze();
    try {
      for (Before before : all) {
        assertThat(call(before.app(), before.called()).status()).as("cached").isEqualTo(200);
      }
      assertNoTokenIsRefusedAtOnce();
      assertUnavailable(all);
      for (Before before : all) {
        Refusals.assertUnavailable(call(before.app(), before.called()));
      }
    } finally {
      server.thaw();
    }
    assertRecovered(all);
  }

  @Test
  @DisplayName(
      "frozen: of a hundred callers most are refused at once, and the server serves others")
  void manyCallersDoNotTakeTheServer() throws Exception {
    List<Before> all = before();
    server.freeze();
    try {
      Http app = all.get(0).app();
      List<Future<Duration>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(
            threads.submit(
                () -> {
                  long start = System.nanoTime();
                  Refusals.assertUnavailable(call(app, all.get(0).uncalled()));
                  return Duration.ofNanos(System.nanoTime() - start);
                }));
      }
      long done = 0;
      while (done < 50) { // until the timeout of this test
        assertNoTokenIsRefusedAtOnce();
        done = calls.stream().filter(Future::isDone).count();
      }
      List<Duration> times = new ArrayList<>();
      for (Future<Duration> call : calls) {
        times.add(call.get());
      }
      assertThat(times).allMatch(time -> time.compareTo(LIMIT) < 0, "in time");
      assertThat(times.stream().filter(time -> time.compareTo(Duration.ofSeconds(7)) < 0))
          .as("refused since others wait already")
          .hasSizeGreaterThanOrEqualTo(60);
    } finally {
      server.thaw();
    }
    assertRecovered(all);
  }

  @Test
  @DisplayName("killed: 503 until it is started again")
  void killed() throws Exception {
    List<Before> all = before();
    server.kill();
    assertUnavailable(all);
    assertNoTokenIsRefusedAtOnce();
    server.restart();
    assertRecovered(all);
  }

  @Test
  @DisplayName("tables locked: 503 in time, and all works after it")
  void locked() throws Exception {
    List<Before> all = before();
    try (Connection other = server.source().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE bearer_token, bearer_attempt_key IN ACCESS EXCLUSIVE MODE");
      assertUnavailable(all);
      assertNoTokenIsRefusedAtOnce();
      other.rollback();
    }
    assertRecovered(all);
  }

  @Test
  @DisplayName("all connections of the pool taken: 503 in time, and all works after it")
  void outOfConnections() throws Exception {
    List<Before> all = before();
    for (String app : APPS) {
      Answer held = node.http(app).form("/connections", "hold", "" + CONNECTIONS);
      assertThat(held.status()).as(held.toString()).isEqualTo(200);
    }
    try {
      assertUnavailable(all);
      assertNoTokenIsRefusedAtOnce();
    } finally {
      for (String app : APPS) {
        node.http(app).send("DELETE", "/connections", null);
      }
    }
    assertRecovered(all);
  }

  @Test
  @DisplayName("no space left: logins are 503, calls continue, and all works after it")
  void diskFull() throws Exception {
    List<Before> all = before();
    execute(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON bearer_token"
            + " FOR EACH ROW EXECUTE FUNCTION full_disk()");
    try {
      for (Before before : all) {
        Refusals.assertUnavailable(login(before.app()));
        Refusals.assertUnavailable(refresh(before.app(), before.other()));
        assertThat(call(before.app(), before.uncalled()).status()).isEqualTo(200);
      }
    } finally {
      execute("DROP TRIGGER full_disk ON bearer_token", "DROP FUNCTION full_disk");
    }
    assertRecovered(all);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = server.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }
}
