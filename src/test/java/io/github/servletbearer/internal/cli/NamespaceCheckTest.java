// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** {@code check} on applications for either name of the Servlet API, run by the javax JAR. */
class NamespaceCheckTest {
  private static final String FILTER = "io/github/servletbearer/BearerFilter";
  private static final String OBJECT = "java/lang/Object";
  private static final String ITEMS = "WEB-INF/classes/com/example/Items.class";
  private static final String OPEN_PATHS =
      "<context-param><param-name>bearer.openPaths</param-name>"
          + "<param-value>/ *.jsp</param-value></context-param>";

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode check(Archives archive) throws IOException {
    return run("check", archive);
  }

  private ExitCode run(String command, Archives archive) throws IOException {
    err.reset();
    return Main.run(
        Passwords.in(InputStream.nullInputStream()),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        command,
        archive.war(folder.resolve("shop.war")).toString());
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Archives shop(String... more) {
    return Archives.withWebXml(
        app(
            OPEN_PATHS,
            COMPANION,
            filter("bearer") + filterMapping("bearer", "/api/*", "REQUEST"),
            servlet("items", "com.example.Items") + servletMapping("items", "/api/items"),
            String.join("", more)));
  }

  private static byte[] type(String name, String superclass, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, superclass, interfaces);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] servletFor(String root) {
    return type("com/example/Items", root + "/servlet/http/HttpServlet");
  }

  /** The drop-in, as far as it is looked at. */
  private static byte[] jarFor(String root) throws IOException {
    String gson = "io/github/servletbearer/internal/shaded/gson/Gson";
    return new Archives()
        .file(FILTER + ".class", type(FILTER, OBJECT, root + "/servlet/Filter"))
        .file(gson + ".class", type(gson, OBJECT))
        .zip();
  }

  private static byte[] jarOf(String name, String... interfaces) throws IOException {
    return new Archives().file(name + ".class", type(name, OBJECT, interfaces)).zip();
  }

  @Test
  void partsThatFitAreFine() throws IOException {
    Archives archive =
        shop().file(ITEMS, servletFor("javax")).file("WEB-INF/lib/bearer.jar", jarFor("javax"));

    assertThat(check(archive)).as(this::err).isEqualTo(ExitCode.OK);
  }

  @Test
  void blockWithoutTheJarIsWarnedOf() throws IOException {
    assertThat(check(shop())).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB211 WEB-INF/lib has no Servlet Bearer", "Copy this JAR there");

    check(shop().file("WEB-INF/lib/bearer.jar", jarFor("javax")));
    assertThat(err()).doesNotContain("SB211");
  }

