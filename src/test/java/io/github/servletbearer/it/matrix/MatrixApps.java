// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.server.Distribution;
import io.github.servletbearer.it.server.JakartaDemo;
import io.github.servletbearer.it.server.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The applications of the matrix: the same for each server but for the servlet API. */
final class MatrixApps {

  /** In each answer that must not be seen without a token. */
  static final String DATA = "SECRET-DATA";

  /** The length of a static file with data, by which an answer to HEAD gives itself away. */
  static final int FILE_LENGTH = 4321;

  private static final String PACKAGE = "com.example.matrix.";

  private static final String COMPANION =
      """
      <servlet>
        <servlet-name>bearer</servlet-name>
        <servlet-class>io.github.servletbearer.BearerServlet</servlet-class>
        STARTUP
      </servlet>
      <servlet-mapping>
        <servlet-name>bearer</servlet-name>
        <url-pattern>/token</url-pattern>
        <url-pattern>/openapi.json</url-pattern>
        <url-pattern>/docs/*</url-pattern>
      </servlet-mapping>
      """;

  /** As a web.xml before version 3.0 declares a servlet. */
  private static final String WITHOUT_ASYNC =
      """
      <servlet>
        <servlet-name>without-async</servlet-name>
        <servlet-class>com.example.matrix.RelayServlet</servlet-class>
      </servlet>
      <servlet-mapping>
        <servlet-name>without-async</servlet-name>
        <url-pattern>/open/without-async/*</url-pattern>
      </servlet-mapping>
      """;

