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
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletContext;
import javax.ws.rs.POST;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command {@code init} without {@code --write}: which block it prints for which application.
 */
class InitTest {
  private static final String ITEMS =
      servlet("items", "com.example.Items") + servletMapping("items", "/api/items", "*.do");
  private static final String FORWARDS = "WEB-INF/classes/com/example/App.class";
  private static final String DTD_2_3 =
      "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
          + " \"http://java.sun.com/dtd/web-app_2_3.dtd\">";

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A class that forwards, as most applications have one. */
  static final class Forwards {
    void call(RequestDispatcher dispatcher) throws Exception {
      dispatcher.forward(null, null);
    }
  }

  /** A class that registers servlets of which nothing is known. */
  static final class Registers {
    void call(ServletContext context) {
      context.addServlet("x", "com.example.X");
    }
  }

  private ExitCode run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        Passwords.in(InputStream.nullInputStream()),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private ExitCode init(Archives archive, String... options) throws IOException {
    Path war = archive.war(folder.resolve("shop.war"));
    String[] all = new String[options.length + 2];
    all[0] = "init";
    all[1] = war.toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return run(all);
  }

  /** Pastes what was printed into the application, and checks that. */
  private ExitCode checkWith(String block, String... parts) throws IOException {
    Archives archive =
        Archives.withWebXml(app(block, String.join("", parts)))
            .file("index.html", "x")
            .file(FORWARDS, Archives.bytesOf(Forwards.class));
    return run("check", archive.war(folder.resolve("with.war")).toString());
  }

