// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.it.server.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a lock costs over HTTP: the same servlet in one real Tomcat, bare, behind the floor (a
 * filter that is written by hand for one application), behind filters of ours and behind Spring
 * Security, asked in turns. The measure is the processor time of the server for a request, which
 * other work on the machine disturbs less than it does the rate; differences and ratios are those
 * of a turn to the yardstick's turn in the same round. With another JAR (of an earlier release,
 * say) the same applications run with that one beside, and are compared with it.
 */
public final class HttpBench {
  private static final int CONNECTIONS = 8;

  /** So many are sent at once, so that the server waits as little as one with more clients. */
  private static final int BATCH = 16;

  private static final int BATCHES = 500;

  /** Of Spring, which takes longer. */
  private static final int FEWER_BATCHES = 120;

  private static final int WARM_UP_ROUNDS = 3;

  /** Ends the context path of what runs with the other JAR. */
  private static final String OTHER = "-other";

  private final URI server;
  private final ServerLoad load = new ServerLoad();
  private final ExecutorService clients;
  private final Map<String, List<Double>> micros = new LinkedHashMap<>();

  private HttpBench(URI server, ExecutorService clients) {
    this.server = server;
    this.clients = clients;
  }

  /** What is asked of which application, and which rows it is compared with. */
  private record Row(String name, String path, String header, int status, List<String> yardsticks) {
    Row(String name, String path, String header, int status, String... yardsticks) {
      this(name, path, header, status, List.of(yardsticks));
    }
  }