  private static final String SPRING_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <beans xmlns="http://www.springframework.org/schema/beans"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
             xsi:schemaLocation="http://www.springframework.org/schema/beans
                                 http://www.springframework.org/schema/beans/spring-beans.xsd">
        <bean class="com.example.matrix.spring.SecretController"/>
        <bean class="org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping"/>
        <bean class="org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter"/>
      </beans>
      """;

  /** What a companion servlet looks like in an application. */
  enum Companion {
    /** As README's block has it. */
    AT_START("<load-on-startup>1</load-on-startup>"),
    LATE(""),
    NONE("");

    private final String startup;

    Companion(String startup) {
      this.startup = startup;
    }

    private String xml() {
      return this == NONE ? "" : COMPANION.replace("STARTUP", startup);
    }
  }

  private final Pair pair;
  private final ServerKind kind;
  private final List<Path> bearer;
  private final Path plain;

  private MatrixApps(Pair pair, List<Path> bearer, Path plain) {
    this.pair = pair;
    kind = pair.kind();
    this.bearer = bearer;
    this.plain = plain;
  }

  static MatrixApps of(Pair pair) {
    boolean jakarta = pair.kind().isJakarta();
    Path jar = Kit.path(jakarta ? "jar.all-jakarta" : "jar.all");
    Path plain = AppCompiler.compile("plain", jakarta, List.of(servletApi(jakarta), jar));
    try {
      Files.delete(plain.resolve("com/example/matrix/LeftOut.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MatrixApps(pair, List.of(jar), plain);
  }

  private static Path servletApi(boolean jakarta) {
    return Distribution.jars(
            jakarta
                ? "jakarta.servlet:jakarta.servlet-api:5.0.0"
                : "javax.servlet:javax.servlet-api:3.0.1")
        .get(0);
  }

  /** The demo, unchanged. */
  Path demo() {
    return kind.isJakarta() ? JakartaDemo.war() : Kit.path("demo.war");
  }

  void addAll(ServerSpec spec) {
    spec.app("/demo", demo());
    spec.app(files());
    spec.app(front("/front", "/", "/api/secret"));
    spec.app(front("/star", "/*", "/api/secret"));
    spec.app(front("/extension", "*.do", "/api/secret.do"));
    spec.app(bare());
    spec.app(exclude());
    spec.app(exact());
    spec.app(plain("/plain", Companion.AT_START));
    spec.app(first());
    spec.app(plain("/late", Companion.LATE));
    if (hasSpring()) {
      List<Path> jars = springJars();
      List<Path> classPath = new ArrayList<>(jars);
      classPath.add(servletApi(false));
      Path classes = AppCompiler.compile("spring", false, classPath);
      spec.app(spring("/spring", "/", jars, classes));
      spec.app(spring("/springdo", "*.do", jars, classes));
    }
    for (WrongConfiguration wrong : WrongConfiguration.all()) {
      spec.app(wrong.app(this));
    }
  }

  /** Spring 5.3 is written for javax.servlet. */
  boolean hasSpring() {
    return !kind.isJakarta();
  }

  /**
   * Whether JSPs run: Undertow and Resin are embedded without a JSP compiler, and the compiler of
   * Payara and GlassFish is that of a JDK, while there is but a JRE of Java 8.
   */
  boolean hasJsp() {
    return switch (kind) {
      case UNDERTOW_2, RESIN_4 -> false;
      case PAYARA_5, GLASSFISH_5 -> pair.java() > 8;
      default -> true;
    };
  }

  /** The contexts of all applications that are configured well. */
  List<String> contexts() {
    List<String> contexts =
        new ArrayList<>(
            List.of(
                "/demo",
                "/files",
                "/front",
                "/star",
                "/extension",
                "/exclude",
                "/exact",
                "/plain",
                "/first",
                "/late"));
    if (hasSpring()) {
      contexts.addAll(List.of("/spring", "/springdo"));
    }
    return List.copyOf(contexts);
  }

  /** All resources that have data and are protected. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.add(Target.of("/files", "/legacy/file.txt"));
    targets.add(Target.of("/files", "/legacy/folder/"));
    targets.add(Target.of("/files", "/api/file.txt"));
    targets.add(Target.of("/front", "/api/secret"));
    targets.add(Target.of("/star", "/api/secret"));
    targets.add(Target.of("/extension", "/api/secret.do"));
    targets.add(Target.of("/exclude", "/api/secret"));
    targets.add(Target.of("/exclude", "/api/file.txt"));
    targets.add(Target.of("/exact", "/api/secret"));
    targets.add(Target.of("/exact", "/file.txt"));
    targets.add(Target.of("/plain", "/api/secret"));
    if (hasJsp()) {
      targets.add(Target.of("/files", "/legacy/page.jsp"));
      targets.add(Target.of("/files", "/api/page.jsp"));
      targets.add(Target.of("/exclude", "/api/page.jsp"));
      targets.add(Target.of("/exact", "/page.jsp"));
      targets.add(Target.of("/demo", "/legacy/items.jsp"));
    }
    if (hasSpring()) {
      targets.add(Target.of("/spring", "/api/secret"));
      targets.add(Target.of("/spring", "/api/files/x"));
      targets.add(Target.of("/springdo", "/api/secret.do"));
    }
    return List.copyOf(targets);
  }

  WebXml webXml() {
    return new WebXml().contextParam("bearer.roles", "user, admin");
  }

  /** An application with the drop-in and the servlets of {@code src/test/apps/plain}. */
  WebApp app(String contextPath, WebXml webXml, Companion companion) {
    WebApp app =
        WebApp.at(contextPath)
            .withClasses(plain)
            .file(
                "WEB-INF/web.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0"
                         metadata-complete="true">
                """
                    + webXml
                    + companion.xml()
                    + """
                      <welcome-file-list>
                        <welcome-file>index.html</welcome-file>
                      </welcome-file-list>
                      <security-role><role-name>user</role-name></security-role>
                      <security-role><role-name>admin</role-name></security-role>
                      </web-app>
                      """);
    bearer.forEach(app::withLibrary);
    return app.file("index.html", "open").file("public/page.txt", "open");
  }

  static String servlet(String name) {
    return PACKAGE + name;
  }

  static String fileWithData() {
    return (DATA + " in a file\n" + "x".repeat(FILE_LENGTH)).substring(0, FILE_LENGTH);
  }

  static String pageWithData() {
    return "<%@ page session=\"false\" %>" + DATA + " in a page: <%= 6 * 7 %>\n";
  }

  private WebApp files() {
    WebXml xml = webXml().bearer("bearer-filter", "/legacy/*").mapFilter("bearer-filter", "/api/*");
    WebApp app = app("/files", xml, Companion.AT_START);
    for (String folder : List.of("legacy", "api")) {
      app.file(folder + "/file.txt", fileWithData()).file(folder + "/page.jsp", pageWithData());
    }
    return app.file("legacy/folder/index.html", fileWithData());
  }

  private WebApp front(String contextPath, String urlPattern, String handler) {
    WebXml xml = webXml().bearer("bearer-filter", "/api/*").raw(front(urlPattern, handler));
    return app(contextPath, xml, Companion.AT_START);
  }

  private static String front(String urlPattern, String handler) {
    return """
    <servlet>
      <servlet-name>front</servlet-name>
      <servlet-class>com.example.matrix.FrontServlet</servlet-class>
      <init-param>
        <param-name>handler</param-name>
        <param-value>%s</param-value>
      </init-param>
    </servlet>
    <servlet-mapping>
      <servlet-name>front</servlet-name>
      <url-pattern>%s</url-pattern>
    </servlet-mapping>
    """
        .formatted(handler, urlPattern);
  }

  /** Has the drop-in among its libraries and uses nothing of it. */
  private WebApp bare() {
    return app("/bare", new WebXml().raw(front("/", "/none")), Companion.NONE);
  }

  /** Without the JAR: repairs what Jetty 9.4 leaves of stopped applications. */
  WebApp resetLoaders() {
    WebXml xml = new WebXml().servlet("reset", servlet("ResetLoadersServlet"), "/*");
    return WebApp.at("/reset").withClasses(plain).webXml(xml.toString());
  }

  /** A filter on everything, but for one folder. */
  private WebApp exclude() {
    WebXml xml =
        webXml()
            .bearer("bearer-filter", "/*", "exclude", "/open/*")
            .servlet("secret", servlet("SecretServlet"), "/api/secret")
            .servlet("late", servlet("FrontServlet"), "/open/*");
    return app("/exclude", xml, Companion.AT_START)
        .file("api/file.txt", fileWithData())
        .file("api/page.jsp", pageWithData());
  }

  /** Filters that are mapped to single paths. */
  private WebApp exact() {
    // Resin serves /file.txt/ as well, and the start asks for this.
    String below = kind == ServerKind.RESIN_4 ? "/*" : "";
    WebXml xml =
        webXml()
            .bearer("bearer-filter", "/api/secret")
            .mapFilter("bearer-filter", "/file.txt" + below)
            .mapFilter("bearer-filter", "/page.jsp" + below)
            .servlet("secret", servlet("SecretServlet"), "/api/secret");
    return app("/exact", xml, Companion.AT_START)
        .file("file.txt", fileWithData())
        .file("page.jsp", pageWithData());
  }

  /** For many logins of one user at the same moment. */
  private WebApp first() {
    WebXml xml =
        webXml()
            .contextParam("bearer.loginFailures", "100")
            .contextParam("bearer.loginFailuresPerAddress", "100");
    return plain("/first", xml, Companion.AT_START);
  }

  /** A protected servlet, and open ones beside it. */
  WebApp plain(String contextPath, Companion companion) {
    return plain(contextPath, webXml(), companion);
  }

  private WebApp plain(String contextPath, WebXml start, Companion companion) {
    WebXml xml =
        start
            .bearer("bearer-filter", "/api/*")
            .servlet("secret", servlet("SecretServlet"), "/api/secret")
            .servlet("relay", servlet("RelayServlet"), "/open/relay/*")
            .raw(WITHOUT_ASYNC)
            .servlet("counter", servlet("CounterServlet"), "/open/counter")
            .servlet("server", servlet("ServerServlet"), "/open/server");
    return app(contextPath, xml, companion);
  }

  /** The last Spring that runs on a server's Servlet API: 5.3 needs Servlet 3.1. */
  private List<Path> springJars() {
    boolean old = kind == ServerKind.TOMCAT_7 || kind == ServerKind.RESIN_4;
    String version = old ? "4.3.30.RELEASE" : "5.3.39";
    List<String> jars = new ArrayList<>();
    for (String name : List.of("webmvc", "web", "context", "beans", "core", "aop", "expression")) {
      jars.add("org.springframework:spring-" + name + ":" + version);
    }
    jars.add(
        old ? "commons-logging:commons-logging:1.2" : "org.springframework:spring-jcl:" + version);
    return Distribution.jars(jars.toArray(String[]::new));
  }

  private WebApp spring(String contextPath, String urlPattern, List<Path> jars, Path classes) {
    WebXml xml =
        webXml()
            .bearer("bearer-filter", "/api/*")
            .raw(
                """
                <servlet>
                  <servlet-name>spring</servlet-name>
                  <servlet-class>org.springframework.web.servlet.DispatcherServlet</servlet-class>
                  <init-param>
                    <param-name>contextConfigLocation</param-name>
                    <param-value>/WEB-INF/spring.xml</param-value>
                  </init-param>
                  <load-on-startup>2</load-on-startup>
                </servlet>
                <servlet-mapping>
                  <servlet-name>spring</servlet-name>
                  <url-pattern>%s</url-pattern>
                </servlet-mapping>
                """
                    .formatted(urlPattern))
            .filter("proxies", "org.springframework.web.filter.ForwardedHeaderFilter")
            .mapFilter("proxies", "/*", List.of("REQUEST"));
    WebApp app =
        app(contextPath, xml, Companion.AT_START)
            .withClasses(classes)
            .file("WEB-INF/spring.xml", SPRING_XML);
    jars.forEach(app::withLibrary);
    return app;
  }
}