  @Test
  void withoutOptionsEverythingIsLocked() throws Exception {
    assertThat(init(Archives.withWebXml(app(ITEMS)))).isEqualTo(ExitCode.OK);

    assertThat(err()).isEmpty();
    assertThat(out())
        .startsWith("<!-- Servlet Bearer for ")
        .contains("web.xml of version 3.0", "       /api/items  items\n", "       *.do  items\n")
        .contains("<url-pattern>/*</url-pattern>", "<async-supported>", "ASYNC", "/docs/*")
        .doesNotContain("openPaths", "StrictPathFilter");
    assertThat(checkWith(out(), ITEMS)).as(err()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing/*", "/ap/*", "/API/*", "*.xyz"})
  void lockOnNothingIsRefused(String lock) throws Exception {
    String items = servlet("items", "com.example.Items") + servletMapping("items", "/api/items");
    Archives archive = Archives.withWebXml(app(items)).file("pages/index.html", "x");
    assertThat(init(archive, "--lock", lock)).isNotEqualTo(ExitCode.OK);
    assertThat(err()).contains("no servlet, page or file", lock, "Lock what is there");
    assertThat(out()).isEmpty();

    assertThat(init(archive, "--lock", lock, "--lock", "/pages/*"))
        .as(err())
        .isEqualTo(ExitCode.OK);
    archive.file("WEB-INF/classes/com/example/Boot.class", Archives.bytesOf(Registers.class));
    assertThat(init(archive, "--lock", lock)).as("unknown servlets").isEqualTo(ExitCode.OK);
    assertThat(err()).contains("openPaths is left out. SB304", "calls ServletContext.addServlet");
  }

  @Test
  void lockWithTheContextPathIsWarnedOf() throws Exception {
    assertThat(init(Archives.withWebXml(app(ITEMS)), "--lock", "/shop/api/*"))
        .isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB204", "where no servlet is", "Write \"/api/*\", unless");
  }

  @Test
  void lockOnAFolderAloneIsRefused() throws Exception {
    assertThat(init(Archives.withWebXml(app(ITEMS)), "--lock", "/api/")).isNotEqualTo(ExitCode.OK);
    assertThat(err()).contains("/api/");
  }

  @Test
  void lockThatOtherPathsGetAroundIsWarnedOf() throws Exception {
    String lucee =
        servlet("cfml", "lucee.loader.servlet.CFMLServlet") + servletMapping("cfml", "*.cfm");
    Archives archive = Archives.withWebXml(app(lucee)).file("api/secret.cfm", "x");
    assertThat(init(archive, "--lock", "/api/*")).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB212 Lucee finds pages in any letter case", "/api/*.cfm");
    assertThat(checkWith(out(), lucee)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB212 Lucee");
  }

  /** A resource at the path where the login would be. */
  @javax.ws.rs.Path("/token")
  public static final class Tokens {
    @POST
    public String make() {
      return "";
    }
  }

  @Test
  void endpointsDoNotHideWhatAFrameworkAnswers() throws Exception {
    String jersey = "org.glassfish.jersey.servlet.ServletContainer";
    Archives archive =
        Archives.withWebXml(app(servlet("rest", jersey) + servletMapping("rest", "/*")))
            .file(
                "WEB-INF/classes/" + Archives.fileOf(Tokens.class), Archives.bytesOf(Tokens.class));

    assertThat(init(archive, "--lock", "/orders/*")).as(err()).isEqualTo(ExitCode.OK);
    assertThat(out()).contains(">/bearer/token<", ">/bearer/docs/*<");
  }

  @Test
  void whatStaysOpenIsNamed() throws Exception {
    Archives archive = Archives.withWebXml(app(ITEMS));

    assertThat(init(archive, "--lock", "/api/*", "--lock", "/reports")).isEqualTo(ExitCode.OK);

    assertThat(out())
        .contains("<url-pattern>/api/*</url-pattern>", "<url-pattern>/reports</url-pattern>")
        .contains("<param-value>*.do *.jsp /</param-value>");
    assertThat(checkWith(out(), ITEMS)).as(err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatStaysOpenIsNamedThoughItsNameHasABlank() throws Exception {
    String odd =
        servlet("odd", "com.example.Odd") + servletMapping("odd", "/a b/*", "/1,2", "/%25");
    Archives archive = Archives.withWebXml(app(ITEMS, odd));

    assertThat(init(archive, "--lock", "/api/*")).as(err()).isEqualTo(ExitCode.OK);

    assertThat(out()).contains("<param-value>*.do *.jsp / /%25 /1%2C2 /a%20b/*</param-value>");
    assertThat(checkWith(out(), ITEMS, odd)).as(err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatCannotBeFollowedKeepsOpenPathsAway() throws Exception {
    Archives archive =
        Archives.withWebXml(app(ITEMS))
            .file("WEB-INF/classes/com/example/R.class", Archives.bytesOf(Registers.class));

    assertThat(init(archive, "--lock", "/api/*")).isEqualTo(ExitCode.OK);

    assertThat(out()).doesNotContain("openPaths");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--container unknown", "--container jetty", ""})
  void filterOnPathsIsAddedWhereTheInitializerMayNotRun(String options) throws Exception {
    String[] lock = ("--lock /api/* " + options).trim().split(" ", -1);
    boolean isUnknown = options.endsWith("unknown");

    init(Archives.withWebXml(app(ITEMS)), lock);

    assertThat(out().contains("StrictPathFilter")).isEqualTo(isUnknown);
    init(Archives.withWebXml(app("<absolute-ordering/>", ITEMS)), lock);
    assertThat(out()).contains("io.github.servletbearer.StrictPathFilter");
    assertThat(checkWith(out(), ITEMS, "<absolute-ordering/>")).as(err()).isEqualTo(ExitCode.OK);
    init(Archives.withWebXml(app("<absolute-ordering/>", ITEMS)));
    assertThat(out()).as("all of it is locked").doesNotContain("StrictPathFilter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<web-app version='2.5'>", "<web-app>"})
  void filterOnPathsIsAddedWhereJettyRunsNoInitializer(String root) throws Exception {
    Archives archive =
        Archives.withWebXml(
            root + ITEMS.replace("<url-pattern>*.do</url-pattern>", "") + "</web-app>");

    init(archive, "--lock", "/api/*", "--container", "jetty");
    assertThat(out()).contains("StrictPathFilter");

    init(archive, "--lock", "/api/*");
    assertThat(out()).doesNotContain("StrictPathFilter");
    String xml = root + out() + ITEMS + "</web-app>";
    Path war = Archives.withWebXml(xml).war(folder.resolve("on-jetty.war"));
    run("check", war.toString());
    assertThat(err()).doesNotContain("SB212");
    run("check", war.toString(), "--container", "jetty");
    assertThat(err()).contains("SB212", "without async-supported before version 3.0");
  }

  @Test
  void filterOnPathsIsAddedWhereAnotherWouldServeBeforeIt() throws Exception {
    String pages =
        "<filter><filter-name>pages</filter-name><filter-class>"
            + "org.apache.wicket.protocol.http.WicketFilter</filter-class></filter>"
            + "<filter-mapping><filter-name>pages</filter-name><url-pattern>/*</url-pattern>"
            + "</filter-mapping>";
    Archives archive = Archives.withWebXml(app(pages, ITEMS));

    init(archive, "--lock", "/api/*");
    assertThat(out()).doesNotContain("StrictPathFilter");

    assertThat(init(archive, "--lock", "/api/*", "--container", "resin")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("StrictPathFilter");
  }

  @Test
  void applicationOf23IsLockedThoughItForwards() throws Exception {
    String xml = DTD_2_3 + "<web-app>" + ITEMS.replace("<url-pattern>*.do</url-pattern>", "");
    Archives archive =
        Archives.withWebXml(xml + "</web-app>").file(FORWARDS, Archives.bytesOf(Forwards.class));

    assertThat(init(archive)).isEqualTo(ExitCode.OK);

    assertThat(out())
        .contains("web.xml of version 2.3", "before every other filter-mapping")
        .contains("Its DTD fixes the order", "after the last servlet")
        .doesNotContain("dispatcher>", "async");
    assertThat(checkWith(out(), ITEMS)).as(err()).isEqualTo(ExitCode.OK);
    assertThat(err()).doesNotContain("SB303");
  }

  @Test
  void partOfAnApplicationThatForwardsNeedsTheDispatchers() throws Exception {
    String block =
        filter("bearer", "exclude", "/x") + filterMapping("bearer", "/*", "REQUEST") + COMPANION;

    assertThat(checkWith(block, ITEMS)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB303");
    String other =
        otherFilter("first", "com.example.First") + filterMapping("first", "/*", "REQUEST");
    String all = filter("bearer") + filterMapping("bearer", "/*", "REQUEST") + COMPANION;
    assertThat(checkWith(other + all, ITEMS)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).as("another filter comes first").contains("SB303", "SB214");
    assertThat(checkWith(all, ITEMS)).as(err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void applicationWithoutWebXmlGetsTheBlockOf30() throws Exception {
    assertThat(init(new Archives().file("index.html", "x"))).isEqualTo(ExitCode.OK);

    assertThat(out()).contains("There is no WEB-INF/web.xml yet", "<async-supported>");
    assertThat(checkWith(out())).as(err()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.war", "com/example/A.class", "shop/WEB-INF/web.xml"})
  void archiveThatIsNoWarIsRefused(String entry) throws Exception {
    Archives archive = new Archives().file("index.html", "x").file(entry, "x");
    assertThat(init(archive)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB403 this is no WAR", entry);
    assertThat(init(archive.file("WEB-INF/x", "x"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void foreignNamesCannotEndTheComment() throws Exception {
    String odd = servlet("a --> <b/>", "com.example.X") + servletMapping("a --> <b/>", "/--/-");

    assertThat(init(Archives.withWebXml(app(odd.replace("-->", "--&gt;").replace("<b/>", "b")))))
        .isEqualTo(ExitCode.OK);

    assertThat(out()).contains("/- -/- ").containsOnlyOnce("-->");
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "companion"})
  void applicationThatHasItAlreadyIsLeftAlone(String what) throws Exception {
    String ours = what.equals("filter") ? filter("b") + filterMapping("b", "/*") : COMPANION;

    assertThat(init(Archives.withWebXml(app(ours)))).isEqualTo(ExitCode.FAILED);

    assertThat(out()).isEmpty();
    assertThat(err()).contains("SB403 Servlet Bearer is in web.xml already", "check");
  }

  @Test
  void blockThatWouldNotStartIsSaid() throws Exception {
    String wrong =
        "<context-param><param-name>bearer.users</param-name>"
            + "<param-value>nobody knows</param-value></context-param>";

    assertThat(init(Archives.withWebXml(app(wrong, ITEMS)))).isEqualTo(ExitCode.PROBLEMS);

    assertThat(err()).contains("would not start with the block", "SB102");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "api", "/a*", "*.tar.gz", "*", "\"\"", "/a/*/b", "*."})
  void patternThatContainersReadDifferentlyIsRefused(String pattern) throws Exception {
    assertThat(init(Archives.withWebXml(app(ITEMS)), "--lock", pattern)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB401", "--lock is a url-pattern");
  }

  @Test
  void folderIsPrintedAndNotWritten() throws Exception {
    Path app = Archives.withWebXml(app(ITEMS)).folder(folder.resolve("app"));

    assertThat(run("init", app.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("init", app.toString(), "--write", folder + "/new.war"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB403", "is a folder", "copy this JAR to WEB-INF/lib");
  }

  @Test
  void fileThatExistsIsNotOverwritten() throws Exception {
    Path there = Files.writeString(folder.resolve("there.war"), "x");

    assertThat(init(Archives.withWebXml(app(ITEMS)), "--write", there.toString()))
        .isEqualTo(ExitCode.FAILED);

    assertThat(err()).contains("SB402", "is there already");
    assertThat(there).hasContent("x");
  }
}
