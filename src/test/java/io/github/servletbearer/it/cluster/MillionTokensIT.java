// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static io.github.servletbearer.it.cluster.Node.HELLO;
import static io.github.servletbearer.it.cluster.Node.SECRET;
import static io.github.servletbearer.it.cluster.Node.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.cluster.SharedDatabase.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million stored tokens beside a few: the database uses its indexes for all that a request needs.
 * What was measured is in {@code target/million-tokens.txt}, with the plans.
 */
@Tag("long")
@Timeout(300)
class MillionTokensIT {
  private static final int OF_EACH_KIND = 500_000;
  private static final int EXPIRED = 20_000;
  private static final int REQUESTS = 150;
  private static final int LOGINS = 40;

  private static final String IS_EXPIRED =
      "kind IN ('ACCESS', 'REFRESH') AND ends_at <= " + EXPIRED;

  private static final String BYTES_OF_A_TOKEN =
      "SELECT pg_total_relation_size('million_token') / (SELECT COUNT(*) FROM template)"
          + " / "
          + OF_EACH_KIND;

  /** Written by {@code auto_explain}, which PostgreSQL brings along. */
  private static final String PLANS =
      "-c fsync=off -c max_wal_size=4GB -c session_preload_libraries=auto_explain"
          + " -c auto_explain.log_min_duration=0 -c log_line_prefix='%p '";

  private final Map<String, List<Double>> millis = new TreeMap<>();
  private PostgresqlServer server;

  @Test
  @DisplayName("look-up, login, refresh, revocation and purge among a million tokens use indexes")
  void indexesAreUsed() throws Exception {
    server = PostgresqlServer.start("million", PLANS);
    try {
      String scansBefore;
      long linesBefore;
      try (Node node = node()) {
        fill(node);
        scansBefore = sequentialScans();
        linesBefore = server.log().lines().count();
        measure(node);
        measurePurge(node);
        measureLogins(node);
        countStatements(node);
        millis.put(
            "(number) bytes of a token, indexes included",
            List.of(Double.parseDouble(number(BYTES_OF_A_TOKEN))));
      } // which ends its connections: they have reported their numbers then
      assertThat(sequentialScans()).as("scans of all tokens").isEqualTo(scansBefore);
      assertThat(Long.parseLong(number("SELECT SUM(idx_scan) FROM pg_stat_user_tables")))
          .isGreaterThan(REQUESTS);
      report(linesBefore);
    } finally {
      server.close();
    }
  }

  private Node node() {
    SharedDatabase database = SharedDatabase.of(server);
    Node node = Node.named("million").driver(database);
    for (String app : List.of("few", "million")) {
      node.app(
          "/" + app,
          database.context(Pool.dbcp(10)),
          "store",
          Node.STORE,
          "storeCreate",
          "true",
          "storeTablePrefix",
          app + "_",
          "storeCacheLifetime",
          "0s",
          "maxTokens",
          "2000000",
          "maxTokensPerUser",
          "100000");
    }
    return node.start();
  }

  private static Answer login(Http app, int number) {
    Answer login = app.form("/token", "username", user(number), "password", SECRET);
    assertThat(login.status()).as(login.toString()).isEqualTo(200);
    return login;
  }

  /** Copies of the tokens of one login, each of another user and login. */
  private void fill(Node node) throws SQLException {
    login(node.http("/million"), 0);
    String columns =
        number(
            "SELECT string_agg(column_name, ',' ORDER BY ordinal_position)"
                + " FROM information_schema.columns WHERE table_name = 'million_token'");
    Map<String, String> copied =
        Map.of(
            "token_hash", hash("t"),
            "newest_hash", hash("n"),
            "user_hash", hash("u"),
            "family", "'f' || i",
            "use_order", "use_order - i");
    Map<String, String> expired = new TreeMap<>(copied);
    expired.put("token_hash", hash("x"));
    expired.put("ends_at", "i");
    execute(
        "CREATE TABLE template AS SELECT * FROM million_token",
        copy(columns, copied, OF_EACH_KIND),
        copy(columns, expired, EXPIRED),
        "UPDATE million_kind SET tokens = (SELECT COUNT(*) FROM million_token t"
            + " WHERE t.kind = million_kind.kind)",
        "ANALYZE million_token");
  }

  private static String hash(String what) {
    return "encode(sha256(('" + what + "' || kind || i)::bytea), 'hex')";
  }

