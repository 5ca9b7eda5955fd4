// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.probe.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.servlet.AsyncContext;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletContext;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class MainTest {
  private static final String OPEN_PATHS =
      "<context-param><param-name>bearer.openPaths</param-name>"
          + "<param-value>/ *.jsp</param-value></context-param>";
  private static final String LOCKED_SERVLET =
      servlet("items", "com.example.Items") + servletMapping("items", "/api/items");
  private static final String FILTER =
      filter("bearer") + filterMapping("bearer", "/api/*", "REQUEST");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(String... arguments) {
    return Main.run(
        Passwords.in(InputStream.nullInputStream()), stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private ExitCode check(Archives archive) throws IOException {
    return run("check", archive.war(folder.resolve("shop.war")).toString());
  }

  private static Archives locked(String... more) {
    return Archives.withWebXml(
        app(OPEN_PATHS, COMPANION, FILTER, LOCKED_SERVLET, String.join("", more)));
  }

  @Test
  void applicationWithoutTheFilterIsPromisedNothing() throws IOException {
    check(Archives.withWebXml(app(LOCKED_SERVLET)));
    assertThat(out()).contains("open").doesNotContain("StrictPathFilter", "is answered 400");
    check(locked());
    assertThat(out()).contains("StrictPathFilter");
  }

  static Stream<List<String>> badArguments() {
    return Stream.of(
        List.of("chek", "app.war"),
        List.of("check"),
        List.of("check", "a.war", "b.war"),
        List.of("openapi", "a.war", "-o"),
        List.of("check", "a.war", "-o", "x"),
        List.of("check", "--wrong"),
        List.of("probe"),
        List.of("probe", "app.war"),
        List.of("probe", "app.war", "http://a/b", "http://c/d"),
        List.of("probe", "app.war", "host/app"),
        List.of("probe", "app.war", "https://host/app?x"),
        List.of("probe", "app.war", "http://host/app", "--rate", "0"),
        List.of("probe", "app.war", "http://host/app", "--rate", "fast"),
        List.of("probe", "app.war", "http://host/app", "--requests", "20001"),
        List.of("probe", "app.war", "http://host/app", "--container", "none"),
        List.of("probe", "app.war", "http://host/app", "--context-path", "/x"),
        List.of("genkey", "ES256"),
        List.of("genkey", "--wrong"),
        List.of("genkey", "--alg"),
        List.of("genkey", "--alg", "none"),
        List.of("genkey", "--alg", "es256"),
        List.of("check", "a.war", "--container", "jetty", "--container", "tomcat"),
        List.of("--wrong"));
  }

  @ParameterizedTest
  @MethodSource("badArguments")
  void argumentsThatMakeNoSenseAreRefused(List<String> arguments) {
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("SB401").contains("--help", "docs/troubleshooting.md#sb401");
  }

  @Test
  void withoutArgumentsThereIsTheHelp() {
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("openapi", "check", "--context-path", "--version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "check --help", "openapi -h", "hash -h", "genkey --help"})
  void helpCanBeAskedFor(String arguments) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("openapi", "check", "hash", "genkey", "--output");
    assertThat(err()).isEmpty();
  }

  @Test
  void schemaPrintsTheStatementsOfADatabase() {
    assertThat(run("schema", "postgresql", "--table-prefix", "shop_")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("CREATE TABLE shop_token (", "INSERT INTO shop_schema");
    assertThat(run("schema", "derby")).isEqualTo(ExitCode.FAILED);
    assertThat(run("schema", "h2", "--table-prefix", "a;b")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("postgresql, h2, oracle, mysql or sqlserver", "--table-prefix");
  }

  /** The help is written by hand, beside the code that reads the options. */
  @Test
  void helpNamesWhatThereIs() {
    run("--help");
    assertThat(out())
        .contains("default: " + Limits.RATE, "from 1 to " + Limits.HIGHEST_RATE)
        .contains("default: " + Limits.REQUESTS, "from 1 to " + Limits.MOST_REQUESTS);
    for (Arguments.Command command : Arguments.Command.values()) {
      assertThat(out()).containsPattern("(?m)^" + command + " ");
      command.options().forEach(option -> assertThat(out()).contains(option + " "));
    }
    assertThat(out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void versionCanBeAskedFor() {
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("Servlet Bearer ");
  }

  @Test
  void addressWithAPasswordIsRefusedAndNotRepeated() {
    assertThat(run("probe", "app.war", "https://joe:hidden@host/app")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB401", "has a user name or a password").doesNotContain("hidden");
  }

  @Test
  void probeOfWhatIsNotProtectedProvesNothing() throws IOException {
    Archives open = Archives.withWebXml(app(LOCKED_SERVLET));
    Path war = open.war(folder.resolve("shop.war"));

    assertThat(run("probe", war.toString(), "http://127.0.0.1:1/shop")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB502", "calls nothing protected");
  }

  @Test
  void probeOfWhatWouldNotStartComparesNothing() throws IOException {
    Path war = locked(filter("other", "verfy", "issued")).war(folder.resolve("shop.war"));

    assertThat(run("probe", war.toString(), "http://127.0.0.1:1/shop"))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("would not start, and cannot be compared", "SB101");
  }

  @Test
  void probeWithoutAnAnswerProvesNothing() throws IOException {
    Path war = locked().war(folder.resolve("shop.war"));

    assertThat(run("probe", war.toString(), "http://127.0.0.1:1/shop")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("1 request in 0 s: not judged.");
    assertThat(err()).contains("SB502", "cannot be connected to", "docs/troubleshooting.md#sb502");
  }

  @Test
  void fileThatIsMissingOrNoArchiveIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.war"), "no archive");

    assertThat(run("check", folder.resolve("missing.war").toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("openapi", text.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("SB402") && line.contains("Name a WAR file"));
    assertThat(err()).contains("missing.war cannot be read: there is no such file.");
  }

  @Test
  void archiveWithoutWebXmlIsRefused() throws IOException {
    assertThat(check(new Archives().file("index.html", "x"))).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "it has no WEB-INF (of an EAR, name each WAR in it)");
  }

  @Test
  @DisplayName("an application of annotations alone has no web.xml, and an inventory all the same")
  void warWithoutWebXmlIsListed() throws IOException {
    Archives annotated = new Archives().file("WEB-INF/classes/META-INF/x.kotlin_module", "x");
    assertThat(check(annotated)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("does not guard", "open       / (default)");
    assertThat(err()).contains("SB209").doesNotContain("SB402");
  }

  @Test
  void archiveWithBrokenWebXmlIsRefused() throws IOException {
    assertThat(check(Archives.withWebXml("<web-app>"))).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "web.xml is no XML as it should be");
  }

  @Test
  void archiveWithTwoOfOneNameIsRefused() throws IOException {
    Path war = locked().file("WEB-INF/web.xmm", "<web-app/>").war(folder.resolve("shop.war"));
    String twice = Files.readString(war, ISO_8859_1).replace("web.xmm", "web.xml");
    Files.writeString(war, twice, ISO_8859_1);
    assertThat(run("check", war.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "it holds two entries WEB-INF/web.xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.txt", "WEB-INF/classes/../../../evil.class", "/etc/passwd"})
  void archiveThatLeadsOutsideIsRefused(String entry) throws IOException {
    assertThat(check(locked().file(entry, "x"))).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", entry + " leads outside");
  }

  @Test
  void nothingIsReadOutsideOfAFolder() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.class"), "x");
    Path root = locked().folder(folder.resolve("shop"));

    try (WebArchive archive = WebArchive.open(root)) {
      assertThat(archive.open("../../../secret")).isNull();
      assertThat(archive.file("../" + secret.getFileName())).isNull();
      assertThat(archive.file("a\0b")).isNull();
    }
  }

  @Test
  void whatIsAllProtectedOrNamedIsFine() throws IOException {
    assertThat(check(locked())).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out())
        .startsWith("Servlet Bearer guards /shop")
        .contains("protected  /api/items (items) by bearer [verify issued]")
        .endsWith("\n");
  }

  @Test
  void untouchedApplicationIsAnInventory() throws IOException {
    assertThat(check(Archives.withWebXml(app(LOCKED_SERVLET)))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out())
        .startsWith("Servlet Bearer does not guard /shop yet: web.xml declares no BearerFilter")
        .contains("open       /api/items (items)");
    assertThat(err()).contains("SB209", "/api/items (items)");
  }

  @Test
  void missingDispatchersAreReportedOnce() throws IOException {
    assertThat(check(as(locked(), Forwards.class))).isEqualTo(ExitCode.PROBLEMS);
    for (String type : List.of("FORWARD", "INCLUDE", "ASYNC")) {
      assertThat(err().lines().filter(line -> line.contains("<dispatcher>" + type)))
          .as(type)
          .hasSize(1);
    }
    assertThat(err()).doesNotContain("SB302 filter");
  }

  @Test
  void everyLineOfOutputIsFinished() throws IOException {
    String war = locked().war(folder.resolve("shop.war")).toString();
    for (List<String> command :
        List.of(
            List.of("check", war),
            List.of("check", war, "--container", "jetty"),
            List.of("openapi", war),
            List.of("genkey"),
            List.of("--version"),
            List.of("--help"))) {
      out.reset();
      run(command.toArray(String[]::new));
      assertThat(out()).as("%s", command).endsWith("\n");
    }
  }

  @Test
  void documentDoesNotReplaceTheApplication() throws IOException {
    Path war = locked().war(folder.resolve("shop.war"));
    byte[] before = Files.readAllBytes(war);
    String other = folder.resolve("x/../shop.war").toString();
    Files.createDirectory(folder.resolve("x"));
    for (String output : List.of(war.toString(), other)) {
      assertThat(run("openapi", war.toString(), "-o", output)).isEqualTo(ExitCode.FAILED);
      assertThat(err()).contains("SB402 the document would replace the application");
    }
    assertThat(war).hasBinaryContent(before);
  }

  @Test
  void folderIsReadLikeAFile() throws IOException {
    Path root = locked().folder(folder.resolve("shop"));

    assertThat(run("check", root.toString(), "--context-path", "/x/")).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("Servlet Bearer guards /x").contains("tokens     /x/token");
  }

  @Test
  void openServletIsFoundWithAndWithoutNames() throws IOException {
    String open = servlet("open", "com.example.Open") + servletMapping("open", "/open");

    assertThat(check(locked(open))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB209", "/open (open)", "add to openPaths: /open.");
    assertThat(out()).contains("open       /open (open)");

    err.reset();
    assertThat(check(Archives.withWebXml(app(COMPANION, FILTER, LOCKED_SERVLET))))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB209", "/ (default)", "*.jsp (jsp)");
  }

  @Test
  void settingThatStopsTheDeploymentIsFoundByBothCommands() throws IOException {
    Archives wrong = locked(filter("f", "autoEror", "x") + filterMapping("f", "/f"));

    assertThat(check(wrong)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB101", "Did you mean \"autoError\"?", "#sb101");
    out.reset();
    assertThat(run("openapi", folder.resolve("shop.war").toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "io.github.servletbearer.BearerFiter, true",
    "io.github.servletbearer.BearerServlet, true",
    "io.github.servletbearer.StrictPathFilter, false",
    "io.github.servletbearer.demo.Anything, false",
    "com.example.BearerFiter, false"
  })
  void filterOfAClassThatWeDoNotHaveIsNamed(String className, boolean found) throws IOException {
    String odd = otherFilter("odd", className);

    check(locked(odd));
    assertThat(err().contains("SB217 <filter> odd: " + className + " is no class"))
        .isEqualTo(found);
    assertThat(err().contains("BearerFilter or io.github")).isEqualTo(found);
  }

  @Test
  void servletOfAClassThatWeDoNotHaveIsNamed() throws IOException {
    String odd =
        servlet("odd", "io.github.servletbearer.BearerFilter") + servletMapping("odd", "/odd");

    assertThat(check(locked(odd))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "SB217 <servlet> odd: io.github.servletbearer.BearerFilter is no class",
            "Write io.github.servletbearer.BearerServlet.");
  }

  @ParameterizedTest
  @CsvSource({
    "dbPassword, s3cret, SB305",
    "client.secret, s3cret, SB305",
    "signing-key, s3cret, SB305",
    "dbPassword, file:/run/secrets/db, ''",
    "dbPassword, ${db.password}, ''",
    "dbPassword, '', ''",
    "passwordField, j_password, ''",
    "GoogleMapsApiKey, AIza, ''",
    "monkey, banana, ''"
  })
  void secretInClearIsFoundAndNotRepeated(String name, String value, String code)
      throws IOException {
    String parameter =
        "<context-param><param-name>"
            + name
            + "</param-name><param-value>"
            + value
            + "</param-value></context-param>";

    String named =
        "<context-param><param-name>bearer.publicParams</param-name>"
            + "<param-value>GoogleMapsApiKey, other</param-value></context-param>";

    assertThat(check(locked(parameter, named)))
        .isEqualTo(code.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS);
    assertThat(err()).contains(code).doesNotContain("s3cret");
  }

  @Test
  void settingThatStandsTwiceIsFound() throws IOException {
    String again = OPEN_PATHS.replace("/ *.jsp", "/*");

    assertThat(check(locked(again))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB103", "context-param bearer.openPaths");
    assertThat(check(locked(OPEN_PATHS))).isEqualTo(ExitCode.OK);
  }

  /** Solr's way: what answers stands before the lock, and reaches beyond it. */
  @Test
  void filterAheadIsFoundOnceAndMappedBehindItIsFine() throws IOException {
    String encoding = otherFilter("enc", "com.example.Enc");
    String mapping = filterMapping("enc", "/*");
    Archives ahead =
        Archives.withWebXml(app(OPEN_PATHS, COMPANION, encoding, mapping, FILTER, LOCKED_SERVLET));

    assertThat(check(ahead)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("partly     /api/items (items)", "unless answered by filter enc");
    assertThat(err().split("SB214", -1)).hasSize(2);
    err.reset();
    assertThat(check(locked(encoding, mapping))).as(this::err).isEqualTo(ExitCode.OK);
    String trusted =
        "<context-param><param-name>bearer.passThroughFilters</param-name>"
            + "<param-value>enc</param-value></context-param>";
    String webXml = app(OPEN_PATHS, trusted, COMPANION, encoding, mapping, FILTER, LOCKED_SERVLET);
    assertThat(check(Archives.withWebXml(webXml))).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("trusted    filter enc (com.example.Enc)");
  }

  @Test
  void filterAheadIsAnErrorWithoutOpenPathsToo() throws IOException {
    String encoding = otherFilter("enc", "com.example.Enc") + filterMapping("enc", "/*");

    check(Archives.withWebXml(app(COMPANION, encoding, FILTER, LOCKED_SERVLET)));

    assertThat(err().split("SB214", -1)).hasSize(2);
    assertThat(err()).contains("  SB214 other filters run before the bearer filter");
  }

  @Test
  void frontControllerIsKnownByTheSuperclassInTheArchive() throws IOException {
    String front = otherFilter("front", "com.example.Front") + filterMapping("front", "/*");
    byte[] type = classOf("com/example/Front", "com/example/Base", null);
    byte[] base = classOf("com/example/Base", "org/apache/wicket/protocol/http/WicketFilter", null);
    byte[] library = new Archives().file("com/example/Base.class", base).zip();
    Archives archive =
        locked(front)
            .file("WEB-INF/classes/com/example/Front.class", type)
            .file("WEB-INF/lib/base.jar", library);

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains("SB209 no bearer filter protects /* (filter front (Wicket)).", "openPaths: /*.");
  }

  @Test
  void webSocketEndpointOutsideOfTheMappingIsFound() throws IOException {
    String file = "WEB-INF/classes/com/example/Live.class";

    assertThat(check(locked().file(file, classOf("com/example/Live", "java/lang/Object", "/live"))))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB209", "/live (WebSocket com.example.Live)", "openPaths: /live.");
    out.reset();
    Archives inside =
        locked().file(file, classOf("com/example/Live", "java/lang/Object", "/api/{room}"));
    assertThat(check(inside)).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("protected  /api/* (WebSocket com.example.Live) by bearer");
  }

  /** A class file; with a path, annotated as a WebSocket endpoint. */
  private static byte[] classOf(String name, String superclass, String path) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, superclass, null);
    if (path != null) {
      AnnotationVisitor annotation =
          writer.visitAnnotation("Ljavax/websocket/server/ServerEndpoint;", true);
      annotation.visit("value", path);
      annotation.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  static final class Forwards {
    void call(ServletContext context, RequestDispatcher dispatcher) throws Exception {
      dispatcher.forward(null, null);
    }
  }

  static final class Includes {
    void call(RequestDispatcher dispatcher) throws Exception {
      dispatcher.include(null, null);
    }
  }

  static final class Dispatches {
    long number = 5_000_000_000L;
    double other = 1.5e300;

    void call(AsyncContext context) {
      context.dispatch("/x");
    }
  }

  static final class Registers {
    Object call(ServletContext context) {
      return context.addServlet("late", "com.example.Late");
    }
  }

  @WebServlet("/api/late")
  static final class Annotated extends HttpServlet {
    private static final long serialVersionUID = 1L;
  }

  static final class Asks {
    Object call(ServletContext context) {
      return context.getRequestDispatcher("/x");
    }
  }

  private static Archives as(Archives archive, Class<?> type) {
    return archive.file("WEB-INF/classes/com/example/App.class", Archives.bytesOf(type));
  }

  @ParameterizedTest
  @CsvSource({
    "Forwards, RequestDispatcher.forward, FORWARD",
    "Includes, RequestDispatcher.include, INCLUDE",
    "Dispatches, AsyncContext.dispatch, ASYNC",
    "Asks, ServletContext.getRequestDispatcher, FORWARD",
    "Asks, ServletContext.getRequestDispatcher, INCLUDE"
  })
  void filterThatMissesADispatchIsFound(String type, String call, String dispatch)
      throws IOException, ClassNotFoundException {
    Class<?> caller = Class.forName(MainTest.class.getName() + "$" + type);

    assertThat(check(as(locked(), caller))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "SB303",
            "<filter> bearer protects /api/*",
            "com.example.App calls " + call,
            "Add <dispatcher>" + dispatch + "</dispatcher>");
  }

  @ParameterizedTest
  @CsvSource({
    "2.3, Forwards, of version 2.3 does not allow: give it version 2.4 or later",
    "2.3, Includes, of version 2.3 does not allow: give it version 2.4 or later",
    "2.5, Forwards, <dispatcher>FORWARD</dispatcher> to its <filter-mapping>. See",
    "3.0, Dispatches, <dispatcher>ASYNC</dispatcher> to its <filter-mapping>. See"
  })
  void cureForAMissedDispatchFitsTheVersion(String version, String type, String cure)
      throws IOException, ClassNotFoundException {
    Class<?> caller = Class.forName(MainTest.class.getName() + "$" + type);
    String webXml = app(OPEN_PATHS, COMPANION, FILTER, LOCKED_SERVLET);
    Archives archive = Archives.withWebXml(ofVersion(version, webXml));

    assertThat(check(as(archive, caller))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains(cure);
  }

  @Test
  @DisplayName("before 3.0 a library's async dispatch is a warning, unless a servlet may make one")
  void asyncDispatchNeedsAServletThatMayMakeIt() throws IOException {
    String webXml = ofVersion("2.5", app(OPEN_PATHS, COMPANION, FILTER, LOCKED_SERVLET));
    String says = "<async-supported>true</async-supported></servlet>";
    String cure = "of version 2.5 does not allow: give it version 3.0 or later";

    assertThat(check(as(Archives.withWebXml(webXml), Dispatches.class))).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB303", "an open page can lead there", cure);
    String asynchronous = webXml.replaceFirst("</servlet>", says);
    assertThat(check(as(Archives.withWebXml(asynchronous), Dispatches.class)))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("com.example.App calls AsyncContext.dispatch", cure);
    Archives annotated =
        as(Archives.withWebXml(webXml), Dispatches.class)
            .file("WEB-INF/classes/com/example/Late.class", Archives.bytesOf(Annotated.class));
    assertThat(check(annotated)).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  @DisplayName("and unless code registers what may: a problem beside that of the code")
  void codeMayRegisterWhatDispatches() throws IOException {
    String webXml = ofVersion("2.5", app(OPEN_PATHS, COMPANION, FILTER, LOCKED_SERVLET));
    Archives registered =
        as(Archives.withWebXml(webXml), Dispatches.class)
            .file("WEB-INF/classes/com/example/Late.class", Archives.bytesOf(Registers.class));

    assertThat(check(registered)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB304", "com.example.App calls AsyncContext.dispatch");
  }

  private static String ofVersion(String version, String webXml) {
    if (version.equals("2.3")) {
      return "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
          + " \"http://java.sun.com/dtd/web-app_2_3.dtd\">"
          + webXml;
    }
    return webXml.replaceFirst("version=\"[0-9.]+\"", "version=\"" + version + "\"");
  }

  @Test
  void filterThatSeesTheDispatchIsFine() throws IOException {
    String also = filterMapping("bearer", "/*", "FORWARD");

    assertThat(check(as(locked(also), Forwards.class))).as(this::err).isEqualTo(ExitCode.OK);
  }

  @Test
  void forwardInALibraryIsFoundAndOursIsNot() throws IOException {
    byte[] theirs =
        new Archives().file("com/example/Lib.class", Archives.bytesOf(Forwards.class)).zip();
    byte[] ours =
        new Archives()
            .file(Archives.fileOf(Forwards.class), Archives.bytesOf(Forwards.class))
            .zip();

    assertThat(check(locked().file("WEB-INF/lib/a.jar", theirs))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("com.example.Lib calls RequestDispatcher.forward");
    assertThat(check(locked().file("WEB-INF/lib/b.jar", ours))).isEqualTo(ExitCode.OK);
  }

  @Test
  void forwardInAPageIsFound() throws IOException {
    assertThat(check(locked().file("WEB-INF/page.jsp", "<jsp:forward page='/api/items'/>")))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB303", "/WEB-INF/page.jsp has <jsp:forward>");
  }

  @Test
  @DisplayName("E3: check ends with 1 for reportOnly, whatever openPaths names")
  void reportOnlyIsAProblem() throws IOException {
    String trial =
        COMPANION
            + filter("bearer", "reportOnly", "true")
            + filterMapping("bearer", "/api/*")
            + "<context-param><param-name>bearer.openPaths</param-name>"
            + "<param-value>/*</param-value></context-param>";
    assertThat(check(Archives.withWebXml(app(trial)))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB307", "refuses NOTHING");
  }

  @Test
  @DisplayName(
      "E8: nothing asks for a mapping for ERROR, with which anonymous errors lose their page")
  void errorPagesNeedNoMapping() throws IOException {
    String page =
        "<error-page><error-code>404</error-code><location>/api/error</location></error-page>";

    assertThat(check(locked(page))).isEqualTo(ExitCode.OK);
    assertThat(err()).doesNotContain("ERROR");
    assertThat(check(locked(page, filterMapping("bearer", "/api/error", "ERROR"))))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void protectedWelcomeFileOfAnOpenFolderIsFound() throws IOException {
    String welcome =
        "<welcome-file-list><welcome-file>index.sec</welcome-file></welcome-file-list>";
    String filter = filter("sec") + filterMapping("sec", "*.sec", "REQUEST");

    assertThat(check(locked(welcome, filter).file("index.sec", "x"))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB303", "<filter> sec protects /index.sec", "FORWARD");
    assertThat(check(locked(welcome, filter).file("api/index.html", "x"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void classFileThatIsNoneIsRefused() throws IOException {
    assertThat(check(locked().file("WEB-INF/classes/Broken.class", "no class file")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "Broken is no class file");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.war, /shop",
    "SHOP.WAR, /SHOP",
    "shop, /shop",
    "ROOT.war, ''",
    "a#b.war, /a/b",
    "shop##12.war, /shop",
    "ROOT##12.war, ''",
    "some/where/shop.war, /shop"
  })
  void contextPathIsTheNameOfTheArchive(String file, String contextPath) {
    assertThat(Application.contextPathOf(Path.of(file))).isEqualTo(contextPath);
  }

  @Test
  void checkReportsWhatHappensOnAContainer() throws IOException {
    String war = locked().war(folder.resolve("shop.war")).toString();
    run("check", war, "--container", "jetty");
    assertThat(out())
        .contains(
            "paths      /* by StrictPathFilter",
            "On Jetty: a configuration with a problem stops the application.");
    out.reset();
    run("check", war, "--container", "tomcat");
    assertThat(out()).contains("On Tomcat: ", "StrictPathFilter");
    out.reset();
    run("check", war, "--container", "liberty");
    assertThat(out()).contains("On Liberty: an application whose configuration has a problem runs");
  }

  @Test
  void checkKnowsWhereTheInitializerDoesNotRun() throws IOException {
    String war =
        locked("<absolute-ordering><name>other</name></absolute-ordering>")
            .war(folder.resolve("shop.war"))
            .toString();
    run("check", war, "--container", "payara");
    assertThat(err()).contains("SB212 StrictPathFilter is not mapped");
  }

  @Test
  void checkKnowsTheNamesOfContainers() throws IOException {
    String war = locked().war(folder.resolve("shop.war")).toString();
    assertThat(run("check", war, "--container", "weblogic")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("--container is one of tomcat, jetty,");
  }
}
