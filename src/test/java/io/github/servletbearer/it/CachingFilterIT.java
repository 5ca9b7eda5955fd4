// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ehcache's filter gives answers to one request to others. */
@Tag("long")
class CachingFilterIT {
  private static final String CACHE =
      "net.sf.ehcache.constructs.web.filter.SimplePageCachingFilter";
  private static final String CONFIGURATION =
      """
      <ehcache updateCheck="false">
        <defaultCache maxElementsInMemory="9" eternal="true"/>
        <cache name="SimplePageCachingFilter" maxElementsInMemory="9" eternal="true"/>
      </ehcache>
      """;

  /** By path and query alone it cannot be told from /api/x, which has no query. */
  private static final String OPEN = "/?api/xnull";

  @BeforeAll
  static void needsEhcache() {
    Frameworks.require("ehcache");
  }

  private static WebApp app(String name, WebXml webXml) {
    WebApp app =
        WebApp.at(name)
            .withBearer()
            .withTestClasses()
            .file("WEB-INF/classes/ehcache.xml", CONFIGURATION)
            .webXml(webXml.servlet("echo", EchoServlet.class, "/api/*").toString());
    Frameworks.jars("ehcache").forEach(app::withLibrary);
    return app;
  }

  private static WebXml locked() {
    return new WebXml().bearer("bearer", "/api/*").companion().filter("cache", CACHE);
  }

  private static WebXml twoCaches(WebXml webXml) {
    return webXml.filter("home", CACHE).mapFilter("cache", "/api/*").mapFilter("home", "/");
  }

  @Test
  @DisplayName("a cache that would give away answers to a token stops the start; one behind works")
  void givesNothingAway() {
    ServerSpec spec = ServerSpec.named("caching-filter");
    spec.app(app("/none", new WebXml().filter("cache", CACHE).mapFilter("cache", "/*")));
    spec.app(app("/two", twoCaches(new WebXml().filter("cache", CACHE))));
    spec.app(app("/shared", twoCaches(locked())));
    spec.app(app("/wide", locked().mapFilter("cache", "/*")));
    spec.app(app("/behind", locked().mapFilter("cache", "/api/*")));
    try (Container server = spec.start()) {
      Http none = new Http(server.base(), "/none");
      Answer answer = none.get("/api/x");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(none.get(OPEN).text()).as("what the rule is for").isEqualTo(answer.text());

      Http two = new Http(server.base(), "/two");
      Answer shared = two.get("/api/x");
      assertThat(shared.status()).isEqualTo(200);
      assertThat(two.get(OPEN).text()).as("a cache that two share").isEqualTo(shared.text());

      assertThat(new Http(server.base(), "/wide").get(OPEN).status()).isEqualTo(404);
      assertThat(new Http(server.base(), "/shared").get(OPEN).status()).isEqualTo(404);
      assertThat(server.console().has("SB218", "filter cache (Ehcache) sees /api/*, /token."))
          .isTrue();
      assertThat(server.console().has("SB218", "(Ehcache), home (Ehcache) sees /api/*.")).isTrue();

      Http behind = new Http(server.base(), "/behind");
      String token = behind.login("johndoe", "secret");
      assertThat(behind.get("/api/x").status()).isEqualTo(401);
      assertThat(behind.getWith(token, "/api/x").status()).isEqualTo(200);
      assertThat(behind.get("/api/x").status()).isEqualTo(401);
      assertThat(behind.get(OPEN).status()).isEqualTo(404);
    }
  }
}
