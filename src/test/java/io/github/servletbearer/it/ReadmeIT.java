// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CodeBlocks;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README shows is run as it stands there. */
@ExtendWith(SharedServer.class)
class ReadmeIT {

  private static final Path ROOT = Kit.path("project.basedir");
  private static final Path PAGE = ROOT.resolve("README.md");
  private static final String README = Kit.read(PAGE);

  private final Container server;

  ReadmeIT(Container server) {
    this.server = server;
  }

  @Test
  @DisplayName("the web.xml block is the one that the application in the ROOT context runs with")
  void webXmlBlockWorks() throws IOException {
    assertThat(withoutBlanks(blocks("xml").get(0))).isEqualTo(withoutBlanks(WebXml.DESIGN_BLOCK));
    Http root = new Http(server.base(), "");

    assertThat(root.get("/api/hello").status()).isEqualTo(401);
    assertThat(root.getWith(root.login("johndoe", "secret"), "/api/hello").status()).isEqualTo(200);
    assertThat(root.get("/docs").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the curl lines answer 401, a token, the items and 403")
  void curlLinesWork() throws IOException, InterruptedException {
    String output = run(CodeBlocks.with("$API/api/items", PAGE, "sh"));

    Matcher status = Pattern.compile("HTTP/1.1 (\\d+)").matcher(output);
    List<String> statuses = new ArrayList<>();
    while (status.find()) {
      statuses.add(status.group(1));
    }
    assertThat(statuses).as(output).containsExactly("401", "200", "403");
    assertThat(output).contains("{\"detail\":\"Not authenticated\"}", "Cordless drill");
  }

  @Test
  @DisplayName("an application that does what the README says gives its first token")
  void ownApplicationWorks() throws IOException, InterruptedException {
    String jsp = "Hello, <%= request.getRemoteUser() %>";
    Path before = WebApp.at("/app").webXml("").file("api/hello.jsp", jsp).build("readme-before");
    WebApp app =
        WebApp.at("/app")
            .copyOf(before)
            .withBearer()
            .appendToWebXml(
                blocks("xml").get(0) + CodeBlocks.with("bearer.openPaths", PAGE, "xml"));
    Path folder = app.build("readme");
    String user = CodeBlocks.with("<user ", PAGE, "xml").strip();
    assertThat(Kit.read(ROOT.resolve("tomcat-conf/tomcat-users.xml"))).contains(user);

    server.deploy("/app", folder);
    try {
      Http http = new Http(server.base(), "/app");
      String first = CodeBlocks.with("/app/token", PAGE, "sh");
      assertThat(run(first)).contains("\"token_type\":\"bearer\"");
      assertThat(http.getWith(http.login("johndoe", "secret"), "/api/hello.jsp").text())
          .isEqualTo("Hello, johndoe");
      assertThat(http.get("/api/hello.jsp").status()).isEqualTo(401);

      // As by a proxy: so the client does not count as local.
      Answer plain = http.post("/token", "username=johndoe&password=secret", "X-Real-IP", "::1");
      Matcher quoted = Pattern.compile("400, \"([^\"]+)\"").matcher(README.replaceAll("\\s+", " "));
      assertThat(quoted.find()).isTrue();
      assertThat(plain.status()).isEqualTo(400);
      assertThat(plain.text()).contains(quoted.group(1));

      String asked = CodeBlocks.with(" probe ", PAGE, "sh").replace("app.war", folder.toString());
      assertThat(run(asked)).contains("Servlet Bearer guards /app", "Asking http");

      String init = CodeBlocks.with(" init ", PAGE, "sh");
      Path wars = Kit.emptyDirectory(Kit.target("it", "readme-init"));
      Path war = Kit.zip(before, wars.resolve("app.war"));
      Path locked = wars.resolve("locked.war");
      run(init.replace("app-locked.war", locked.toString()).replace("app.war", war.toString()));
      assertThat(locked).exists();
    } finally {
      server.undeploy("/app");
    }
  }

  /** With the address of the server here, and the JAR from where it was built. */
  private String run(String script) throws IOException, InterruptedException {
    return Tool.bash(
        script
            .replace("http://127.0.0.1:8080", server.base().toString())
            .replace("servlet-bearer-all.jar", Kit.path("jar.all").toString()));
  }

  @Test
  @DisplayName("the line of Java stands in a servlet that the demo runs")
  void javaLineIsCompiled() throws IOException {
    String servlet =
        Kit.read(
            ROOT.resolve("webapp-demo/src/main/java/com/example/inventory/FirstStepsServlet.java"));

    assertThat(servlet).contains(blocks("java").get(0).strip());
  }

  @Test
  @DisplayName("the commands are those that CI runs, and the drop-in is as small as it says")
  void commandsAndSizeAreTrue() throws IOException {
    String ci = Kit.read(ROOT.resolve(".ci/run"));

    assertThat(blocks("sh")).contains("mvn verify\n", "mvn package cargo:run -DskipTests\n");
    assertThat(ci).contains("verify", "package cargo:run -DskipTests");
    assertThat(README).contains("about 2.8 MB");
    assertThat(Files.size(Kit.path("jar.all"))).isBetween(2_750_000L, 2_850_000L);
  }

  @Test
  @DisplayName("the JAR that is copied is the drop-in, and no other")
  void copiedJarIsTheDropIn() throws IOException {
    Matcher copy =
        Pattern.compile("(?m)^cp target/(\\S+) servlet-bearer-all.jar$")
            .matcher(CodeBlocks.with("cp target/", PAGE, "sh"));
    assertThat(copy.find()).isTrue();
    String all = Kit.path("jar.all").getFileName().toString();
    List<String> made = List.of(all, all.replace("-all", ""), all.replace("-all", "-all-jakarta"));
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + copy.group(1));
    assertThat(made).filteredOn(jar -> pattern.matches(Path.of(jar))).containsExactly(all);
  }

  @Test
  @DisplayName("the demo says where its page is, after the start report")
  void demoSaysWhereItsPageIs() {
    List<String> lines = server.console().lines();
    int report = indexOf(lines, "Servlet Bearer guards /demo");
    int page = indexOf(lines, "Docs page: http://127.0.0.1:0/demo/docs"); // http.port is 0 here

    assertThat(report).isNotNegative();
    assertThat(page).isGreaterThan(report);
  }

  private static int indexOf(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith(text)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> blocks(String language) throws IOException {
    return CodeBlocks.of(PAGE, language);
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}
