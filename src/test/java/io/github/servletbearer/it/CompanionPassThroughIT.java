// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter on everything lets the companion's own endpoints through, and nothing else. */
@ExtendWith(SharedServer.class)
class CompanionPassThroughIT {

  private final Http star;
  private final Http moved;

  CompanionPassThroughIT(Container server) {
    moved = new Http(server.base(), "/moved");
    star = new Http(server.base(), "/star");
  }

  @Test
  @DisplayName("login, document and docs page are reachable without a token")
  void companionIsReachable() {
    String token = star.login("johndoe", "secret");

    assertThat(star.get("/openapi.json").json("openapi")).isEqualTo("3.0.3");
    assertThat(star.get("/docs").status()).isEqualTo(200);
    assertThat(star.getWith(token, "/echo/x").json("remoteUser")).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("every file that the docs page names is reachable without a token")
  void assetsAreReachable() {
    String page = star.get("/docs").text();
    java.util.regex.Matcher references =
        java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page);
    int count = 0;
    while (references.find()) {
      String path =
          star.address("/docs").resolve(references.group(1)).getPath().substring("/star".length());
      assertThat(star.get(path).status()).as(path).isEqualTo(200);
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @DisplayName("everything else needs the token, be it near a companion's path")
  @ValueSource(
      strings = {
        "/tokens",
        "/token/",
        "/token/x",
        "/TOKEN",
        "/echo/token",
        "/openapi.json/x",
        "/openapi",
        "/documents/x",
        "/docs2",
        "/",
        "/static.txt",
        "/nowhere",
        "/WEB-INF/web.xml"
      })
  void everythingElseIsLocked(String path) {
    Answer answer = star.get(path);

    if (path.startsWith("/WEB-INF")) {
      assertThat(answer.status()).isIn(401, 404);
    } else {
      assertNotAuthenticated(answer, "star");
    }
    assertServletDidNotRun(answer);
  }

  @Test
  @DisplayName("a token opens static files and what does not exist, as before")
  void restWorksWithToken() {
    String token = star.login("johndoe", "secret");

    assertThat(star.getWith(token, "/static.txt").text()).isEqualTo("a static file");
    assertThat(star.getWith(token, "/nowhere").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("the companion works wherever the application puts it, and only there")
  void companionCanBeMoved() {
    Answer login = moved.form("/auth/token", "username", "johndoe", "password", "secret");
    assertThat(login.status()).isEqualTo(200);
    String token = login.json("access_token");
    assertThat(moved.getWith(token, "/hello").json("remoteUser")).isEqualTo("johndoe");
    assertThat(moved.get("/auth/docs").status()).isEqualTo(200);

    Document document = new Document(moved.get("/auth/openapi.json").json());
    assertThat(document.serverUrl()).isEqualTo("..");
    assertThat(document.json().toString()).contains("\"tokenUrl\":\"auth/token\"");
    for (String path : new String[] {"/hello", "/token", "/auth/other", "/docs", "/auth"}) {
      assertNotAuthenticated(moved.get(path), "moved");
    }
  }

  @Test
  @DisplayName("DP-6 nothing but its own files can be had below the docs page")
  void docsServesItsOwnFilesOnly() {
    for (String path :
        new String[] {
          "/docs/web.xml",
          "/docs/../WEB-INF/web.xml",
          "/docs/%2e%2e/WEB-INF/web.xml",
          "/docs/..;/WEB-INF/web.xml",
          "/docs/..%2fWEB-INF/web.xml",
          "/docs/assets.properties",
          "/docs/io/github/servletbearer/BearerFilter.class",
          "/docs/BearerFilter.class"
        }) {
      Answer answer = star.raw("GET /star" + path + " HTTP/1.1");
      assertThat(answer.status()).as(path).isIn(400, 401, 404);
      assertThat(answer.text()).doesNotContain("web-app", "swagger-ui.version");
    }
  }
}