  private static String copy(String columns, Map<String, String> changed, int number) {
    String values =
        Stream.of(columns.split(",", -1))
            .map(column -> changed.getOrDefault(column, column))
            .collect(Collectors.joining(","));
    return "INSERT INTO million_token (%s) SELECT %s FROM template, generate_series(1, %d) i"
        .formatted(columns, values, number);
  }

  private void measure(Node node) {
    Map<String, Answer> logins = new TreeMap<>();
    for (String app : List.of("few", "million")) {
      logins.put(app, login(node.http("/" + app), 1));
    }
    for (int i = 0; i < REQUESTS; i++) {
      for (String app : List.of("few", "million")) {
        Http http = node.http("/" + app);
        time("look-up, " + app, 200, n -> call(http, logins.get(app)), i);
      }
    }
  }

  /** Each login removes some expired tokens while there are any. */
  private void measurePurge(Node node) throws SQLException {
    long before = expired();
    Http http = node.http("/million");
    for (int i = 0; i < LOGINS; i++) {
      time("login that purges, million", 200, n -> login(http, n), i);
    }
    long removed = before - expired();
    assertThat(removed).isPositive();
    millis.put("(number) expired tokens that a login removes", List.of(removed / (double) LOGINS));
    execute("DELETE FROM million_token WHERE " + IS_EXPIRED, "ANALYZE million_token");
  }

  private void measureLogins(Node node) {
    for (int i = 0; i < LOGINS; i++) {
      for (String app : List.of("few", "million")) {
        Http http = node.http("/" + app);
        Answer login = time("login, " + app, 200, n -> login(http, n), i);
        Answer next = time("refresh, " + app, 200, n -> refresh(http, login), i);
        time(
            "revocation, " + app,
            200,
            n -> http.form("/revoke", "token", next.json("refresh_token")),
            i);
      }
    }
  }

  /** How many statements a request takes, while there is no other request. */
  private void countStatements(Node node) {
    Http http = node.http("/million");
    Answer[] last = {login(http, 1)};
    statements("look-up", () -> call(http, last[0]));
    statements("login", () -> last[0] = login(http, 1));
    statements("refresh", () -> last[0] = refresh(http, last[0]));
    statements("revocation", () -> http.form("/revoke", "token", last[0].json("refresh_token")));
    statements("wrong password", () -> http.form("/token", "username", "x", "password", "y"));
  }

  private void statements(String what, Runnable request) {
    long before = loggedStatements();
    request.run();
    millis.put("(number) statements, " + what, List.of((double) loggedStatements() - before));
  }

  private long loggedStatements() {
    return server.log().lines().filter(line -> line.contains("Query Text:")).count();
  }

  private static Answer call(Http app, Answer login) {
    return app.getWith(login.json("access_token"), HELLO);
  }

  private static Answer refresh(Http app, Answer login) {
    return app.form(
        "/token", "grant_type", "refresh_token", "refresh_token", login.json("refresh_token"));
  }

  private long expired() throws SQLException {
    return Long.parseLong(number("SELECT COUNT(*) FROM million_token WHERE " + IS_EXPIRED));
  }

  private Answer time(String what, int status, IntFunction<Answer> request, int number) {
    long start = System.nanoTime();
    Answer answer = request.apply(number);
    double time = (System.nanoTime() - start) / 1_000_000.0;
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    millis.computeIfAbsent(what, any -> new ArrayList<>()).add(time);
    return answer;
  }

  private String sequentialScans() throws SQLException {
    return number("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'million_token'");
  }

  private void report(long linesBefore) {
    StringBuilder text = new StringBuilder("Milliseconds over HTTP, medians\n");
    millis.forEach(
        (what, times) ->
            text.append(String.format(Locale.ROOT, "%-46s %8.2f%n", what, median(times))));
    text.append("\nPlans\n");
    plans(linesBefore).forEach(plan -> text.append(plan).append('\n'));
    Kit.write(Kit.target("million-tokens.txt"), text.toString());
    System.out.print(text);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** The lines of plans that say how a table is read, each once, without costs. */
  private Set<String> plans(long linesBefore) {
    return server
        .log()
        .lines()
        .skip(linesBefore)
        .filter(line -> line.contains("million_token") && line.contains("(cost="))
        .map(line -> line.substring(0, line.indexOf("(cost=")).replace("->", "").strip())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String number(String query) throws SQLException {
    try (Connection connection = server.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
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