  /**
   * Arguments: a part of this class's name, or nothing happens; rounds; where the result goes; the
   * file of system properties that the tests get; the other drop-in JAR, or nothing.
   */
  public static void main(String[] args) throws Exception {
    if (!HttpBench.class.getSimpleName().contains(args[0])) {
      return;
    }
    try (InputStream properties = Files.newInputStream(Path.of(args[3]))) {
      System.getProperties().load(properties);
    }
    String other = args.length > 4 ? args[4] : "";
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    try (Container tomcat = start(other)) {
      HttpBench bench = new HttpBench(tomcat.base(), clients);
      List<Row> rows = rows(tomcat.base(), !other.isEmpty());
      int rounds = Integer.parseInt(args[1]);
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (Row row : rows) {
          double time = bench.microsPerRequest(row);
          if (round >= 0) {
            bench.micros.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(time);
          }
        }
      }
      String report = bench.report(rows);
      Files.writeString(Path.of(args[2]), report);
      System.out.print(report);
    } finally {
      clients.shutdownNow();
    }
  }

  private static Container start(String other) throws JoseException, GeneralSecurityException {
    Path key = Kit.target("it", "http-bench-key.jwk");
    byte[] jwk = SigningKeys.generate(JwsAlgorithm.RS256);
    Kit.write(key, new String(jwk, StandardCharsets.UTF_8));
    String[] signed = {
      "tokenFormat", "jwt", "signingKey", "file:" + key, "issuer", "https://bench.example.com"
    };
    ServerSpec spec =
        ServerSpec.named("http-bench")
            .jvmOption("-XX:TieredStopAtLevel=4")
            .editServerXml(BenchApps::serverXml)
            .app(BenchApps.app("/bare", BenchApps.plain()))
            .app(BenchApps.floor("/floor-presence", "presence", "true"))
            .app(BenchApps.floor("/floor"))
            .app(BenchApps.floor("/same-presence", "presence", "true", "attributes", "true"))
            .app(BenchApps.floor("/same", "attributes", "true"))
            .app("/presence", presence("/presence"))
            .app("/opaque", login("/opaque"))
            .app("/jwt", login("/jwt", signed))
            .app("/unstrict", login("/unstrict", "strictPaths", "off"))
            .app("/unstrict-jwt", login("/unstrict-jwt", with(signed, "strictPaths", "off")))
            .app("/database", inDatabase("/database"))
            .app(BenchApps.spring("/spring-opaque", null))
            .app(BenchApps.spring("/spring-jwt", jwk));
    if (!other.isEmpty()) {
      Path jar = Path.of(other);
      spec.app("/presence" + OTHER, with(jar, presence("/presence" + OTHER)))
          .app("/opaque" + OTHER, with(jar, login("/opaque" + OTHER)))
          .app("/jwt" + OTHER, with(jar, login("/jwt" + OTHER, signed)));
    }
    return spec.start();
  }

  private static String[] with(String[] settings, String name, String value) {
    String[] more = Arrays.copyOf(settings, settings.length + 2);
    more[settings.length] = name;
    more[settings.length + 1] = value;
    return more;
  }

  private static Path with(Path jar, Path folder) {
    Path installed = folder.resolve("WEB-INF/lib").resolve(Kit.path("jar.all").getFileName());
    try {
      Files.copy(jar, installed, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static Path presence(String contextPath) {
    return BenchApps.app(
            contextPath, BenchApps.plain().bearer("bearer", "/api/*", "verify", "presence"))
        .withBearer()
        .build("http-bench");
  }

  /** Which database it is does not matter: it is asked once in five seconds. */
  private static Path inDatabase(String contextPath) {
    Path folder =
        login(contextPath, "store", "jdbc:java:comp/env/jdbc/tokens", "storeCreate", "true");
    Path driver = Distribution.jars("com.h2database:h2:2.3.232").get(0);
    Kit.copyTree(driver, folder.resolve("WEB-INF/lib").resolve(driver.getFileName()));
    Kit.write(
        folder.resolve("META-INF/context.xml"),
        """
        <Context>
          <Resource name="jdbc/tokens" auth="Container" type="javax.sql.DataSource"
                    driverClassName="org.h2.Driver" url="jdbc:h2:mem:tokens;DB_CLOSE_DELAY=-1"
                    username="sa" password=""/>
        </Context>
        """);
    return folder;
  }

  private static Path login(String contextPath, String... settings) {
    Path folder = LoginApp.build("http-bench", contextPath, settings);
    Path webXml = folder.resolve("WEB-INF/web.xml");
    Kit.write(webXml, Kit.read(webXml).replace("</web-app>", BenchApps.plain() + "</web-app>"));
    Kit.copyTree(BenchApps.classes(), folder.resolve("WEB-INF/classes"));
    return folder;
  }

  private static List<Row> rows(URI server, boolean other) {
    String opaque = header(server, "/opaque");
    String jwt = header(server, "/jwt");
    String shared = header(server, "/database");
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("bare", "/bare", "", 200));
    rows.add(new Row("floor: 401", "/floor", "", 401, "bare"));
    rows.add(new Row("no token: 401", "/opaque", "", 401, "floor: 401"));
    rows.add(new Row("Spring: 401", "/spring-opaque", "", 401, "floor: 401"));
    rows.add(new Row("bare, opaque token sent", "/bare", opaque, 200, "bare"));
    rows.add(new Row("floor: presence", "/floor-presence", opaque, 200, "bare, opaque token sent"));
    rows.add(new Row("same floor: presence", "/same-presence", opaque, 200, "floor: presence"));
    rows.add(
        new Row(
            "verify=presence",
            "/presence",
            opaque,
            200,
            "floor: presence",
            "same floor: presence"));
    rows.add(new Row("floor: opaque", "/floor", opaque, 200, "bare, opaque token sent"));
    rows.add(new Row("same floor: opaque", "/same", opaque, 200, "floor: opaque"));
    rows.add(
        new Row("opaque token", "/opaque", opaque, 200, "floor: opaque", "same floor: opaque"));
    rows.add(
        new Row(
            "the same, strictPaths off",
            "/unstrict",
            header(server, "/unstrict"),
            200,
            "floor: opaque",
            "same floor: opaque"));
    rows.add(new Row("the same from a database", "/database", shared, 200, "opaque token"));
    rows.add(new Row("Spring: opaque", "/spring-opaque", opaque, 200, "floor: opaque"));
    rows.add(new Row("bare, JWT sent", "/bare", jwt, 200, "bare"));
    rows.add(new Row("floor: JWT", "/floor", jwt, 200, "bare, JWT sent"));
    rows.add(new Row("same floor: JWT", "/same", jwt, 200, "floor: JWT"));
    rows.add(new Row("JWT (RS256), remembered", "/jwt", jwt, 200, "floor: JWT", "same floor: JWT"));
    rows.add(
        new Row(
            "JWT, strictPaths off",
            "/unstrict-jwt",
            header(server, "/unstrict-jwt"),
            200,
            "floor: JWT",
            "same floor: JWT"));
    rows.add(new Row("Spring: JWT (RS256)", "/spring-jwt", jwt, 200, "floor: JWT"));
    if (other) {
      String path = "/opaque" + OTHER;
      rows.add(new Row("other: 401", path, "", 401, "no token: 401"));
      rows.add(new Row("other: presence", "/presence" + OTHER, opaque, 200, "verify=presence"));
      rows.add(new Row("other: opaque", path, header(server, path), 200, "opaque token"));
      path = "/jwt" + OTHER;
      rows.add(new Row("other: JWT", path, header(server, path), 200, "JWT (RS256), remembered"));
    }
    return rows;
  }

  private static String header(URI server, String contextPath) {
    String token = new Http(server, contextPath).login(LoginApp.USER, LoginApp.SECRET);
    return "Authorization: Bearer " + token + "\r\n";
  }

  private double microsPerRequest(Row row)
      throws InterruptedException, ExecutionException, IOException {
    double before = load.micros();
    List<Callable<Void>> turns = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      turns.add(() -> ask(row));
    }
    for (Future<Void> turn : clients.invokeAll(turns)) {
      turn.get();
    }
    return (load.micros() - before) / (CONNECTIONS * BATCH * batches(row));
  }

  private static int batches(Row row) {
    return row.path().startsWith("/spring") ? FEWER_BATCHES : BATCHES;
  }

  private Void ask(Row row) throws IOException {
    String request =
        "GET %s/api/plain HTTP/1.1\r\nHost: %s\r\n%s\r\n"
            .formatted(row.path(), server.getAuthority(), row.header());
    byte[] batch = request.repeat(BATCH).getBytes(StandardCharsets.ISO_8859_1);
    try (KeptConnection connection = new KeptConnection(server)) {
      for (int i = 0; i < batches(row); i++) {
        connection.send(batch);
        for (int answer = 0; answer < BATCH; answer++) {
          int status = connection.status();
          if (status != row.status()) {
            throw new IllegalStateException(row.name() + " was answered " + status);
          }
        }
      }
    }
    return null;
  }

  private String report(List<Row> rows) {
    StringBuilder report = new StringBuilder();
    report.append("Java ").append(Runtime.version());
    report.append("; processor time of a request, us: medians (least to most)\n\n");
    for (Row row : rows) {
      List<Double> times = micros.get(row.name());
      report.append(String.format(Locale.ROOT, "%-26s %s", row.name(), middle(times)));
      for (String name : row.yardsticks()) {
        List<Double> yardstick = micros.get(name);
        List<Double> beyond = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < times.size(); round++) {
          beyond.add(times.get(round) - yardstick.get(round));
          ratios.add(times.get(round) / yardstick.get(round));
        }
        report.append(
            String.format(
                Locale.ROOT, "  %+5.2f, %.2f x \"%s\"", median(beyond), median(ratios), name));
      }
      report.append('\n');
    }
    return report.toString();
  }

  private static String middle(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "%6.2f (%.2f to %.2f)",
        median(values),
        Collections.min(values),
        Collections.max(values));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
