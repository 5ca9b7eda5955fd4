// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import java.util.ArrayList;
import java.util.List;

/**
 * One application of JAX-RS by its implementations, oldest and newest, each configured otherwise.
 */
final class JaxRsApps {
  static final List<FrameworkApp> ALL = all();

  private static final String SHOP = "com.example.shop";
  private static final String JERSEY_1 = "com.sun.jersey.spi.container.servlet.ServletContainer";
  private static final String JERSEY_2 = "org.glassfish.jersey.servlet.ServletContainer";
  private static final String RESTEASY = "org.jboss.resteasy.plugins.server.servlet.";
  private static final String CXF = "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet";

  /** Jersey tells its mappings here; RESTEasy by a resource of the test. */
  private static final String WADL = "/api/application.wadl";

  private static final String ROOT_WADL = "/application.wadl";

  private static final String REGISTRY = "/api/registry";
  private static final String ROOT_REGISTRY = "/registry";
  private static final String CXF_WADL = "/api?_wadl";

  private JaxRsApps() {}

  private static List<FrameworkApp> all() {
    List<FrameworkApp> apps = new ArrayList<>();
    addJersey1(apps);
    addJersey2(apps);
    addResteasy(apps);
    addCxf(apps);
    return apps;
  }

  private static void addJersey1(List<FrameworkApp> apps) {
    String packages = "com.sun.jersey.config.property.packages";
    String configClass = "com.sun.jersey.config.property.resourceConfigClass";
    apps.add(
        app(
            "jersey-1.0",
            "packages",
            WADL,
            servlet(
                JERSEY_1,
                configClass,
                "com.sun.jersey.api.core.PackagesResourceConfig",
                packages,
                SHOP)));
    apps.add(app("jersey-1.0", "everything", WADL, servlet(JERSEY_1)));
    apps.add(
        app(
            "jersey-1.19",
            "filter",
            WADL,
            filter(
                JERSEY_1,
                "/api/*",
                packages,
                SHOP,
                "com.sun.jersey.config.feature.FilterContextPath",
                "/api")));
    apps.add(app("jersey-1.19", "path", WADL, "", "jaxrs-path"));
    apps.add(
        app(
            "jersey-1.19",
            "application",
            WADL,
            servlet(JERSEY_1, "javax.ws.rs.Application", SHOP + ".NamedApplication")));
  }

  private static void addJersey2(List<FrameworkApp> apps) {
    String packages = "jersey.config.server.provider.packages";
    apps.add(
        app(
            "jersey-2.0",
            "classnames",
            WADL,
            servlet(
                JERSEY_2,
                "jersey.config.server.provider.classnames",
                SHOP + ".ItemResource;" + SHOP + ".JsonProvider," + SHOP + ".PageResource"),
            "jaxrs2"));
    apps.add(
        app(
            "jersey-2.0",
            "filter",
            WADL,
            filter(
                JERSEY_2,
                "/api/*",
                packages,
                SHOP,
                "jersey.config.servlet.filter.contextPath",
                "/api"),
            "jaxrs2"));
    apps.add(app("jersey-2.47", "path", WADL, "", "jaxrs2", "jaxrs-path"));
    apps.add(
        app(
            "jersey-2.47",
            "default",
            WADL,
            "<servlet><servlet-name>javax.ws.rs.core.Application</servlet-name>"
                + "<async-supported>true</async-supported></servlet>"
                + mapping("javax.ws.rs.core.Application", "/api/*"),
            "jaxrs2"));
    apps.add(app("jersey-2.47", "packages", WADL, servlet(JERSEY_2, packages, SHOP), "jaxrs2"));
    apps.add(
        app(
            "jersey-2.47",
            "config",
            WADL,
            servlet(JERSEY_2, "javax.ws.rs.Application", SHOP + ".ShopConfig"),
            "jaxrs2",
            "jersey2"));
    apps.add(
        new FrameworkApp(
            "jersey-2.47",
            "filter",
            List.of("jaxrs", "jaxrs2"),
            "/items/*",
            filter(
                JERSEY_2,
                "/*",
                packages,
                SHOP,
                "jersey.config.servlet.filter.staticContentRegex",
                "/(token|openapi.json|docs)"),
            ROOT_WADL));
    apps.add(
        app(
            "jersey-2.47",
            "application",
            WADL,
            servlet(JERSEY_2, "javax.ws.rs.Application", SHOP + ".NamedApplication")));
  }

