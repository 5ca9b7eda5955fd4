// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import java.util.ArrayList;
import java.util.List;

/** One application of Spring MVC by four generations of Spring, each configured otherwise. */
final class SpringMvcApps {
  /** Its servlet is registered by code, which no command line runs. */
  static final FrameworkApp REGISTERED =
      new FrameworkApp(
          "spring-5.3",
          "initializer",
          List.of(
              "springmvc",
              "springmvc-methods",
              "springmvc-composed",
              "springmvc-inherited",
              "springmvc-java",
              "springmvc-initializer"),
          "/api/*",
          "",
          "/api/mappings");

  static final List<FrameworkApp> ALL = all();

  private static final String LOCATION = "contextConfigLocation";
  private static final String CONFIG = "com.example.shop.config.WebConfig";

  /** How Spring tells what it has mapped: until 3.0, and since. */
  private static final String URLS = "springmvc-urls";

  private static final String METHODS = "springmvc-methods";
  private static final String COMPOSED = "springmvc-composed";
  private static final String INHERITED = "springmvc-inherited";
  private static final String JAVA = "springmvc-java";

  private SpringMvcApps() {}

  private static List<FrameworkApp> all() {
    List<FrameworkApp> apps = new ArrayList<>();
    apps.add(app("spring-3.0", "xml", servlet("/api/*"), URLS));
    String location = param("init-param", LOCATION, "/WEB-INF/mvc.xml");
    apps.add(app("spring-3.0", "beans", servlet("*.do", location) + root(), URLS));
    apps.add(app("spring-3.2", "urls", servlet("*.do") + root(), URLS));
    location = param("init-param", LOCATION, "/WEB-INF/mvc.xml, classpath:beans/*.xml");
    apps.add(app("spring-3.2", "xml", servlet("/", location), METHODS));
    apps.add(app("spring-3.2", "java", servlet("/api/*", java(CONFIG)) + root(), METHODS, JAVA));
    String scan = java("com.example.shop");
    apps.add(app("spring-4.3", "package", servlet("/api/*", scan), METHODS, COMPOSED, JAVA));
    apps.add(app("spring-4.3", "import", servlet("/"), METHODS, COMPOSED));
    String namespace = param("init-param", "namespace", "shop");
    apps.add(app("spring-4.3", "do", servlet("*.do", namespace) + root(), METHODS, COMPOSED));
    String[] sources = {METHODS, COMPOSED, INHERITED};
    apps.add(app("spring-5.3", "xml", servlet("/api/*"), sources));
    apps.add(app("spring-5.3", "do", servlet("*.do"), sources));
    String[] withJava = {METHODS, COMPOSED, INHERITED, JAVA};
    apps.add(app("spring-5.3", "java", servlet("/", java(CONFIG)) + root(), withJava));
    apps.add(REGISTERED);
    return apps;
  }

  private static FrameworkApp app(
      String framework, String setup, String webXml, String... moreSources) {
    List<String> sources = new ArrayList<>(List.of("springmvc"));
    sources.addAll(List.of(moreSources));
    sources.add("springmvc-setups/" + framework + "-" + setup);
    boolean isByExtension = webXml.contains(">*.do<");
    boolean isFolder = webXml.contains(">/api/*<");
    return new FrameworkApp(
        framework,
        setup,
        sources,
        isByExtension ? "*.do" : isFolder ? "/api/*" : "/items/*",
        webXml,
        isByExtension ? "/mappings.do" : isFolder ? "/api/mappings" : "/mappings");
  }

  private static String servlet(String pattern, String... initParams) {
    return "<servlet><servlet-name>dispatcher</servlet-name>"
        + "<servlet-class>org.springframework.web.servlet.DispatcherServlet</servlet-class>\n"
        + String.join("", initParams)
        + "<load-on-startup>1</load-on-startup><async-supported>true</async-supported>"
        + "<multipart-config/></servlet>\n"
        + "<servlet-mapping><servlet-name>dispatcher</servlet-name><url-pattern>"
        + pattern
        + "</url-pattern></servlet-mapping>\n";
  }

  /** A context of classes, or of packages. */
  private static String java(String classesOrPackages) {
    String type = "org.springframework.web.context.support.AnnotationConfigWebApplicationContext";
    return param("init-param", "contextClass", type)
        + param("init-param", LOCATION, classesOrPackages);
  }

  /** A root context, with a controller that no servlet serves. */
  private static String root() {
    return param("context-param", LOCATION, "/WEB-INF/root.xml")
        + "<listener><listener-class>"
        + "org.springframework.web.context.ContextLoaderListener</listener-class></listener>\n";
  }

  private static String param(String element, String name, String value) {
    return String.format(
        "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>\n",
        element, name, value);
  }
}
