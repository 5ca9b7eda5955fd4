// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.server.Java8Compiler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.servlet.Servlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Odd applications on the real Tomcat: what their start says, {@code check} says of the same files,
 * or it says that it cannot know.
 */
@Tag("long")
class CheckAgreesIT {
  private static final String UNKNOWN = "SB304";
  private static final Map<String, Odd> APPS = new LinkedHashMap<>();
  private static Container server;

  /** An application, and whether everything in it can be followed. */
  private record Odd(WebApp app, Path folder, boolean known) {}

  /** What one of the two has said: a line for each mapping, and the findings. */
  private record Words(List<String> report, List<String> findings) {}

  @BeforeAll
  static void start() throws IOException {
    add("plain", true, app("plain", block(), servlet("A", "/api/a", "/open")));
    add(
        "titles",
        true,
        app(
            "titles",
            "<display-name>First</display-name>" + "<display-name>Second</display-name>" + block(),
            servlet("A", "/api/a")));
    add(
        "annotated",
        true,
        app(
            "annotated",
            block(),
            Map.of(
                "B",
                source(
                    "B",
                    "@javax.servlet.annotation.WebServlet(name = \"b\", value = {\"/api/b\", \"/b\"})",
                    ""))));
    add(
        "secured",
        true,
        app(
            "secured",
            block() + servletXml("A", "/api/a"),
            Map.of(
                "A",
                source("A", "", ""),
                "S",
                source(
                    "S",
                    "@javax.servlet.annotation.WebServlet(\"/api/s\")"
                        + "@javax.servlet.annotation.ServletSecurity("
                        + "@javax.servlet.annotation.HttpConstraint(rolesAllowed = \"clerk\"))",
                    ""))));
    add(
        "trace",
        true,
        app(
            "trace",
            block()
                + "<security-constraint><web-resource-collection><web-resource-name>t</web-resource-name>"
                + "<url-pattern>/*</url-pattern><http-method>TRACE</http-method>"
                + "</web-resource-collection><auth-constraint/></security-constraint>",
            servlet("A", "/api/a")));
    add("fragment", true, app("fragment", block(), servlet("A", "/api/a")).withLibrary(fragment()));
    add(
        "complete",
        true,
        app("complete", block(), servlet("A", "/api/a"))
            .editWebXml(
                xml -> xml.replace("version=\"3.0\"", "version=\"3.0\" metadata-complete=\"true\""))
            .withLibrary(fragment()));
    add(
        "ordered",
        true,
        app("ordered", "<absolute-ordering/>" + strict() + block(), servlet("A", "/api/a"))
            .withLibrary(fragment()));
    add(
        "listener",
        false,
        app(
            "listener",
            block() + "<listener><listener-class>L</listener-class>" + "</listener>",
            Map.of("A", source("A", "", ""), "L", LISTENER)));
    add(
        "entity",
        false,
        app("entity", block() + "&more;", servlet("A", "/api/a"))
            .editWebXml(
                xml ->
                    xml.replace(
                        "<web-app",
                        "<!DOCTYPE web-app [<!ENTITY more SYSTEM" + " \"more.xml\">]>\n<web-app"))
            .file("WEB-INF/more.xml", new WebXml().servlet("outside", "A", "/outside").toString())
            .file("META-INF/context.xml", "<Context xmlBlockExternal=\"false\"/>"));
    add(
        "named",
        true,
        app("named", block() + servletXml("A", "/api/a") + servletXml("N", "/n"), named()));
    add(
        "named-seen",
        true,
        app(
            "named-seen",
            block()
                + servletXml("A", "/api/a")
                + servletXml("N", "/n")
                + "<filter-mapping><filter-name>bearer</filter-name><servlet-name>A</servlet-name>"
                + "<dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher></filter-mapping>",
            named()));
    add(
        "filtered",
        true,
        app(
            "filtered",
            block() + servletXml("A", "/api/a"),
            Map.of("A", source("A", "", ""), "W", answering("W", "\"/*\""))));
    add(
        "filtered-name",
        true,
        app(
            "filtered-name",
            block() + servletXml("A", "/api/a"),
            Map.of("A", source("A", "", ""), "W", answering("W", "servletNames = \"A\""))));
    add(
        "filtered-jar",
        true,
        app("filtered-jar", block(), servlet("A", "/api/a")).withLibrary(jar()));
    add(
        "pages",
        true,
        app(
            "pages",
            block()
                + "<jsp-config><jsp-property-group><url-pattern>*.html</url-pattern>"
                + "<url-pattern>/api/p/*</url-pattern><url-pattern>/</url-pattern>"
                + "</jsp-property-group></jsp-config>",
            servlet("A", "/api/a", "*.html", "/api/p/*", "/")));
    ServerSpec spec = ServerSpec.named("check-agrees");
    server = spec.start();
    APPS.forEach((name, odd) -> server.deploy("/" + name, odd.folder()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String LISTENER =
      "public class L implements javax.servlet.ServletContextListener {"
          + " public void contextInitialized(javax.servlet.ServletContextEvent e) {"
          + " e.getServletContext().addServlet(\"added\", A.class).addMapping(\"/added\"); }"
          + " public void contextDestroyed(javax.servlet.ServletContextEvent e) {} }";

  private static String block() {
    return WebXml.DESIGN_BLOCK;
  }

  private static String strict() {
    return "<filter><filter-name>strict</filter-name>"
        + "<filter-class>io.github.servletbearer.StrictPathFilter</filter-class></filter>"
        + "<filter-mapping><filter-name>strict</filter-name><url-pattern>/*</url-pattern>"
        + "</filter-mapping>";
  }

  private static String servletXml(String name, String... patterns) {
    return new WebXml().servlet(name, name, patterns).toString();
  }

  /** A servlet that answers nothing, with the body of its doGet. */
  private static String source(String name, String annotations, String body) {
    return annotations
        + " public class "
        + name
        + " extends javax.servlet.http.HttpServlet {"
        + " protected void doGet(javax.servlet.http.HttpServletRequest q,"
        + " javax.servlet.http.HttpServletResponse p)"
        + " throws javax.servlet.ServletException, java.io.IOException {"
        + body
        + "} }";
  }

  /** A filter by annotation that answers everything itself. */
  private static String answering(String name, String mapping) {
    return "@javax.servlet.annotation.WebFilter("
        + mapping
        + ") public class "
        + name
        + " implements javax.servlet.Filter {"
        + " public void init(javax.servlet.FilterConfig c) {} public void destroy() {}"
        + " public void doFilter(javax.servlet.ServletRequest q, javax.servlet.ServletResponse p,"
        + " javax.servlet.FilterChain c) throws java.io.IOException {"
        + " p.getWriter().print(\"reached\"); } }";
  }

  /** A library without a fragment, with a filter. */
  private static Path jar() throws IOException {
    Path classes = compile("check-agrees-jar", Map.of("V", answering("V", "\"/api/*\"")));
    Path jar = Kit.target("it-classes", "filter.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("V.class"));
      zip.write(Files.readAllBytes(classes.resolve("V.class")));
    }
    return jar;
  }

  @ParameterizedTest
  @DisplayName("a filter by annotation may come first: nothing that it sees is called protected")
  @ValueSource(strings = {"filtered", "filtered-jar"})
  void annotatedFiltersMayComeFirst(String name) throws Exception {
    for (Words words : List.of(start(name), check(name))) {
      assertThat(words.report())
          .anyMatch(line -> line.contains("/api/") && line.contains("partly"))
          .noneMatch(line -> line.contains("/api/a ") && line.contains("protected"));
      assertThat(words.findings())
          .anyMatch(line -> line.contains("SB214") && line.contains(" on /"));
    }
  }

  private static Map<String, String> named() {
    return Map.of(
        "A",
        source("A", "", "p.getWriter().print(\"reached\");"),
        "N",
        source("N", "", "getServletContext().getNamedDispatcher(\"A\").forward(q, p);"));
  }

  private record Mapped(String name, List<String> patterns) {}

  private static Mapped servlet(String name, String... patterns) {
    return new Mapped(name, List.of(patterns));
  }

  private static WebApp app(String name, String xml, Mapped servlet) {
    return app(
        name,
        xml + servletXml(servlet.name(), servlet.patterns().toArray(String[]::new)),
        Map.of(servlet.name(), source(servlet.name(), "", "")));
  }

  private static WebApp app(String name, String xml, Map<String, String> sources) {
    Path classes = compile("check-agrees/" + name, sources);
    return WebApp.at("/" + name).withBearer().withClasses(classes).webXml(xml);
  }

  private static Path compile(String folder, Map<String, String> sources) {
    Path root = Kit.emptyDirectory(Kit.target("it-classes", folder.split("/", -1)));
    List<Path> files = new ArrayList<>();
    sources.forEach(
        (name, text) -> {
          Path file = Kit.target("it-sources", folder.split("/", -1)).resolve(name + ".java");
          Kit.write(file, text);
          files.add(file);
        });
    Java8Compiler.compile(files, List.of(place(Servlet.class)), root);
    return root;
  }

  private static Path place(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** A library with a servlet in its fragment, one by annotation, and a constraint. */
  private static Path fragment() throws IOException {
    Path classes =
        compile(
            "check-agrees-lib",
            Map.of(
                "F",
                source("F", "", ""),
                "G",
                source("G", "@javax.servlet.annotation.WebServlet(\"/g\")", "")));
    String xml =
        "<web-fragment xmlns=\"http://java.sun.com/xml/ns/javaee\" version=\"3.0\">"
            + "<name>lib</name>"
            + servletXml("F", "/f", "/api/f")
            + "</web-fragment>";
    Path jar = Kit.target("it-classes", "lib.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/web-fragment.xml"));
      zip.write(xml.getBytes(StandardCharsets.UTF_8));
      for (String name : List.of("F.class", "G.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(classes.resolve(name)));
      }
    }
    return jar;
  }

  private static void add(String name, boolean known, WebApp app) {
    APPS.put(name, new Odd(app, app.build("check-agrees"), known));
  }

  static Stream<String> names() {
    return Stream.of(
        "plain",
        "titles",
        "annotated",
        "secured",
        "trace",
        "fragment",
        "complete",
        "ordered",
        "listener",
        "entity",
        "filtered",
        "filtered-name",
        "filtered-jar",
        "pages",
        "named",
        "named-seen");
  }

  /** What the log has of this application: its deployments follow one another. */
  private static Words start(String name) {
    List<String> report = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    boolean within = false;
    boolean inReport = false;
    for (String line : server.console().lines()) {
      if (line.contains("Deploying web application directory")) {
        within = line.contains("/" + name + "]");
      }
      inReport = line.contains("Servlet Bearer guards ") || inReport && line.startsWith("  ");
      if (within && inReport && line.startsWith("  ")) {
        report.add(line);
      }
      int finding = line.indexOf("Servlet Bearer: SB");
      if (within && finding >= 0) {
        findings.add(line.substring(finding));
      }
    }
    assertThat(report).as("the start of %s in%n%s", name, server.console().tail()).isNotEmpty();
    return new Words(report, findings);
  }

  private static Words check(String name) {
    Tool check = onCommandLine("check", name);
    assertThat(check.exit()).as(check.toString()).isLessThan(2);
    return new Words(check.out().lines().toList(), check.err().lines().toList());
  }

  private static Tool onCommandLine(String command, String app) {
    Path empty = Kit.emptyDirectory(Kit.target("it", "check-agrees-offline"));
    return Tool.servletBearer(empty, command, APPS.get(app).folder().toString());
  }

  @ParameterizedTest
  @DisplayName("check says at least what the start says, or that it cannot know")
  @MethodSource("names")
  void checkKnowsWhatTheStartKnows(String name) throws Exception {
    Words start = start(name);
    Words check = check(name);

    boolean unknown = check.findings().stream().anyMatch(line -> line.contains(UNKNOWN));
    assertThat(unknown).as("%s", check).isEqualTo(!APPS.get(name).known());
    if (unknown) {
      assertThat(check.report()).as("not vacuous").doesNotContainSequence(start.report());
    } else {
      assertThat(check.report()).containsAll(start.report());
    }
    List<String> said = check.findings().stream().map(String::strip).toList();
    for (String finding : start.findings()) {
      if (!finding.contains(UNKNOWN)) {
        String words = finding.replaceFirst("^Servlet Bearer: ", "");
        assertThat(said).as(name).anyMatch(line -> line.endsWith(words));
      }
    }
  }

  @Test
  @DisplayName("the constraint of an annotation is found, one on TRACE is none")
  void constraintsAreJudgedByMethod() throws Exception {
    assertThat(start("secured").findings())
        .anyMatch(line -> line.contains("SB301 @ServletSecurity of S") && line.contains("/api/s"));
    assertThat(new Http(server.base(), "/secured").get("/api/s").status()).isNotEqualTo(200);
    assertThat(start("trace").findings()).noneMatch(line -> line.contains("SB301"));
  }

  @Test
  @DisplayName("a servlet that is called by name is reached, until the filter names it")
  void namedDispatchIsFoundAndCured() throws Exception {
    assertThat(new Http(server.base(), "/named").get("/api/a").status()).isEqualTo(401);
    assertThat(new Http(server.base(), "/named").get("/n").text()).contains("reached");
    assertThat(check("named").findings()).anyMatch(line -> line.contains("SB310"));

    assertThat(new Http(server.base(), "/named-seen").get("/n").text()).doesNotContain("reached");
    assertThat(check("named-seen").findings()).noneMatch(line -> line.contains("SB310"));
  }

  @Test
  @DisplayName("the title of the document is the one that the command line finds")
  void titleIsTheSame() throws Exception {
    Tool openapi = onCommandLine("openapi", "titles");
    assertThat(openapi.exit()).as(openapi.toString()).isZero();
    assertThat(openapi.out())
        .contains("\"First\"")
        .isEqualTo(new Http(server.base(), "/titles").get("/openapi.json").text());
  }
}
