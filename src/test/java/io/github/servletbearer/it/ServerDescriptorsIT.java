// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.ForeignFilter;
import io.github.servletbearer.it.app.FrontControllerFilter;
import io.github.servletbearer.it.server.ServerKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application's own descriptor for its server does to filters on paths. */
@Tag("long")
class ServerDescriptorsIT {
  private static final String JETTY =
      """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_9_3.dtd">
      <Configure class="org.eclipse.jetty.webapp.WebAppContext">
        <Call name="insertHandler">
          <Arg>
            <New class="org.eclipse.jetty.rewrite.handler.RewriteHandler">
              <Call name="addRule">
                <Arg>
                  <New class="org.eclipse.jetty.rewrite.handler.RewriteRegexRule">
                    <Set name="regex">/api/old/(.*)</Set>
                    <Set name="replacement">/open/$1</Set>
                  </New>
                </Arg>
              </Call>
            </New>
          </Arg>
        </Call>
      </Configure>
      """;

  private static final String RESIN =
      """
      <web-app xmlns="http://caucho.com/ns/resin">
        <servlet-mapping url-regexp="^/old/" servlet-name="echo"/>
      </web-app>
      """;

  private static final String INVOKER =
      """
      <servlet-mapping>
        <servlet-name>invoker</servlet-name>
        <url-pattern>/servlet/*</url-pattern>
      </servlet-mapping>
      """;

  private static WebApp app(String name, WebXml webXml) {
    return WebApp.at(name)
        .withBearer()
        .withTestClasses()
        .webXml(webXml.servlet("echo", EchoServlet.class, "/api/*").toString());
  }

  /** Without our lock, and with a filter in its place that answers all it sees. */
  private static WebXml foreign() {
    return new WebXml()
        .filter("front", FrontControllerFilter.class.getName())
        .mapFilter("front", "/api/*");
  }

  private static WebXml locked(String pattern) {
    return new WebXml().bearer("bearer", pattern).companion();
  }

  private static void assertPassesFilters(Container server, String path) {
    Http foreign = new Http(server.base(), "/foreign");
    assertThat(foreign.get("/api/x").has(ForeignFilter.ANSWERED)).isTrue();
    assertThat(foreign.get(path).has(EchoServlet.RAN)).as("what the rule is for").isTrue();
  }

  private static void assertStops(Container server, String path, String message) {
    Http locked = new Http(server.base(), "/locked");
    assertThat(locked.get("/api/x").status()).isEqualTo(503);
    assertThat(server.console().has("SB219", message)).isTrue();
    assertThat(new Http(server.base(), "/all").get(path).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("Jetty: a path rewritten inside of the application")
  void jettyRewritesInsideOfTheApplication() {
    String file = "WEB-INF/jetty-web.xml";
    ServerSpec spec = ServerSpec.named("jetty-web").on(ServerKind.JETTY_9).withModule("rewrite");
    spec.app(app("/foreign", foreign()).file(file, JETTY));
    spec.app(app("/locked", locked("/api/*")).file(file, JETTY));
    spec.app(app("/all", locked("/*")).file(file, JETTY));
    try (Container server = spec.start()) {
      assertPassesFilters(server, "/api/old/x");
      assertStops(server, "/api/old/x", file + " has RewriteRegexRule");
    }
  }

  @Test
  @DisplayName("Tomcat: a path that its valve rewrites is judged as the new one")
  void tomcatRewritesBeforeFiltersAreChosen() {
    String valve =
        "<Context><Valve className=\"org.apache.catalina.valves.rewrite.RewriteValve\"/></Context>";
    ServerSpec spec = ServerSpec.named("rewrite-valve");
    spec.app(
        app("/rewritten", locked("/api/*"))
            .file("META-INF/context.xml", valve)
            .file("WEB-INF/rewrite.config", "RewriteRule ^/strip/(.*)$ /$1 [NE]\n"));
    try (Container server = spec.start()) {
      Http http = new Http(server.base(), "/rewritten");
      assertThat(http.get("/strip/api/x").status()).isEqualTo(401);
      assertThat(http.get("/strip/%2561pi/x").status()).isEqualTo(400);
      assertThat(http.get("/strip/open/%252e%252e/api/x").status()).isEqualTo(400);
      String token = http.login("johndoe", "secret");
      assertThat(http.getWith(token, "/strip/api/x").has(EchoServlet.RAN)).isTrue();
    }
  }

  @Test
  @DisplayName("Resin: servlets that it does not list")
  void resinRunsServletsThatItDoesNotList() {
    String file = "WEB-INF/resin-web.xml";
    ServerSpec spec = ServerSpec.named("resin-web").on(ServerKind.RESIN_4);
    spec.app(app("/foreign", foreign()).file(file, RESIN));
    spec.app(app("/locked", locked("/api/*")).file(file, RESIN));
    spec.app(app("/all", locked("/*")).file(file, RESIN));
    spec.app(app("/invoker", locked("/api/*").raw(INVOKER)));
    try (Container server = spec.start()) {
      assertPassesFilters(server, "/old/x");
      assertStops(server, "/old/x", file + " has url-regexp");

      Http invoker = new Http(server.base(), "/invoker");
      assertThat(invoker.get("/api/x").status()).isEqualTo(401);
      assertThat(invoker.get("/servlet/echo").has(EchoServlet.RAN)).isTrue();
      assertThat(server.console().has("open       /servlet/* (invoker)")).isTrue();
    }
  }
}
