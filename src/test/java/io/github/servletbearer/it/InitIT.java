// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servletbearer.it.server.Java8Compiler;
import io.github.servletbearer.it.server.JavaHome;
import io.github.servletbearer.it.server.ServerKind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WARs of every version of web.xml, as {@code init --write} makes them, on a Tomcat that validates
 * descriptors: they start, they are locked, {@code check} accepts them, and what was put in can be
 * taken out again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class InitIT {
  /** The last one has no web.xml, and a servlet by annotation. */
  static final List<String> VERSIONS = List.of("2.3", "2.4", "2.5", "3.0", "3.1", "4.0", "none");

  private static final String NAME = "init";
  private static final String ENCODING =
      """
        <filter>
          <filter-name>encoding</filter-name>
          <filter-class>com.example.old.EncodingFilter</filter-class>
        </filter>
        <filter-mapping><filter-name>encoding</filter-name><url-pattern>/*</url-pattern></filter-mapping>
      """;
  private static final String SERVLETS =
      """
        <servlet>
          <servlet-name>hello</servlet-name>
          <servlet-class>io.github.servletbearer.it.app.HelloServlet</servlet-class>
        </servlet>
        <servlet-mapping><servlet-name>hello</servlet-name><url-pattern>/api/hello</url-pattern></servlet-mapping>
        <servlet-mapping><servlet-name>hello</servlet-name><url-pattern>/open/hello</url-pattern></servlet-mapping>
        <welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>
      """;

  private final Path folder = Kit.emptyDirectory(Kit.target("it", "init-wars"));
  private Container server;

  @BeforeAll
  void start() throws IOException {
    ServerSpec spec =
        ServerSpec.named(NAME).property("org.apache.catalina.STRICT_SERVLET_COMPLIANCE", "true");
    for (String version : VERSIONS) {
      Path before = war(version);
      Path all = init(before, "all-" + version);
      Path part = init(before, "part-" + version, "--lock", "/api/*");
      spec.app("/before-" + version, before)
          .app("/all-" + version, all)
          .app("/part-" + version, part)
          .app("/after-" + version, withoutBearer(part, version));
    }
    spec.app("/later", laterBlock());
    server = spec.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Http http(String app) {
    return new Http(server.base(), "/" + app);
  }

  /** An application as it was before Servlet Bearer. */
  private Path war(String version) throws IOException {
    WebApp app = WebApp.at("/" + version).withTestClasses().file("index.html", "the start page");
    Path root = app.webXml(ENCODING + SERVLETS).build(NAME);
    Path webXml = root.resolve("WEB-INF/web.xml");
    if (version.equals("none")) {
      Files.delete(webXml);
      compile("HelloServlet", root); // mapped by its annotation
    } else {
      compile("EncodingFilter", root);
      Kit.write(webXml, head(version) + ENCODING + SERVLETS + "</web-app>\n");
    }
    return Kit.zip(root, folder.resolve(version + ".war"));
  }

  private static String head(String version) {
    return switch (version) {
      case "2.3" ->
          "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
              + " \"http://java.sun.com/dtd/web-app_2_3.dtd\">\n<web-app>\n";
      case "unversioned" -> "<web-app>\n";
      case "2.4" -> head("http://java.sun.com/xml/ns/j2ee", version);
      case "2.5", "3.0" -> head("http://java.sun.com/xml/ns/javaee", version);
      default -> head("http://xmlns.jcp.org/xml/ns/javaee", version);
    };
  }

  private static String head(String namespace, String version) {
    String schema = "/web-app_" + version.replace('.', '_') + ".xsd";
    return "<web-app xmlns=\""
        + namespace
        + "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
        + namespace
        + " "
        + namespace
        + schema
        + "\" version=\""
        + version
        + "\">\n";
  }

  /** Compiles a class of the package {@code com.example.old}. */
  private static void compile(String name, Path root) {
    Path sources = Kit.path("project.basedir").resolve("src/test/apps/old/com/example/old");
    Path api = Kit.path("tomcat9.home").resolve("lib/servlet-api.jar");
    Path classes = root.resolve("WEB-INF/classes");
    Java8Compiler.compile(List.of(sources.resolve(name + ".java")), List.of(api), classes);
  }

  private Tool run(String... arguments) {
    return runOn(JavaHome.running(), arguments);
  }

  private Tool runOn(Path javaHome, String... arguments) {
    return Tool.servletBearer(javaHome, folder, arguments);
  }

  private Path init(Path war, String name, String... options) {
    Path written = folder.resolve(name + ".war");
    String[] command = {"init", war.toString(), "--write", written.toString()};
    Tool init = run(Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new));
    assertThat(init.exit()).as(init.toString()).isZero();
    assertThat(init.err()).isEmpty();
    return written;
  }

  /** The way back by hand, as docs/remove.md has it: elements and JAR go. */
  private Path withoutBearer(Path war, String version) throws IOException {
    Path copy = Files.copy(war, folder.resolve("after-" + version + ".war"));
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Path webXml = zip.getPath("WEB-INF/web.xml");
      String element =
          "<(context-param|filter|filter-mapping|servlet|servlet-mapping)>"
              + "(?:(?!</\\1>).)*-name>bearer[.<](?:(?!</\\1>).)*</\\1>";
      String text =
          Files.readString(webXml)
              .replaceAll("(?s)\\n[ ]*" + element, "")
              .replaceAll("\\n[ ]*<!-- Servlet Bearer -->", "");
      Files.writeString(webXml, text);
      Files.delete(zip.getPath("WEB-INF/lib/" + Kit.path("jar.all").getFileName()));
    }
    return copy;
  }

  /** What README says for version 3.0, in a web.xml of version 2.4. */
  private Path laterBlock() throws IOException {
    Path root = WebApp.at("/later").withBearer().withTestClasses().webXml("").build(NAME);
    Kit.write(
        root.resolve("WEB-INF/web.xml"),
        head("2.4") + WebXml.DESIGN_BLOCK + SERVLETS + "</web-app>\n");
    return Kit.zip(root, folder.resolve("later.war"));
  }

  @Test
  @DisplayName(
      "the server validates: a block of a later version keeps an application from starting")
  void serverValidates() {
    assertThat(http("later").get("/api/hello").status()).isEqualTo(404);
    assertThat(server.console().text()).contains("async-supported");
  }

  @ParameterizedTest
  @DisplayName("init --write makes a WAR that starts and is locked as a whole")
  @FieldSource("VERSIONS")
  void everythingIsLocked(String version) {
    Http app = http("all-" + version);

    assertThat(http("before-" + version).get("/api/hello").status()).isEqualTo(200);
    for (String path : List.of("/api/hello", "/open/hello", "/index.html", "/")) {
      assertThat(app.get(path).status()).as(path).isEqualTo(401);
    }
    String token = app.login("johndoe", "secret");
    for (String path : List.of("/api/hello", "/open/hello", "/index.html", "/")) {
      assertThat(app.getWith(token, path).status()).as(path).isEqualTo(200);
    }
    assertThat(app.getWith(token, "/api/hello").text()).contains("johndoe");
    assertThat(app.get("/docs").status()).isEqualTo(200);
    assertThat(app.get("/openapi.json").text()).contains("/api/hello");
  }

  @ParameterizedTest
  @DisplayName("init --write --lock locks that part, and names the rest in openPaths")
  @FieldSource("VERSIONS")
  void partIsLocked(String version) {
    Http app = http("part-" + version);

    assertThat(app.get("/api/hello").status()).isEqualTo(401);
    assertThat(app.getWith(app.login("johndoe", "secret"), "/api/hello").status()).isEqualTo(200);
    assertThat(app.get("/open/hello").status()).isEqualTo(200);
    assertThat(app.get("/").text()).contains("the start page");
    assertThat(app.raw("GET /part-" + version + "//api/hello HTTP/1.1").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @DisplayName("check accepts what init has written")
  @FieldSource("VERSIONS")
  void checkAccepts(String version) {
    for (String kind : List.of("all-", "part-")) {
      Tool check = run("check", folder.resolve(kind + version + ".war").toString());
      assertThat(check.exit()).as(check.toString()).isZero();
      assertThat(check.out()).contains("protected  /api/hello (hello) by bearer");
    }
  }

  @ParameterizedTest
  @DisplayName("without JAR and block the application answers as before")
  @FieldSource("VERSIONS")
  void canBeTakenOutAgain(String version) {
    Http before = http("before-" + version);
    Http after = http("after-" + version);

    for (String path :
        List.of("/", "/index.html", "/api/hello", "/open/hello", "/token", "/docs/", "/none")) {
      assertThat(answer(after, path)).as(path).isEqualTo(answer(before, path));
    }
  }

  private static String answer(Http app, String path) {
    Answer answer = app.get(path, "Authorization", "Bearer x");
    return answer.status()
        + " "
        + answer.header("Content-Type")
        + " "
        + answer.text().replaceAll("(before|after)-", "");
  }

  @Test
  @DisplayName("--container jetty adds StrictPathFilter where Jetty runs no initializer")
  void partIsLockedOnJetty() throws IOException {
    ServerSpec spec = ServerSpec.named("init-jetty").on(ServerKind.JETTY_9);
    List<String> versions = new ArrayList<>(VERSIONS);
    versions.add("unversioned");
    for (String version : versions) {
      Path war = version.equals("unversioned") ? war(version) : folder.resolve(version + ".war");
      spec.app(
          "/" + version, init(war, "jetty-" + version, "--lock", "/api/*", "--container", "jetty"));
    }
    try (Container jetty = spec.start()) {
      for (String version : versions) {
        Http app = new Http(jetty.base(), "/" + version);
        assertThat(app.get("/api/hello").status()).as(version).isEqualTo(401);
        assertThat(app.raw("GET /" + version + "//api/hello HTTP/1.1").status())
            .as(version)
            .isEqualTo(400);
        String token = app.login("johndoe", "secret");
        assertThat(app.getWith(token, "/api/hello").status()).as(version).isEqualTo(200);
      }
    }
  }

  @Test
  @DisplayName("a WAR that has the block already, and a file that is there, are left alone")
  void nothingIsDoneTwice() {
    String written = folder.resolve("all-3.1.war").toString();
    Tool again = run("init", written, "--write", folder.resolve("twice.war").toString());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("SB403 Servlet Bearer is in web.xml already");

    Tool same = run("init", folder.resolve("3.1.war").toString(), "--write", written);
    assertThat(same.exit()).isEqualTo(2);
    assertThat(same.err()).contains("SB402", "is there already");
    String nowhere = folder.resolve("missing/new.war").toString();
    Tool lost = run("init", folder.resolve("3.1.war").toString(), "--write", nowhere);
    assertThat(lost.err()).contains("new.war cannot be written. Name a file in a folder");
    assertThat(folder.resolve("twice.war")).doesNotExist();
  }

  @ParameterizedTest
  @DisplayName("the JAR may be in WEB-INF/lib already; another one is refused")
  @ValueSource(booleans = {true, false})
  void jarMayBeThere(boolean isSame) throws IOException {
    Path root =
        WebApp.at("/jar-" + isSame).withBearer().withTestClasses().webXml(SERVLETS).build(NAME);
    Path jar = root.resolve("WEB-INF/lib").resolve(Kit.path("jar.all").getFileName());
    if (!isSame) {
      Files.move(jar, jar.resolveSibling("servlet-bearer-0.0.1-all.jar"));
    }
    Path war = Kit.zip(root, folder.resolve("jar-" + isSame + ".war"));
    Path target = folder.resolve("jar-" + isSame + "-written.war");

    Tool init = run("init", war.toString(), "--write", target.toString());

    assertThat(init.exit()).as(init.toString()).isEqualTo(isSame ? 0 : 2);
    assertThat(Files.exists(target)).isEqualTo(isSame);
    assertThat(init.err().isEmpty() || init.err().contains("SB403 the application holds another"))
        .isTrue();
  }

  @Test
  @DisplayName("another JAR of this JAR's name is not replaced")
  void otherJarOfTheNameIsKept() throws IOException {
    String name = Kit.path("jar.all").getFileName().toString();
    Path root = WebApp.at("/name").withTestClasses().webXml(SERVLETS).build(NAME);
    Path content = Kit.emptyDirectory(folder.resolve("content"));
    Files.writeString(content.resolve("other.txt"), "x");
    Kit.zip(content, Files.createDirectories(root.resolve("WEB-INF/lib")).resolve(name));
    String war = Kit.zip(root, folder.resolve("name.war")).toString();
    Path target = folder.resolve("name-written.war");

    Tool init = run("init", war, "--write", target.toString());

    assertThat(init.exit()).as(init.toString()).isEqualTo(2);
    assertThat(init.err())
        .contains("SB403 WEB-INF/lib holds a " + name + " that is not Servlet Bearer")
        .contains("rename this JAR");
    assertThat(target).doesNotExist();
  }

  @Test
  @DisplayName("a JAR of another name, as a second download has it, is not put into a WAR")
  void jarThatNoContainerLoadsIsRefused() throws IOException {
    Path jar = folder.resolve("servlet-bearer-all.jar.1");
    Files.copy(Kit.path("jar.all"), jar);
    Path target = folder.resolve("download.war");
    String java = JavaHome.running().resolve("bin/java").toString();
    String war = folder.resolve("3.1.war").toString();

    Tool init =
        Tool.run(
            folder,
            List.of(java, "-jar", jar.toString(), "init", war, "--write", target.toString()));

    assertThat(init.exit()).as(init.toString()).isEqualTo(2);
    assertThat(init.err()).contains("SB403 ", "ends with .jar");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @DisplayName("Java 8 writes the same WAR, and accepts it")
  @FieldSource("VERSIONS")
  void java8WritesTheSame(String version) throws IOException {
    Path java8 = JavaHome.of(8).orElse(null);
    assumeTrue(java8 != null, "no Java 8: -Djava8.home=DIR");
    Path written = folder.resolve("java8-" + version + ".war");
    String war = folder.resolve(version + ".war").toString();

    Tool init = runOn(java8, "init", war, "--write", written.toString(), "--lock", "/api/*");

    assertThat(init.exit()).as(init.toString()).isZero();
    assertThat(init.err()).isEmpty();
    assertThat(content(written)).isEqualTo(content(folder.resolve("part-" + version + ".war")));
    Tool check = runOn(java8, "check", written.toString());
    assertThat(check.exit()).as(check.toString()).isZero();
  }

  /** Its files in their order, with their times and checksums. */
  private static List<String> content(Path war) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      return zip.stream()
          .map(file -> file.getName() + " " + file.getTime() + " " + file.getCrc())
          .toList();
    }
  }
}
