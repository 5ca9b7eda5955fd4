// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.JmxServlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What operators see: JMX, security events and the access log, as docs/operations.md has them. */
class OperationsIT {

  private static final List<String> TOKENS = new ArrayList<>();
  private static final String RUNTIME = "io.github.servletbearer.internal.BearerRuntime";

  private static Answer atStart;
  private static Answer atWork;
  private static Answer revoked;
  private static Answer failed;
  private static Answer unknownAgain;
  private static Answer afterRevocation;
  private static Answer afterUndeploy;
  private static int runtimesBefore;
  private static int runtimesAfter;
  private static Console console;
  private static String access;
  private static String audit;
  private static String allLogs;

  @BeforeAll
  static void operate() throws IOException {
    WebApp jmx =
        WebApp.at("/console")
            .withTestClasses()
            .webXml(new WebXml().servlet("jmx", JmxServlet.class, "/jmx").toString());
    Container server =
        ServerSpec.named("operations")
            .logEverything()
            .app(TestApps.oddAt("/watched").file("META-INF/context.xml", documentedValve()))
            .app(TestApps.odd())
            .app(jmx)
            .start();
    try {
      work(server);
    } finally {
      server.close();
    }
    console = server.console();
    StringBuilder all = new StringBuilder(console.text());
    try (Stream<Path> files = Files.walk(server.logs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        all.append(text);
        if (file.getFileName().toString().startsWith("api-access")) {
          access = text;
        } else if (file.getFileName().toString().startsWith("audit.")) {
          audit = text;
        }
      }
    }
    allLogs = all.toString();
  }

  private static String page() {
    return Kit.read(Kit.path("project.basedir").resolve("docs/operations.md"));
  }

  /** The valve that the page shows, in an application's own context.xml. */
  private static String documentedValve() {
    Matcher valve = Pattern.compile("(?s)<Valve .*?/>").matcher(page());
    assertThat(valve.find()).isTrue();
    return "<Context>" + valve.group() + "</Context>";
  }

  private static void work(Container server) {
    Http watched = new Http(server.base(), "/watched");
    Http jmx = new Http(server.base(), "/console");
    atStart = jmx.get("/jmx?context=/watched");
    String token = watched.login("johndoe", "secret");
    TOKENS.add(token);
    assertThat(watched.getWith(token, "/api/called").status()).isEqualTo(200);
    assertThat(watched.getWith(token, "/admin/denied").status()).isEqualTo(403);
    TOKENS.add("unknown-token-of-operations");
    assertThat(watched.getWith(TOKENS.get(1), "/api/unknown").status()).isEqualTo(401);
    watched.form("/token", "username", "stranger", "password", "wrong");
    assertThat(watched.getWith("odd-name", "/table/forging").json("remoteUser"))
        .isEqualTo("bob [x] \"GET /\" 200\u202e");
    assertThat(watched.raw("GET /watched//api;jsessionid=5e55/x HTTP/1.1").status()).isEqualTo(400);
    assertThat(watched.raw("GET /watched//api/again HTTP/1.1").status()).isEqualTo(400);
    atWork = jmx.get("/jmx?context=/watched");
    revoked = invoke(jmx, "revokeUser", "argument", "JohnDoe");
    failed = invoke(jmx, "revokeUser", "argument", "");
    afterRevocation = watched.getWith(token, "/api/revoked");
    String another = watched.login("johndoe", "secret");
    TOKENS.add(another);
    invoke(jmx, "revokeAll");
    invoke(jmx, "purge");
    unknownAgain = watched.getWith(another, "/api/revoked");
    runtimesBefore = runtimes(jmx);
    server.undeploy("/watched");
    afterUndeploy = first(() -> jmx.get("/jmx"), it -> !it.json("names").contains("/watched"));
    runtimesAfter = first(() -> runtimes(jmx), count -> count == 1);
  }

  private static Answer invoke(Http jmx, String operation, String... more) {
    List<String> form = new ArrayList<>(List.of("context", "/watched", "operation", operation));
    form.addAll(List.of(more));
    return jmx.form("/jmx", form.toArray(String[]::new));
  }

  /** The first that is wanted, or the last after half a minute: the server lets go in its time. */
  private static <T> T first(Supplier<T> ask, Predicate<T> isWanted) {
    return Await.first(Duration.ofSeconds(30), ask, isWanted);
  }

  private static int runtimes(Http jmx) {
    return Integer.parseInt(invoke(jmx, "instances", "argument", RUNTIME).json("result"));
  }

  @Test
  @DisplayName("RC-2 each application has its MBean while it is there, and no longer")
  void beanGoesWithItsApplication() {
    assertThat(atStart.json("names"))
        .contains("type=Application,context=\"/watched\"", "type=Application,context=\"/odd\"");
    assertThat(afterUndeploy.json("names")).contains("context=\"/odd\"").doesNotContain("/watched");
  }

