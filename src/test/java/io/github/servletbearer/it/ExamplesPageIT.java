// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.ExamplesPage.Block;
import io.github.servletbearer.it.ExamplesPage.Section;
import io.github.servletbearer.it.server.Java8Compiler;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.h2.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of {@code docs/examples.md} prints on a real Tomcat what the page says. */
class ExamplesPageIT {
  private static final Map<String, Section> SECTIONS = ExamplesPage.sections();
  private static final Map<String, String> FRAMEWORKS =
      Map.of("JAX-RS behind the filter", "jersey", "Spring MVC behind the filter", "spring-5.3");
  private static final Map<String, String> PATHS = new LinkedHashMap<>();

  /** The classes that sections have shown so far; later ones may name them. */
  private static final Map<String, String> SHOWN = new LinkedHashMap<>();

  private static final Path FOLDER = Kit.emptyDirectory(Kit.target("examples"));
  private static Container server;

  @BeforeAll
  static void start() throws Exception {
    ServerSpec spec = ServerSpec.named("examples-page");
    for (Section section : SECTIONS.values()) {
      if (!Frameworks.isThere(FRAMEWORKS.get(section.title()))) {
        continue;
      }
      String path = "/example" + PATHS.size();
      PATHS.put(section.title(), path);
      spec.app(app(path, section));
    }
    server = spec.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<Section> sections() {
    return SECTIONS.values().stream();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void printsWhatThePageSays(Section section) throws Exception {
    Frameworks.require(FRAMEWORKS.get(section.title()));
    String api = server.base() + PATHS.get(section.title());
    List<String> scripts = section.all("sh");
    assertThat(scripts).hasSameSizeAs(section.all("text")).isNotEmpty();
    for (int i = 0; i < scripts.size(); i++) {
      assertThat(Tool.bash("API=" + api + "\n" + scripts.get(i)))
          .isEqualTo(section.all("text").get(i));
    }
  }

  private static WebApp app(String path, Section section) throws Exception {
    String xml = local(String.join("", section.all("xml")));
    WebApp app = WebApp.at(path).withBearer().webXml(xml + WebXml.DESIGN_BLOCK);
    List<Path> sources = new ArrayList<>();
    Path folder = Kit.emptyDirectory(FOLDER.resolve(path.substring(1)));
    section.all("java").forEach(source -> SHOWN.put(className(source), source));
    for (Map.Entry<String, String> shown : SHOWN.entrySet()) {
      boolean isOwn = section.all("java").contains(shown.getValue());
      if (isOwn || xml.contains("." + shown.getKey() + "<")) {
        Path file = folder.resolve(shown.getKey() + ".java");
        Kit.write(file, shown.getValue());
        sources.add(file);
      }
    }
    if (!sources.isEmpty()) {
      Path classes = Kit.emptyDirectory(folder.resolve("classes"));
      List<Path> classPath = new ArrayList<>(Frameworks.jars(FRAMEWORKS.get(section.title())));
      classPath.forEach(app::withLibrary);
      classPath.add(WebApp.place(Servlet.class));
      classPath.add(Kit.path("jar.all"));
      Java8Compiler.compile(sources, classPath, classes);
      app.withClasses(classes);
    }
    for (Block block : section.blocks()) {
      if (block.file() != null && block.file().contains("-INF/")) {
        app.file(block.file(), local(block.text()));
      }
    }
    if (section.file("META-INF/context.xml") != null) {
      app.withLibrary(WebApp.place(Driver.class));
    }
    section.all("sql").forEach(ExamplesPageIT::fill);
    String clients = section.file("/etc/shop/clients");
    if (clients != null) {
      Kit.write(FOLDER.resolve("clients"), clients.replace("pbkdf2-sha256$600000$HASH", hash()));
    }
    return app;
  }

  /** The page's files are below the test's own folder. */
  private static String local(String text) {
    return text.replace("/etc/shop", FOLDER.toString()).replace("/var/lib/shop", FOLDER.toString());
  }

  private static void fill(String sql) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + FOLDER.resolve("users"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The hash of the page's secret, as the command of the page makes it. */
  private static String hash() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Tool.bash("echo night-shift | " + java + " -jar " + Kit.path("jar.all") + " hash")
        .strip();
  }

  private static String className(String source) {
    Matcher name = Pattern.compile("public (?:final )?class (\\w+)").matcher(source);
    assertThat(name.find()).as(source).isTrue();
    return name.group(1);
  }
}
