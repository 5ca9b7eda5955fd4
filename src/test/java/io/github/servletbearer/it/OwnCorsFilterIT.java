// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.TestApps.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.TableVerifier;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CO-3: the application's own CORS filter, here Tomcat's, before a bearer filter and behind it. */
class OwnCorsFilterIT {
  private static Container server;

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("own-cors")
            .app(app("/ahead", true))
            .app(app("/behind", false))
            .app(app("/both", true, "bearer.corsAllowedOrigins", FRONTEND))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebApp app(String contextPath, boolean corsFirst, String... shared) {
    WebXml xml = new WebXml();
    for (int i = 0; i < shared.length; i += 2) {
      xml.contextParam(shared[i], shared[i + 1]);
    }
    xml.filter(
        "cors",
        "org.apache.catalina.filters.CorsFilter",
        "cors.allowed.origins",
        FRONTEND,
        "cors.allowed.headers",
        "Authorization,traceparent");
    if (corsFirst) {
      xml.mapFilter("cors", "/*", List.of("REQUEST"));
    }
    xml.bearer("bearer", "/api/*", "verify", TableVerifier.class.getName());
    if (!corsFirst) {
      xml.mapFilter("cors", "/*", List.of("REQUEST"));
    }
    xml.companion().servlet("api", EchoServlet.class, "/api/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  private static Answer preflight(String contextPath) {
    return new Http(server.base(), contextPath)
        .send(
            "OPTIONS",
            "/api/x",
            null,
            "Origin",
            FRONTEND,
            "Access-Control-Request-Method",
            "GET",
            "Access-Control-Request-Headers",
            "authorization,traceparent");
  }

  private static Answer call(String contextPath, String... headers) {
    return new Http(server.base(), contextPath).get("/api/x", headers);
  }

  @Test
  @DisplayName("before ours it answers preflights, refusals can be read, and nothing opens")
  void aheadItWorks() {
    assertThat(preflight("/ahead").status()).isEqualTo(200);
    assertThat(preflight("/ahead").header("Access-Control-Allow-Headers")).contains("traceparent");
    Answer refused = call("/ahead", "Origin", FRONTEND);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers("Access-Control-Allow-Origin")).containsExactly(FRONTEND);
    Answer allowed = call("/ahead", "Origin", FRONTEND, "Authorization", "Bearer good");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.headers("Access-Control-Allow-Origin")).containsExactly(FRONTEND);
    assertThat(server.console().lines())
        .anyMatch(line -> line.contains("protected  /api/*") && line.contains("api"));
  }

  @Test
  @DisplayName("behind ours it sees no preflight, and the start says so")
  void behindItIsReported() {
    assertThat(preflight("/behind").status()).isEqualTo(401);
    assertThat(warnings()).anyMatch(line -> line.contains("comes after the bearer filter"));
  }

  @Test
  @DisplayName("beside corsAllowedOrigins the start says that one of them has to go")
  void besideOursItIsReported() {
    assertThat(warnings())
        .anyMatch(line -> line.contains("and so does corsAllowedOrigins"))
        .hasSize(2);
  }

  private static List<String> warnings() {
    return server.console().lines().stream().filter(line -> line.contains("SB216")).toList();
  }
}