  @Test
  @DisplayName("RC-2 nothing in JMX, nor anything else, keeps an undeployed application in memory")
  void applicationIsCollected() {
    assertThat(runtimesBefore).isEqualTo(2);
    assertThat(runtimesAfter).isEqualTo(1);
  }

  @Test
  void attributesAreThoseOfTheApplication() {
    assertThat(atStart.json("Accepted")).isEqualTo("0");
    assertThat(atStart.json("LiveTokens")).isEqualTo("0");
    assertThat(atWork.json("Accepted")).isEqualTo("2");
    assertThat(atWork.json("Issued")).isEqualTo("1");
    assertThat(atWork.json("LiveTokens")).isEqualTo("1");
    assertThat(atWork.json("Throttled")).isEqualTo("0");
    assertThat(atWork.json("Reused")).isEqualTo("0");
    assertThat(atWork.json("RefusedByReason"))
        .contains("INSUFFICIENT_SCOPE=1", "INVALID_TOKEN=1", "INVALID_GRANT=1", "UNAVAILABLE=0");
  }

  @Test
  @DisplayName("paths with two readings are counted, and logged once a minute without parameters")
  void ambiguousPathsAreCounted() {
    assertThat(atWork.json("RefusedByReason")).contains("AMBIGUOUS_PATH=2");
    assertThat(console.has("INFO", "can be read in two ways", "/watched//api;...")).isTrue();
    assertThat(console.has("INFO", "can be read in two ways", "/watched//api/again")).isFalse();
    assertThat(console.has("FINE", "can be read in two ways", "/watched//api/again")).isTrue();
  }

  @Test
  @DisplayName("LG-3 tokens that are ended in JMX are refused at once, and the event is logged")
  void tokensAreEndedInJmx() {
    assertThat(revoked.json("result")).isEqualTo("1");
    assertThat(afterRevocation.status()).isEqualTo(401);
    assertThat(unknownAgain.status()).isEqualTo(401);
    assertThat(failed.status()).as("nobody is named").isEqualTo(500);
    assertThat(console.has("INFO", "event=users-revoked user=\"JohnDoe\" count=1")).isTrue();
    assertThat(console.has("INFO", "event=users-revoked user=* count=1")).isTrue();
    assertThat(console.has("INFO", "event=purged count=0")).isTrue();
  }

  @Test
  @DisplayName("LG-3 the page's recipe is tomcat-conf's, and gives the events a file of their own")
  void eventsHaveAFile() {
    Matcher recipe = Pattern.compile("(?s)```properties\n(.*?)```").matcher(page());
    assertThat(recipe.find()).isTrue();
    assertThat(Kit.read(Kit.path("tomcat.conf").resolve("logging.properties")))
        .contains(recipe.group(1));
    assertThat(audit.lines()).isNotEmpty().allMatch(line -> line.contains(" event="));
    for (String event : List.of("issued", "login-failed", "denied", "users-revoked", "purged")) {
      assertThat(audit).contains("event=" + event + " ");
      assertThat(page()).contains("| `" + event + "` |");
    }
  }

  @Test
  void accessLogNamesUserAndToken() {
    assertThat(access)
        .containsPattern("(?m) johndoe .*/watched/api/called\" 200 .* [0-9a-f]{8}$")
        .containsPattern("(?m) johndoe .*/watched/admin/denied\" 403 .* [0-9a-f]{8}$")
        .containsPattern("(?m) - .*/watched/api/unknown\" 401 .* -$")
        .containsPattern("(?m) - .*/watched/token\" 200 .* -$");
  }

  @Test
  @DisplayName("a user's name, whatever is in it, forges no field of the access log")
  void namesForgeNoFields() {
    String name = "bob%20%5Bx%5D%20%22GET%20/%22%20200%E2%80%AE";
    String line = access.lines().filter(each -> each.contains("/table/forging")).findFirst().get();
    assertThat(line.split(" ")).hasSize(9).contains(name);
  }

  @Test
  @DisplayName("LG-1 a line of the access log and an event are of one token by its tid")
  void tokenIsFoundInBothLogs() {
    Matcher call = Pattern.compile("(?m)api/called\" 200 .* ([0-9a-f]{8})$").matcher(access);
    assertThat(call.find()).isTrue();
    assertThat(console.has("event=issued user=\"johndoe\"", "tid=" + call.group(1))).isTrue();
    assertThat(console.has("event=denied user=\"johndoe\"", "tid=" + call.group(1))).isTrue();
  }

  @Test
  @DisplayName("LG-1, AR-7 no log and no attribute holds a token")
  void noTokenIsShown() {
    assertThat(TOKENS).hasSize(3);
    for (String token : TOKENS) {
      assertThat(allLogs.contains(token)).isFalse();
      for (Answer answer : List.of(atStart, atWork, revoked, afterUndeploy)) {
        assertThat(answer.text()).doesNotContain(token);
      }
    }
    assertThat(atWork.text()).as("no user, either").doesNotContain("johndoe");
  }
}