  private static void addResteasy(List<FrameworkApp> apps) {
    String shared =
        param("context-param", "resteasy.servlet.mapping.prefix", "/api")
            + param("context-param", "resteasy.providers", SHOP + ".JsonProvider")
            + param("context-param", "resteasy.resources", resteasyClasses())
            + "<listener><listener-class>"
            + RESTEASY
            + "ResteasyBootstrap</listener-class></listener>\n";
    String servlet = servlet(RESTEASY + "HttpServletDispatcher");
    apps.add(app("resteasy-2.3", "resources", REGISTRY, shared + servlet, "resteasy"));
    String filter = filter(RESTEASY + "FilterDispatcher", "/api/*");
    apps.add(app("resteasy-2.3", "filter", REGISTRY, shared + filter, "resteasy"));
    apps.add(app("resteasy-4.7", "path", REGISTRY, "", "jaxrs2", "jaxrs-path", "resteasy"));
    String[] application = {
      "javax.ws.rs.Application",
      SHOP + ".RegistryApplication",
      "resteasy.servlet.mapping.prefix",
      "/api"
    };
    servlet = servlet(RESTEASY + "HttpServlet30Dispatcher", application);
    apps.add(app("resteasy-4.7", "application", REGISTRY, servlet, "resteasy"));
    apps.add(
        new FrameworkApp(
            "resteasy-4.7",
            "slash",
            List.of("jaxrs", "resteasy"),
            "/items/*",
            element("servlet", RESTEASY + "HttpServlet30Dispatcher", application[0], application[1])
                + mapping("rest", "/"),
            ROOT_REGISTRY));
    filter = filter(RESTEASY + "FilterDispatcher", "/api/*", application);
    apps.add(app("resteasy-4.7", "filter", REGISTRY, filter, "resteasy"));
  }

  private static String resteasyClasses() {
    return SHOP + ".ItemResource," + SHOP + ".SearchResource," + SHOP + ".RegistryResource";
  }

  private static void addCxf(List<FrameworkApp> apps) {
    String classes = SHOP + ".ItemResource, " + SHOP + ".SearchResource";
    apps.add(
        app(
            "cxf-2.2",
            "classes",
            CXF_WADL,
            servlet(
                CXF,
                "jaxrs.serviceClasses",
                classes.replace(",", " "),
                "jaxrs.providers",
                SHOP + ".JsonProvider")));
    apps.add(
        app(
            "cxf-2.2",
            "spring",
            CXF_WADL,
            param("context-param", "contextConfigLocation", "/WEB-INF/shop-beans.xml")
                + "<listener><listener-class>"
                + "org.springframework.web.context.ContextLoaderListener"
                + "</listener-class></listener>\n"
                + servlet("org.apache.cxf.transport.servlet.CXFServlet"),
            "jaxrs-cxf"));
    apps.add(
        app(
            "cxf-2.7",
            "classes",
            CXF_WADL,
            servlet(
                CXF, "jaxrs.serviceClasses", classes, "jaxrs.providers", SHOP + ".JsonProvider")));
    apps.add(
        app(
            "cxf-3.6",
            "classes",
            CXF_WADL,
            servlet(
                CXF,
                "jaxrs.serviceClasses",
                classes + ", " + SHOP + ".PageResource",
                "jaxrs.providers",
                SHOP + ".JsonProvider"),
            "jaxrs2"));
    apps.add(
        app(
            "cxf-3.6+spring-5.3",
            "scan",
            CXF_WADL,
            param("context-param", "contextConfigLocation", "classpath*:META-INF/shop-*.xml")
                + "<listener><listener-class>"
                + "org.springframework.web.context.ContextLoaderListener"
                + "</listener-class></listener>\n"
                + servlet("org.apache.cxf.transport.servlet.CXFServlet"),
            "jaxrs2",
            "jaxrs-cxf-scan"));
    apps.add(
        app(
            "cxf-3.6",
            "application",
            CXF_WADL,
            servlet(CXF, "javax.ws.rs.Application", SHOP + ".NamedApplication")));
  }

  private static FrameworkApp app(
      String framework, String setup, String listing, String webXml, String... more) {
    List<String> sources = new ArrayList<>(List.of("jaxrs"));
    sources.addAll(List.of(more));
    return new FrameworkApp(framework, setup, sources, "/api/*", webXml, listing);
  }

  private static String servlet(String className, String... initParams) {
    return element("servlet", className, initParams) + mapping("rest", "/api/*");
  }

  private static String mapping(String servlet, String pattern) {
    return "<servlet-mapping><servlet-name>"
        + servlet
        + "</servlet-name><url-pattern>"
        + pattern
        + "</url-pattern></servlet-mapping>\n";
  }

  private static String filter(String className, String pattern, String... initParams) {
    return element("filter", className, initParams)
        + "<filter-mapping><filter-name>rest</filter-name><url-pattern>"
        + pattern
        + "</url-pattern></filter-mapping>\n";
  }

  private static String element(String kind, String className, String... initParams) {
    StringBuilder xml = new StringBuilder();
    xml.append(String.format("<%1$s><%1$s-name>rest</%1$s-name><%1$s-class>", kind));
    xml.append(className).append(String.format("</%s-class>", kind));
    for (int i = 0; i < initParams.length; i += 2) {
      xml.append(param("init-param", initParams[i], initParams[i + 1]));
    }
    return xml.append("<async-supported>true</async-supported></")
        .append(kind)
        .append(">\n")
        .toString();
  }

  private static String param(String element, String name, String value) {
    return String.format(
        "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>\n",
        element, name, value);
  }
}
