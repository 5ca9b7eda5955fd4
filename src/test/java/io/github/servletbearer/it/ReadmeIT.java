// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String README = Kit.read(ROOT.resolve("README.md"));

  private final Container server;

  ReadmeIT(Container server) {
    this.server = server;
  }

  @Test
  @DisplayName("the web.xml block is the one that the application in the ROOT context runs with")
  void webXmlBlockWorks() {
    assertThat(withoutBlanks(blocks("xml").get(0))).isEqualTo(withoutBlanks(WebXml.DESIGN_BLOCK));
    Http root = new Http(server.base(), "");

    assertThat(root.get("/api/hello").status()).isEqualTo(401);
    assertThat(root.getWith(root.login("johndoe", "secret"), "/api/hello").status()).isEqualTo(200);
    assertThat(root.get("/docs").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the curl lines answer 401, a token, the items and 403")
  void curlLinesWork() throws IOException, InterruptedException {
    String script =
        blocks("sh").stream().filter(block -> block.contains("curl")).findFirst().orElseThrow();
    String here = script.replace("http://127.0.0.1:8080", server.base().toString());
    assertThat(here).isNotEqualTo(script);

    String output = Tool.bash(here);

    Matcher status = Pattern.compile("HTTP/1.1 (\\d+)").matcher(output);
    List<String> statuses = new ArrayList<>();
    while (status.find()) {
      statuses.add(status.group(1));
    }
    assertThat(statuses).as(output).containsExactly("401", "200", "403");
    assertThat(output).contains("{\"detail\":\"Not authenticated\"}", "Cordless drill");
  }

  @Test
  @DisplayName("the line of Java stands in a servlet that the demo runs")
  void javaLineIsCompiled() {
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
    assertThat(Files.size(Kit.path("jar.all"))).isLessThan(2_850_000);
  }

  @Test
  @DisplayName("every link to a file of the project leads somewhere")
  void linksLeadSomewhere() {
    Matcher link = Pattern.compile("\\]\\((?!https?:)([^)#]+)").matcher(README);
    List<String> missing = new ArrayList<>();
    while (link.find()) {
      if (!Files.exists(ROOT.resolve(link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> blocks(String language) {
    List<String> found = new ArrayList<>();
    Matcher block =
        Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(README);
    while (block.find()) {
      found.add(block.group(1));
    }
    return found;
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}