  @Test
  void thinJarWithoutItsLibrariesIsWarnedOf() throws IOException {
    Archives shop =
        shop()
            .file("WEB-INF/lib/thin.jar", jarOf(FILTER, "javax/servlet/Filter"))
            .file("WEB-INF/lib/gson.jar", jarOf("com/google/gson/Gson"));

    assertThat(check(shop)).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB211 WEB-INF/lib has the thin JAR", "Replace it by this JAR");

    check(shop.file("WEB-INF/lib/asm.jar", jarOf("org/objectweb/asm/ClassReader")));
    assertThat(err()).doesNotContain("SB211");
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta, javax, servlet-bearer-all-jakarta.jar.",
    "javax, jakarta, servlet-bearer-all.jar. Tomcat 10 and later run such an application from"
  })
  void jarForTheOtherServersIsFound(String application, String jar, String cure)
      throws IOException {
    Archives archive =
        shop().file(ITEMS, servletFor(application)).file("WEB-INF/lib/bearer.jar", jarFor(jar));

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "1 problem:",
            "SB306 <servlet> items (com.example.Items) is for "
                + application
                + ".servlet, and the Servlet Bearer in WEB-INF/lib is for "
                + jar
                + ".servlet. Replace it by "
                + cure,
            "docs/troubleshooting.md#sb306");
  }

  @Test
  void applicationThatThisJarCannotJudgeIsFound() throws IOException {
    Archives archive = shop().file(ITEMS, servletFor("jakarta"));
    String said =
        "SB306 the application is for jakarta.servlet, and this JAR for javax.servlet, so that it"
            + " cannot judge the application's classes. Run servlet-bearer-all-jakarta.jar";

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("1 problem:", said);
    assertThat(check(archive.file("WEB-INF/lib/bearer.jar", jarFor("jakarta"))))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("1 problem:", said);
  }

  @Test
  void documentIsNotWrittenWithoutTheOperations() throws IOException {
    assertThat(run("openapi", shop().file(ITEMS, servletFor("jakarta"))))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("/shop cannot be documented", "SB306");
    assertThat(run("openapi", shop().file(ITEMS, servletFor("javax")))).isEqualTo(ExitCode.OK);
    assertThat(run("openapi", shop().file(ITEMS, "no class file"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void bothJarsAreFound() throws IOException {
    Archives archive =
        shop()
            .file(ITEMS, servletFor("javax"))
            .file("WEB-INF/lib/a.jar", jarFor("javax"))
            .file("WEB-INF/lib/b.jar", jarFor("jakarta"));

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "1 problem:", "SB306 WEB-INF/lib has Servlet Bearer twice, for javax.servlet and");
  }

  @Test
  void oldJarBesideTheNewOneIsFound() throws IOException {
    Archives archive =
        shop()
            .file(ITEMS, servletFor("javax"))
            .file("WEB-INF/lib/servlet-bearer-1.0.0-all.jar", jarFor("javax"))
            .file("WEB-INF/lib/servlet-bearer-0.1.0.jar", jarFor("javax"));

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "SB306 WEB-INF/lib has Servlet Bearer 2 times: servlet-bearer-0.1.0.jar,"
                + " servlet-bearer-1.0.0-all.jar.",
            "Keep the newest");
  }

  @Test
  void ancestorInALibraryDecides() throws IOException {
    byte[] library =
        new Archives()
            .file("org/frame/Base.class", type("org/frame/Base", "org/frame/Root"))
            .file(
                "org/frame/Root.class",
                type("org/frame/Root", "java/lang/Object", "org/frame/Handler"))
            .file(
                "org/frame/Handler.class",
                type("org/frame/Handler", "java/lang/Object", "jakarta/servlet/Servlet"))
            .zip();
    Archives archive =
        shop()
            .file(ITEMS, type("com/example/Items", "org/frame/Base"))
            .file("WEB-INF/lib/frame.jar", library)
            .file("WEB-INF/lib/bearer.jar", jarFor("javax"));

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB306 <servlet> items (com.example.Items) is for jakarta.servlet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<listener><listener-class>com.example.Other</listener-class></listener>",
        "<filter><filter-name>other</filter-name><filter-class>com.example.Other</filter-class>"
            + "</filter>"
      })
  void filtersAndListenersDecideToo(String declaration) throws IOException {
    Archives archive =
        shop(declaration)
            .file(
                "WEB-INF/classes/com/example/Other.class",
                type("com/example/Other", "java/lang/Object", "jakarta/servlet/Other"))
            .file("WEB-INF/lib/bearer.jar", jarFor("javax"));

    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB306 <", "(com.example.Other) is for jakarta.servlet");
  }

  @Test
  void libraryThatKnowsBothIsFine() throws IOException {
    byte[] library =
        new Archives()
            .file(
                "org/lib/Support.class",
                type("org/lib/Support", "java/lang/Object", "jakarta/servlet/Filter"))
            .zip();
    Archives archive =
        shop()
            .file(ITEMS, servletFor("javax"))
            .file("WEB-INF/lib/both.jar", library)
            .file("WEB-INF/lib/bearer.jar", jarFor("javax"));

    assertThat(check(archive)).as(this::err).isEqualTo(ExitCode.OK);
  }

  @Test
  void classesThatAreTheirOwnAncestorsAreFine() throws IOException {
    Archives archive =
        shop()
            .file(ITEMS, type("com/example/Items", "com/example/Circle"))
            .file(
                "WEB-INF/classes/com/example/Circle.class",
                type("com/example/Circle", "com/example/Items"));

    assertThat(check(archive)).as(this::err).isEqualTo(ExitCode.OK);
  }
}
