// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.HelloServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The thin JAR without the optional library for keys and signatures. */
class ThinJarIT {

  private static Container server;

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("thin")
            .app(app("/opaque", new WebXml().bearer("bearer", "/api/*")))
            .app(
                app(
                    "/jwt",
                    new WebXml()
                        .contextParam("bearer.tokenFormat", "jwt")
                        .contextParam("bearer.issuer", "https://thin.example.com")
                        .contextParam("bearer.signingKey", "env:NONE")
                        .bearer("bearer", "/api/*")))
            .app(
                app(
                    "/jwks",
                    new WebXml()
                        .contextParam("bearer.issuer", "https://thin.example.com")
                        .contextParam("bearer.audience", "api")
                        .contextParam("bearer.jwksUri", "https://thin.example.com/jwks.json")
                        .bearer("bearer", "/api/*", "verify", "jwks")))
            .app(WebApp.at("/bare").withLibrary(WebApp.thinJar()).webXml(block()))
            .app(WebApp.at("/twice").withBearer().withThinBearer().webXml(block()))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String block() {
    return new WebXml().bearer("bearer", "/api/*").companion().toString();
  }

  private static WebApp app(String contextPath, WebXml xml) {
    return WebApp.at(contextPath)
        .withThinBearer()
        .withTestClasses()
        .webXml(xml.companion().servlet("hello", HelloServlet.class, "/api/hello").toString());
  }

  @Test
  void everythingOpaqueWorks() {
    Http app = new Http(server.base(), "/opaque");
    assertThat(app.get("/api/hello").status()).isEqualTo(401);
    assertThat(app.getWith("bad.token.here", "/api/hello").status()).isEqualTo(401);
    assertThat(app.getWith(app.login("johndoe", "secret"), "/api/hello").status()).isEqualTo(200);
    assertThat(app.get("/openapi.json").text()).contains("OAuth2PasswordBearer", "/api/hello");
  }

  @ParameterizedTest
  @CsvSource({"/jwt, tokenFormat=jwt", "/jwks, verify=jwks"})
  void settingThatNeedsTheLibrarySaysSo(String contextPath, String setting) {
    assertThat(server.console().lines())
        .anyMatch(line -> line.contains(setting + " needs nimbus-jose-jwt"));
    assertThat(new Http(server.base(), contextPath).get("/api/hello").status()).isEqualTo(404);
  }

  @Test
  void withoutTheLibrariesThatItNeedsTheLogNamesTheDropIn() {
    assertThat(server.console().has("SB213", "NoClassDefFoundError: ", "Take the drop-in JAR"))
        .isTrue();
    assertThat(new Http(server.base(), "/bare").get("/api/hello").status()).isEqualTo(404);
  }

  @Test
  void secondJarIsWarnedOf() {
    assertThat(server.console().has("SB306", "more than once: ", "-all.jar, ", "Keep the newest"))
        .isTrue();
  }
}
