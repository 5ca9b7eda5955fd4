// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.annotation.WebFilter;
import javax.servlet.annotation.WebInitParam;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What an application declares beside web.xml: followed, or reported as unknown. */
class DeclaredElsewhereTest {
  private static final String OPEN_PATHS =
      "<context-param><param-name>bearer.openPaths</param-name>"
          + "<param-value>/ *.jsp</param-value></context-param>";
  private static final String LOCKED =
      COMPANION
          + filter("bearer")
          + filterMapping("bearer", "/api/*", "REQUEST", "FORWARD", "INCLUDE", "ASYNC")
          + servlet("items", "com.example.Items")
          + servletMapping("items", "/api/items");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode check(Archives archive, String... options) throws IOException {
    return run("check", archive, options);
  }

  private ExitCode run(String command, Archives archive, String... options) throws IOException {
    out.reset();
    err.reset();
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add(archive.war(folder.resolve("shop.war")).toString());
    arguments.addAll(List.of(options));
    return Main.run(
        Passwords.in(InputStream.nullInputStream()),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Archives locked(String... more) {
    return Archives.withWebXml(app(OPEN_PATHS, LOCKED, String.join("", more)));
  }

  private static Archives complete() {
    String xml = app(OPEN_PATHS, LOCKED);
    return Archives.withWebXml(xml.replace("version=", "metadata-complete=\"true\" version="));
  }

  /** The class under a package that is not ours, of the same length. */
  private static String moved(String text) {
    return text.replace("servletbearer", "somebodyelses");
  }

  private static byte[] bytes(Class<?> type) {
    String file = new String(Archives.bytesOf(type), StandardCharsets.ISO_8859_1);
    return moved(file).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Archives with(Archives archive, Class<?>... types) {
    for (Class<?> type : types) {
      archive.file("WEB-INF/classes/" + moved(Archives.fileOf(type)), bytes(type));
    }
    return archive;
  }

  private static byte[] jar(String fragment, Class<?>... types) throws IOException {
    Archives jar = new Archives();
    if (!fragment.isEmpty()) {
      jar.file("META-INF/web-fragment.xml", fragment);
    }
    for (Class<?> type : types) {
      jar.file(moved(Archives.fileOf(type)), bytes(type));
    }
    return jar.zip();
  }

  private static String fragment(String name, String... parts) {
    return app(parts)
        .replace("web-app", "web-fragment")
        .replaceFirst(">", "><name>" + name + "</name>");
  }

  @WebServlet(
      name = "annotated",
      urlPatterns = {"/annotated", "/api/annotated"},
      initParams = @WebInitParam(name = "dbPassword", value = "s3cret"))
  static final class Annotated extends HttpServlet {}

  @WebServlet(name = "items", urlPatterns = "/elsewhere")
  static final class Overridden extends HttpServlet {}

  @WebFilter("/*")
  abstract static class Filters implements Filter {}

  private static Archives mappedHere(String name, String className, String pattern, String more)
      throws IOException {
    String declaration =
        "<filter><filter-name>"
            + name
            + "</filter-name><filter-class>"
            + className
            + "</filter-class></filter>";
    return Archives.withWebXml(
            app(
                OPEN_PATHS,
                filterMapping(name, pattern, "REQUEST", "FORWARD", "INCLUDE", "ASYNC"),
                more))
        .file("WEB-INF/lib/gate.jar", jar(fragment("gate-jar", declaration)));
  }

  @Test
  void filterOfFragmentThatWebXmlMapsMayAnswerFirst() throws IOException {
    assertThat(check(mappedHere("gate", "com.example.Gate", "/api/*", LOCKED)))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("partly     /api/items (items)").doesNotContain("protected  /api");
    assertThat(err()).contains("SB214", "filter gate (com.example.Gate) on /api/*");
  }

  @Test
  void ownFilterOfFragmentThatWebXmlMapsProtects() throws IOException {
    String open =
        LOCKED.substring(LOCKED.indexOf("</filter-mapping>") + "</filter-mapping>".length());
    Archives archive =
        mappedHere("lock", "io.github.servletbearer.BearerFilter", "/api/*", COMPANION + open);
    check(archive);
    assertThat(out()).contains("protected  /api/items (items) by lock");
    assertThat(err()).doesNotContain("SB204", "SB207", "SB209");
  }

  @WebFilter(filterName = "bare", urlPatterns = "/elsewhere")
  abstract static class Bare implements Filter {}

  @Test
  void annotatedFilterThatWebXmlMapsMayAnswerFirst() throws IOException {
    String mapping = filterMapping("bare", "/api/*", "REQUEST");
    check(with(Archives.withWebXml(app(OPEN_PATHS, mapping, LOCKED)), Bare.class));
    assertThat(err()).contains("SB214", "filter bare", "on /api/*");
  }

  @Test
  void annotatedServletIsListed() throws IOException {
    assertThat(check(with(locked(), Annotated.class))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out())
        .contains(
            "open       /annotated (annotated)",
            "protected  /api/annotated (annotated) by bearer [verify issued]");
    assertThat(err())
        .contains("SB209", "/annotated (annotated)", "SB305 <servlet> annotated")
        .doesNotContain("SB304", "s3cret");
  }

  @Test
  void annotationsCountForNothingWhereWebXmlIsComplete() throws IOException {
    assertThat(check(with(complete(), Annotated.class))).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).doesNotContain("annotated");
  }

  @Test
  void mappingOfWebXmlBeatsThatOfAnAnnotation() throws IOException {
    assertThat(check(with(locked(), Overridden.class))).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("/api/items (items)").doesNotContain("/elsewhere");
  }

  @Test
  void fragmentAndAnnotationsOfALibraryAreFollowed() throws IOException {
    String fragment =
        fragment(
            "lib",
            servlet("more", "com.example.More"),
            servletMapping("more", "/more"),
            "<security-constraint><web-resource-collection><url-pattern>/api/*</url-pattern>"
                + "</web-resource-collection><auth-constraint><role-name>clerk</role-name>"
                + "</auth-constraint></security-constraint>");

    assertThat(check(locked().file("WEB-INF/lib/a.jar", jar(fragment, Annotated.class))))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("open       /more (more)", "open       /annotated (annotated)");
    assertThat(err()).contains("SB301", "on /api/*").doesNotContain("SB304", "SB311");

    assertThat(check(complete().file("WEB-INF/lib/a.jar", jar(fragment, Annotated.class))))
        .as(this::err)
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void classesForLaterJvmsCount() throws IOException {
    String file = moved(Archives.fileOf(Annotated.class));
    Archives later = new Archives().file("META-INF/versions/9/" + file, bytes(Annotated.class));
    assertThat(check(locked().file("WEB-INF/lib/a.jar", later.zip()))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).containsOnlyOnce("open       /annotated (annotated)");

    later.file(file, bytes(Annotated.class));
    assertThat(check(locked().file("WEB-INF/lib/a.jar", later.zip()))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).containsOnlyOnce("open       /annotated (annotated)");
    assertThat(err()).contains("SB209").doesNotContain("SB208");
  }

  @Test
  void completeFragmentSilencesItsLibraryOnly() throws IOException {
    String complete = fragment("lib").replace("version=", "metadata-complete=\"true\" version=");
    assertThat(check(locked().file("WEB-INF/lib/a.jar", jar(complete, Annotated.class))))
        .as(this::err)
        .isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "<name>lib</name>, PROBLEMS",
    "<others/>, PROBLEMS",
    "<name>other</name>, OK",
    "'', OK",
  })
  void absoluteOrderingDecidesWhichLibrariesCount(String names, ExitCode code) throws IOException {
    String strict =
        "<filter><filter-name>strict</filter-name><filter-class>"
            + "io.github.servletbearer.StrictPathFilter</filter-class></filter>"
            + filterMapping("strict", "/*", "REQUEST");
    String ordering = "<absolute-ordering>" + names + "</absolute-ordering>";
    Archives archive =
        locked(strict, ordering)
            .file("WEB-INF/lib/a.jar", jar(fragment("lib"), Annotated.class, Registers.class));

    assertThat(check(archive)).as(this::err).isEqualTo(code);
    assertThat(out().contains("/annotated")).isEqualTo(code == ExitCode.PROBLEMS);
    assertThat(err().contains("SB304")).isEqualTo(code == ExitCode.PROBLEMS);
  }

  static class Registers {
    void call(ServletContext context) {
      context.addServlet("x", "y");
    }
  }

  static class Maps {
    void call(FilterRegistration.Dynamic filter) {
      filter.addMappingForUrlPatterns(null, true, "/*");
    }
  }

  abstract static class Template {
    void call(ServletContext context) {
      context.addFilter("x", "y");
    }
  }

  abstract static class Middle extends Template {}

  static final class Leaf extends Middle {}

  @Test
  void registrationByCodeIsUnknownOnceAndClearly() throws IOException {
    assertThat(check(with(locked(), Registers.class, Maps.class))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err().lines().filter(line -> line.contains("SB304")))
        .singleElement()
        .asString()
        .contains(
            "servlets, filters, mappings or WebSockets may be missing here",
            "Registers calls ServletContext.addServlet",
            "Maps calls FilterRegistration$Dynamic.addMappingForUrlPatterns",
            "#sb304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"javax", "jakarta"})
  void webSocketEndpointsByCodeAreUnknownToo(String root) throws IOException {
    ClassWriter config = new ClassWriter(0);
    String[] interfaces = {root + "/websocket/server/ServerApplicationConfig"};
    config.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Config", null, "java/lang/Object", interfaces);
    ClassWriter adds = new ClassWriter(0);
    adds.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Adds", null, "java/lang/Object", null);
    MethodVisitor call = adds.visitMethod(Opcodes.ACC_STATIC, "call", "()V", null, null);
    call.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        root + "/websocket/server/ServerContainer",
        "addEndpoint",
        "(Ljava/lang/Class;)V",
        true);
    Archives archive =
        locked()
            .file("WEB-INF/classes/Config.class", config.toByteArray())
            .file("WEB-INF/classes/Adds.class", adds.toByteArray());
    assertThat(check(archive)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "SB304",
            "Adds calls ServerContainer.addEndpoint; Config is a ServerApplicationConfig.");
  }

  @Test
  void whatIsUnknownIsOnlyAWarningWithoutOpenPaths() throws IOException {
    String all =
        COMPANION
            + filter("bearer")
            + filterMapping("bearer", "/*", "REQUEST", "FORWARD", "INCLUDE", "ASYNC");
    Archives archive = with(Archives.withWebXml(app(all)), Registers.class);
    assertThat(check(archive)).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB304");
  }

  @Test
  void documentSaysWhatItMayLack() throws IOException {
    assertThat(run("openapi", with(locked(), Registers.class))).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("{");
    assertThat(err()).contains("SB304", "Registers calls ServletContext.addServlet");

    assertThat(run("openapi", locked())).isEqualTo(ExitCode.OK);
    assertThat(err()).isEmpty();
  }

  @Test
  void templateThatNothingExtendsRegistersNothing() throws IOException {
    assertThat(check(with(locked(), Template.class, Middle.class)))
        .as(this::err)
        .isEqualTo(ExitCode.OK);
    assertThat(check(with(locked(), Template.class, Middle.class, Leaf.class)))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB304", "Template calls ServletContext.addFilter");
  }

  @Test
  void initializerOfLog4jAddsNothingThatAnswers() throws IOException {
    String log4j = "org/apache/logging/log4j/web/Log4jServletContainerInitializer";
    assertThat(check(withRegistrar(log4j))).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(err()).doesNotContain("SB304");
    assertThat(check(withRegistrar(log4j + "2"))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB304", "Initializer2 calls ServletContext.addFilter");
  }

  private static Archives withRegistrar(String name) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "onStartup", "()V", null, null);
    method.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        "javax/servlet/ServletContext",
        "addFilter",
        "(Ljava/lang/String;Ljava/lang/Class;)Ljavax/servlet/FilterRegistration$Dynamic;",
        true);
    byte[] jar = new Archives().file(name + ".class", writer.toByteArray()).zip();
    return locked().file("WEB-INF/lib/log4j-web.jar", jar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE web-app [<!ENTITY more SYSTEM \"more.xml\">]>",
        "<!DOCTYPE web-app [<!ENTITY more PUBLIC \"-//x//y\" \"more.xml\">]>",
        "<!DOCTYPE web-app [<!ENTITY % more SYSTEM \"more.xml\"> %more;]>",
        "<!DOCTYPE web-app SYSTEM \"more.xml\">",
        "<!DOCTYPE web-app PUBLIC \"-//x//y\" \"more.xml\">"
      })
  void externalEntityIsUnknown(String type) throws IOException {
    String xml = app(OPEN_PATHS, LOCKED, type.contains("% ") ? "" : "&more;");
    assertThat(check(Archives.withWebXml(type + xml))).as(this::err).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB304", "the external entity more").doesNotContain("file:");
  }

  @Test
  void dtdOfTheSpecificationIsNoSecret() throws IOException {
    String type =
        "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
            + " \"http://java.sun.com/dtd/web-app_2_3.dtd\" [<!ENTITY own \"clerk\">]>";
    String xml = app(OPEN_PATHS, LOCKED, "<description>&own;</description>");
    assertThat(check(Archives.withWebXml(type + xml))).as(this::err).isEqualTo(ExitCode.OK);
  }

  static final class CallsByName {
    Object call(ServletContext context) {
      return context.getNamedDispatcher("items");
    }
  }

  @Test
  void servletThatCanBeCalledByNameIsFound() throws IOException {
    assertThat(check(with(locked(), CallsByName.class))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err())
        .contains(
            "SB310",
            "CallsByName calls ServletContext.getNamedDispatcher",
            "may call items by name",
            "<servlet-name>items</servlet-name>, with the dispatchers FORWARD and INCLUDE");

    String mapped = filterMappingByServlet("bearer", "items", "FORWARD", "INCLUDE");
    assertThat(check(with(locked(mapped), CallsByName.class))).as(this::err).isEqualTo(ExitCode.OK);
    String half = filterMappingByServlet("bearer", "items", "FORWARD");
    assertThat(check(with(locked(half), CallsByName.class))).isEqualTo(ExitCode.PROBLEMS);
    String page = "<% application.getNamedDispatcher(\"items\").include(request, response); %>";
    assertThat(check(locked().file("page.jsp", page))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("SB310 /page.jsp has getNamedDispatcher");
  }

  @Test
  void descriptorThatLeadsPastFiltersIsFound() throws IOException {
    Archives archive = locked().file("WEB-INF/resin-web.xml", "<x url-regexp='^/x'/>");
    assertThat(check(archive)).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("SB219 WEB-INF/resin-web.xml has url-regexp: ");
    assertThat(check(archive, "--container", "resin")).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void rolesThatNothingNamesAreAWarning() throws IOException {
    check(locked());
    assertThat(err()).contains("SB311 web.xml declares no <security-role>", "the setting roles");
    check(locked("<security-role><role-name>user</role-name></security-role>"));
    assertThat(err()).doesNotContain("SB311");
    check(
        locked(
            "<context-param><param-name>bearer.roles</param-name><param-value>user</param-value>"
                + "</context-param>"));
    assertThat(err()).doesNotContain("SB311");
  }
}
