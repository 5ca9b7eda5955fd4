// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Web applications of others, as they are published, without Servlet Bearer and as {@code init
 * --write} makes them. What was measured is in {@code target/real-wars.txt}.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealWarsIT {
  static final List<RealWar> WARS = RealWar.ALL;

  private static final Pattern DEPLOYED = Pattern.compile("has finished in \\[([\\d,]+)] ms");
  private static final Pattern PROBED =
      Pattern.compile("(\\d+) paths, (\\d+) requests in \\d+ s: all as reported");
  private static final String ROW = "%-11s %8s %8s %6s %6s %9s %11s%n";

  private final Path folder = Kit.emptyDirectory(Kit.target("it", "real-wars"));
  private final StringBuilder measured =
      new StringBuilder(
          String.format(ROW, "war", "ms", "with ms", "ratio", "check", "probed", "operations"));

  /** What one server answered, and logged. */
  private record Run(Map<String, Object> answers, Set<String> errors, int millis) {}

  @ParameterizedTest
  @DisplayName("what is locked needs a token; all else is as it was")
  @FieldSource("WARS")
  void worksAsBefore(RealWar war) {
    war.require();
    Run before;
    try (Container server = start(war, war.file())) {
      before = run(server, war);
    }
    Path lockedWar = init(war);
    Tool check = tool("check", lockedWar.toString());
    assertThat(check.exit()).as(check.toString()).isEqualTo(war.checkSays().isEmpty() ? 0 : 1);
    war.checkSays().forEach(problem -> assertThat(check.err()).contains(problem));

    try (Container server = start(war, lockedWar)) {
      Http app = new Http(server.base(), "/" + war.name());
      String token = app.login("johndoe", "secret");
      Run with = run(server, war, "Authorization", "Bearer " + token);

      assertThat(with.answers()).isEqualTo(before.answers());
      assertThat(with.errors()).isSubsetOf(before.errors());
      assertLocked(app, war);
      int operations = operations(app);
      assertThat(operations).isGreaterThanOrEqualTo(war.operations());
      int requests = probe(lockedWar, app);
      measured.append(
          String.format(
              ROW,
              war,
              before.millis(),
              with.millis(),
              String.format("%.2f", (double) with.millis() / before.millis()),
              check.exit(),
              requests,
              operations));
    }
  }

  @Test
  @DisplayName("a login of its own before our filter: report and probe say so, and the lock holds")
  void ownLoginComesFirst() {
    RealWar war = RealWar.LOGIN_FIRST;
    war.require();
    Path lockedWar = init(war);
    Tool check = tool("check", lockedWar.toString());
    war.checkSays().forEach(problem -> assertThat(check.err()).contains(problem));
    try (Container server = start(war, lockedWar)) {
      Http app = new Http(server.base(), "/" + war.name());
      assertThat(server.console().text())
          .contains("/service/history/* partly by bearer [verify issued] unless answered by filter")
          .contains("SB214 other filters run before the bearer filter", "springSecurityFilterChain")
          .contains("SB215 filter springSecurityFilterChain", "may answer at /token");
      String locked = war.locked().get(0);
      assertThat(challenge(app, locked, "")).startsWith("Basic ");
      assertThat(challenge(app, locked, "Bearer x")).startsWith("Basic ");
      assertThat(challenge(app, locked, RealWar.KERMIT)).startsWith("Bearer ");
      assertThat(app.form("/token", "username", "johndoe", "password", "secret").status())
          .isEqualTo(401);
      for (String open : war.open()) {
        assertThat(app.get(open, "Authorization", RealWar.KERMIT).status()).isEqualTo(200);
      }
      int operations = operations(app, "Authorization", RealWar.KERMIT);
      assertThat(operations).isGreaterThanOrEqualTo(war.operations());
      measured.append(String.format(ROW, war, "", "", "", "", "", operations));
      Tool probe =
          tool("probe", "--rate", "1000", lockedWar.toString(), app.address("").toString());
      assertThat(probe.exit()).isEqualTo(2);
      assertThat(probe.out()).contains("401 Basic  401 of the filter");
      assertThat(probe.err()).contains("SB501", "SB502");
    }
  }

  private static String challenge(Http app, String path, String authorization) {
    Answer refused = app.get(path, "Authorization", authorization);
    assertThat(refused.status()).as(path).isEqualTo(401);
    return refused.header("WWW-Authenticate");
  }

  @AfterAll
  void writeMeasured() {
    Kit.write(Kit.target("real-wars.txt"), measured.toString());
  }

  private static Container start(RealWar war, Path file) {
    ServerSpec spec =
        ServerSpec.named("real-" + war)
            .app("/" + war.name(), file)
            .commonClasses(RealWar.serverLibraries())
            .jvmOption("-Xmx512m")
            .jvmOption("--add-opens=java.base/java.text=ALL-UNNAMED") // XStream in one of them
            .jvmOption("--add-opens=java.desktop/java.awt.font=ALL-UNNAMED");
    return spec.start();
  }

  /** The same requests with and without: the authorization goes to what is locked alone. */
  private static Run run(Container server, RealWar war, String... authorization) {
    Http app = new Http(server.base(), "/" + war.name());
    Map<String, Object> answers = new LinkedHashMap<>();
    war.prepare().requests(app);
    war.open().forEach(path -> answers.put(path, comparable(app, app.get(path))));
    war.locked().forEach(path -> answers.put(path, comparable(app, app.get(path, authorization))));
    List<Object> used = new ArrayList<>();
    war.use().requests(app, authorization).forEach(answer -> used.add(comparable(app, answer)));
    answers.put("use", used);
    assertThat(answers.values())
        .as("the application runs")
        .anyMatch(answer -> answer.toString().matches("(?s)\\[+200.*"));
    return new Run(answers, errors(server.console()), millis(server.console()));
  }

  /** Without what differs from one start or session to the next. */
  private static List<Object> comparable(Http app, Answer answer) {
    String types = answer.headers("Content-Type").toString();
    String text = comparable(app, answer.text());
    return List.of(
        String.valueOf(answer.status()),
        types,
        answer.headers("WWW-Authenticate").toString(),
        comparable(app, answer.headers("Location").toString()),
        types.contains("application/json") ? JsonParser.parseString(text) : text);
  }

  private static String comparable(Http app, String text) {
    return text.replace(app.host(), "host")
        .replaceAll("(?i);jsessionid=[0-9a-f]+", "")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid")
        .replaceAll("[LS]T-\\d+-\\w+", "ticket")
        .replaceAll("\\s+io\\.github\\.servletbearer\\..*", ""); // of a stack that is shown
  }

  private static Set<String> errors(Console console) {
    return console.lines().stream()
        .filter(line -> line.contains("SEVERE") || line.contains("ERROR"))
        .map(line -> line.replaceAll("\\d+", "0"))
        .collect(Collectors.toSet());
  }

  private static int millis(Console console) {
    Matcher deployed = DEPLOYED.matcher(console.text());
    assertThat(deployed.find()).isTrue();
    return Integer.parseInt(deployed.group(1).replace(",", ""));
  }

  private static void assertLocked(Http app, RealWar war) {
    for (String path : war.locked()) {
      Answer refused = app.get(path);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).as(path).startsWith("Bearer ");
    }
  }

  private static int operations(Http app, String... authorization) {
    int operations = 0;
    for (var path :
        app.get("/openapi.json", authorization).json().getAsJsonObject("paths").entrySet()) {
      operations += path.getValue().getAsJsonObject().keySet().size();
    }
    return operations;
  }

  private int probe(Path lockedWar, Http app) {
    String address = app.address("").toString();
    Tool probe = tool("probe", "--rate", "1000", lockedWar.toString(), address);
    assertThat(probe.exit()).as(probe.toString()).isZero();
    Matcher probed = PROBED.matcher(probe.out());
    assertThat(probed.find()).as(probe.toString()).isTrue();
    return Integer.parseInt(probed.group(2));
  }

  private Path init(RealWar war) {
    Path written = folder.resolve(war + ".war");
    List<String> arguments = new ArrayList<>(List.of("init", war.file().toString()));
    war.locks().forEach(lock -> arguments.addAll(List.of("--lock", lock)));
    arguments.addAll(List.of("--write", written.toString()));
    Tool init = tool(arguments.toArray(String[]::new));
    assertThat(init.exit()).as(init.toString()).isZero();
    if (war.hidesAuthorization()) {
      hideAuthorization(written);
    }
    return written;
  }

  /** The one edit by hand. */
  private static void hideAuthorization(Path war) {
    String type = "<filter-class>io.github.servletbearer.BearerFilter</filter-class>";
    String param =
        "<init-param><param-name>forwardAuthorization</param-name>"
            + "<param-value>false</param-value></init-param>";
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      Path webXml = zip.getPath("WEB-INF/web.xml");
      Files.writeString(webXml, Files.readString(webXml).replace(type, type + param));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tool tool(String... arguments) {
    return Tool.servletBearer(folder, arguments);
  }
}
