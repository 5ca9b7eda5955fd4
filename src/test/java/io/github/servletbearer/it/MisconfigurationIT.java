// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CF-1: a doubtful configuration stops the deployment, and the console says the cure. */
class MisconfigurationIT {

  private static Container server;

  /** A broken application, and what one line of the console must hold for each problem of it. */
  private record Case(String name, WebXml webXml, List<List<String>> lines) {

    WebApp app() {
      return WebApp.at("/" + name)
          .withBearer()
          .withTestClasses()
          .webXml(webXml.servlet("echo", EchoServlet.class, "/api/*").toString());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case broken(String name, WebXml webXml, String... fragments) {
    return new Case(name, webXml, List.of(List.of(fragments)));
  }

  /** A filter whose name is the case's, and the companion beside it. */
  private static WebXml filter(String name, String... initParams) {
    return new WebXml().bearer(name, "/api/*", initParams).companion();
  }

  private static final List<Case> CASES =
      List.of(
          broken(
              "misspelt",
              filter("misspelt", "autoEror", "false"),
              "SB101",
              "autoEror",
              "<filter> misspelt",
              "Did you mean \"autoError\"?",
              "docs/troubleshooting.md#sb101"),
          broken(
              "misspelt-shared",
              filter("misspelt-shared").contextParam("bearer.tittle", "x"),
              "SB101",
              "bearer.tittle",
              "Did you mean",
              "title",
              "docs/troubleshooting.md#sb101"),
          broken(
              "bad-boolean",
              filter("bad-boolean", "autoError", "yes"),
              "SB102",
              "autoError",
              "\"yes\"",
              "<filter> bad-boolean",
              "true or false"),
          broken(
              "bad-duration",
              filter("bad-duration").contextParam("bearer.loginWindow", "15"),
              "SB102",
              "loginWindow",
              "\"15\"",
              "15m"),
          broken(
              "bad-origin",
              filter("bad-origin").contextParam("bearer.corsAllowedOrigins", "*"),
              "SB102",
              "corsAllowedOrigins"),
          broken("bad-realm", filter("bad-realm", "realm", "a\r\nSet-Cookie: b"), "SB102", "realm"),
          broken(
              "exclude-all",
              filter("exclude-all", "exclude", "/*"),
              "SB102",
              "exclude",
              "<filter> exclude-all"),
          broken(
              "half-rule",
              filter("half-rule", "requiredScopes", "GET: items:read; POST: items:write"),
              "SB102",
              "requiredScopes",
              "<filter> half-rule",
              "*:"),
          broken(
              "contradiction",
              new WebXml()
                  .bearer("contradiction", "/api/*", "realm", "one-realm")
                  .bearer("contradiction2", "/api2/*", "realm", "other-realm")
                  .companion(),
              "SB103",
              "realm",
              "<filter> contradiction ",
              "<filter> contradiction2",
              "context-param bearer.realm"),
          broken(
              "placeholder",
              filter("placeholder", "realm", "${no.such.value}"),
              "SB104",
              "realm",
              "${no.such.value}"),
          broken(
              "wrong-place",
              filter("wrong-place").contextParam("bearer.verify", "presence"),
              "SB105",
              "verify"),
          broken(
              "no-class",
              filter("no-class", "verify", "com.example.NoSuchVerifier"),
              "SB106",
              "com.example.NoSuchVerifier"),
          broken(
              "wrong-class",
              filter("wrong-class", "verify", "java.lang.String"),
              "SB106",
              "java.lang.String",
              "TokenVerifier"),
          broken(
              "no-users",
              filter("no-users").contextParam("bearer.users", "com.example.NoSuchUsers"),
              "SB106",
              "com.example.NoSuchUsers"),
          broken(
              "no-companion",
              new WebXml().bearer("no-companion", "/api/*"),
              "SB201",
              "<filter> no-companion",
              "BearerServlet",
              "/token",
              "verify",
              "docs/troubleshooting.md#sb201"),
          broken(
              "bad-endpoint",
              filter("bad-endpoint")
                  .servlet("more", "io.github.servletbearer.BearerServlet", "/tokken"),
              "SB202",
              "/tokken"),
          broken(
              "taken",
              filter("taken").servlet("thief", EchoServlet.class, "/token/*"),
              "SB203",
              "thief"),
          broken(
              "unmapped",
              new WebXml()
                  .filter("unmapped", "io.github.servletbearer.BearerFilter")
                  .bearer("mapped", "/api/*")
                  .companion(),
              "SB204",
              "<filter> unmapped",
              "<filter-mapping>"),
          broken(
              "presence-scopes",
              filter("presence-scopes", "verify", "presence", "requiredScopes", "admin"),
              "SB205",
              "<filter> presence-scopes"),
          broken(
              "presence-and",
              filter("presence-and", "verify", "presence, issued"),
              "SB206",
              "<filter> presence-and"),
          broken(
              "open-paths",
              filter("open-paths")
                  .contextParam("bearer.openPaths", "/ /closed")
                  .servlet("forgotten", EchoServlet.class, "/forgotten/*", "/old"),
              "SB209",
              "/forgotten/* (forgotten)",
              "/old (forgotten)",
              "*.jsp (jsp)",
              "add to openPaths: *.jsp /forgotten/* /old.",
              "docs/troubleshooting.md#sb209"),
          broken(
              "bad-open-paths",
              filter("bad-open-paths").contextParam("bearer.openPaths", "public/*"),
              "SB102",
              "openPaths",
              "\"public/*\"",
              "/prefix/*"),
          new Case(
              "three-at-once",
              filter("three-at-once", "attribut", "x", "autoError", "maybe", "exclude", "no-slash"),
              List.of(
                  List.of("SB101", "<filter> three-at-once", "attribut", "\"attribute\""),
                  List.of("SB102", "<filter> three-at-once", "\"maybe\""),
                  List.of("SB102", "<filter> three-at-once", "no-slash"))));

  static Stream<Case> cases() {
    return CASES.stream();
  }

  @BeforeAll
  static void start() {
    ServerSpec spec = ServerSpec.named("misconfiguration");
    for (Case broken : CASES) {
      spec.app(broken.app());
    }
    WebXml relaxed =
        filter("relaxed")
            .contextParam("bearer.realm", "good")
            .contextParam("bearer.accessTokenLifetime", "5m")
            .contextParam("bearer.openPaths", "/ *.jsp /nobody/*")
            .contextParam("bearer.version", "1.1")
            .bearer("first-steps", "/first/*", "verify", "presence")
            .servlet("echo", EchoServlet.class, "/api/*", "/first/*", "/nobody/*")
            .raw(
                """
                <security-constraint>
                  <web-resource-collection>
                    <web-resource-name>everything</web-resource-name>
                    <url-pattern>/api/constrained/*</url-pattern>
                  </web-resource-collection>
                  <auth-constraint><role-name>user</role-name></auth-constraint>
                </security-constraint>
                <security-role><role-name>user</role-name></security-role>
                """);
    spec.app(WebApp.at("/good").withBearer().withTestClasses().webXml(relaxed.toString()));
    server =
        spec.property("bearer.tittle", "unknown here")
            .property("bearer.verify", "presence")
            .property("bearer.accessTokenLifetime", "77s")
            .environment("SERVLET_BEARER_ACCESS_TOKEN_LIFETIME", "66s")
            .environment("SERVLET_BEARER_VERSION", "9.9")
            .environment("SERVLET_BEARER_NONSENSE", "x")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @DisplayName("CF-1 the application does not start, and the console says why and how to mend it")
  @MethodSource("cases")
  void applicationDoesNotStart(Case broken) {
    Answer answer = new Http(server.base(), "/" + broken.name()).get("/api/x");
    assertThat(answer.status()).isEqualTo(404);
    Refusals.assertServletDidNotRun(answer);

    for (List<String> fragments : broken.lines()) {
      assertThat(server.console().has(fragments.toArray(String[]::new)))
          .as("a line with all of " + fragments)
          .isTrue();
    }
  }

  @Test
  @DisplayName("CF-1 all problems of an application are told at once, by our own logger")
  void problemsAreToldByOurOwnLogger() {
    assertThat(
            server
                .console()
                .has("io.github.servletbearer", "3 configuration problems", "/three-at-once"))
        .isTrue();
  }

  @Test
  @DisplayName("every line with a code ends in a link that leads somewhere")
  void everyLinkLeadsSomewhere() {
    Path page = Kit.path("project.basedir").resolve("docs/troubleshooting.md");
    assertThat(Files.exists(page)).as("docs/troubleshooting.md").isTrue();
    String text = Kit.read(page).toLowerCase(Locale.ROOT);
    Pattern link = Pattern.compile("\\bSB\\d{3}\\b.*docs/troubleshooting\\.md#(\\S+)$");
    int links = 0;
    for (String line : server.console().lines()) {
      if (line.contains("docs/troubleshooting.md#")) {
        Matcher matcher = link.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        String anchor = Pattern.quote(matcher.group(1));
        assertThat(text)
            .containsPattern("(?m)(^#+ " + anchor + "\\s*$|<a (id|name)=\"" + anchor + "\")");
        links++;
      }
    }
    assertThat(links).isGreaterThanOrEqualTo(CASES.size());
  }

  @Test
  @DisplayName("an unknown system property warns, and stops nothing")
  void unknownSystemPropertyWarns() {
    assertThat(new Http(server.base(), "/good").get("/api/x").status()).isEqualTo(401);
    assertThat(server.console().has("SB101", "system property", "bearer.tittle", "bearer.title"))
        .isTrue();
  }

  @Test
  @DisplayName("a system property beats the environment, and the environment web.xml")
  void systemPropertySetsSharedSettings() {
    Answer answer =
        new Http(server.base(), "/good")
            .form("/token", "username", "johndoe", "password", "secret");

    assertThat(answer.json("expires_in")).isEqualTo("77");
    Document document = Document.of(new Http(server.base(), "/good"));
    assertThat(document.json().getAsJsonObject("info").get("version").getAsString())
        .isEqualTo("9.9");
  }

  @Test
  @DisplayName("an unknown environment variable warns, and stops nothing")
  void unknownEnvironmentVariableWarns() {
    assertThat(server.console().has("SB101", "environment", "SERVLET_BEARER_NONSENSE")).isTrue();
  }

  @Test
  @DisplayName("nothing outside web.xml weakens a filter")
  void systemPropertyDoesNotWeakenAFilter() {
    Refusals.assertInvalidToken(
        new Http(server.base(), "/good").getWith("anything", "/api/x"), "good");
    assertThat(server.console().has("SB105", "bearer.verify")).isTrue();
  }

  @Test
  @DisplayName("PD-2 the report tells what is open, what is relaxed, and what comes before us")
  void reportTellsWhatIsOpen() {
    Console console = server.console();

    assertThat(console.has("open", "/nobody/*")).isTrue();
    assertThat(console.has("protected", "/api/*", "relaxed")).isTrue();
    assertThat(console.has("SB302", "first-steps", "presence")).isTrue();
    assertThat(console.has("SB301", "/api/constrained/*")).isTrue();
  }
}
