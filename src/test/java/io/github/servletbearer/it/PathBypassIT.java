// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that other products' matchers have read in another way than the container (Shiro, Spring
 * Security, Undertow and Jetty CVEs): with ours there is no second matcher to disagree.
 */
@ExtendWith(SharedServer.class)
class PathBypassIT {

  /** Ways to write "/api/x" below the context path; AREA stands for the folder. */
  private static final List<String> VARIANTS =
      List.of(
          "/AREA/x",
          "/AREA/",
          "/AREA",
          "/AREA;/x",
          "/AREA;a=b/x",
          "/AREA/x;jsessionid=0123456789",
          "/;/AREA/x",
          "/;a=b/AREA/x",
          "//AREA/x",
          "/AREA//x",
          "///AREA///x",
          "/./AREA/x",
          "/AREA/./x",
          "/nowhere/../AREA/x",
          "/nowhere/..;/AREA/x",
          "/nowhere/..;a=b/AREA/x",
          "/%2e/AREA/x",
          "/nowhere/%2e%2e/AREA/x",
          "/nowhere/%2e%2e;/AREA/x",
          "/nowhere/.%2e/AREA/x",
          "/AREA%2fx",
          "/%2fAREA/x",
          "/AREA%5cx",
          "/AREA\\x",
          "/nowhere\\..\\AREA/x",
          "/AREA/x%00",
          "/AREA%00/x",
          "/AREA/x%0a",
          "/AREA/x%0d%0a",
          "/AREA%20/x",
          "/AREA/x%20",
          "/%61pi/x",
          "/AREA/%78",
          "/%2561pi/x",
          "/API/x",
          "/AREA/x?/bare/x",
          "/AREA/x#/bare/x",
          "/AREA/x.sec",
          "/AREA/x/",
          "/AREA/x.",
          "/AREA/x;.js",
          "/AREA/x%3b.js",
          "/AREA/%c0%af",
          "/AREA/\u00e9");

  private final Http odd;
  private final Http lenient;
  private final Http unscanned;
  private final Http star;
  private final Http root;

  PathBypassIT(Container server) {
    odd = new Http(server.base(), "/odd");
    lenient = new Http(server.base(), "/lenient");
    unscanned = new Http(server.base(), "/unscanned");
    star = new Http(server.base(), "/star");
    root = new Http(server.base(), "");
  }

  static Stream<String> variants() {
    return VARIANTS.stream();
  }

  @ParameterizedTest
  @DisplayName("PD-1 no way to write a covered path reaches the servlet without a token")
  @MethodSource("variants")
  void noVariantReachesTheServlet(String variant) {
    String path = variant.replace("AREA", "api").replace("/bare/", "/nowhere/");

    assertServletDidNotRun(odd.raw("GET /odd" + path + " HTTP/1.1"));
    assertServletDidNotRun(odd.raw("POST /odd" + path + " HTTP/1.1"));
    assertServletDidNotRun(lenient.raw("GET /lenient" + path + " HTTP/1.1"));
    assertThat(unscanned.raw("GET /unscanned" + path + " HTTP/1.1").status())
        .as("where Tomcat does not look into the JAR")
        .isEqualTo(odd.raw("GET /odd" + path + " HTTP/1.1").status());
    assertServletDidNotRun(root.raw("GET " + path + "/hello HTTP/1.1"));
  }

  @ParameterizedTest
  @DisplayName("PD-1 no way to write a path reaches a servlet behind a filter on everything")
  @MethodSource("variants")
  void noVariantPassesTheFilterOnEverything(String variant) {
    String path = variant.replace("AREA", "echo").replace("/bare/", "/nowhere/");

    Answer answer = star.raw("GET /star" + path + " HTTP/1.1");
    assertServletDidNotRun(answer);
    assertThat(answer.status()).isNotEqualTo(200);
  }

  @Test
  @DisplayName("PD-1 control: with neither filter many of these paths do reach the servlet")
  void manyVariantsReachAnOpenServlet() {
    long reached =
        VARIANTS.stream()
            .map(variant -> variant.replace("AREA", "bare"))
            .map(path -> lenient.raw("GET /lenient" + path + " HTTP/1.1"))
            .filter(answer -> answer.has(EchoServlet.RAN))
            .count();

    assertThat(reached).isGreaterThanOrEqualTo(15);
  }

  @Test
  @DisplayName("PD-1 an absolute request target is matched like any other")
  void absoluteTargetIsCovered() {
    assertServletDidNotRun(odd.raw("GET http://" + odd.host() + "/odd/api/x HTTP/1.1"));
    assertServletDidNotRun(odd.raw("GET http://other.example/odd/api/x HTTP/1.1"));
  }

  @ParameterizedTest
  @DisplayName("exclude: what is named is open, exact or below")
  @ValueSource(strings = {"/open", "/open/", "/open/x/y", "/health", "/open/%40"})
  void excludedPathsAreOpen(String path) {
    Answer answer = star.raw("GET /star" + path + " HTTP/1.1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json("token")).isNull();
  }

  @ParameterizedTest
  @DisplayName("exclude: what is not exactly named stays locked")
  @ValueSource(strings = {"/healthy", "/health/x", "/opening", "/OPEN/x", "/echo/open/x", "/"})
  void otherPathsAreLocked(String path) {
    assertNotAuthenticated(star.raw("GET /star" + path + " HTTP/1.1"), "star");
  }

  @ParameterizedTest
  @DisplayName("exclude: an odd way to write a path is never excluded")
  @ValueSource(
      strings = {
        "/open/..;/echo/x",
        "/open/../echo/x",
        "/open/%2e%2e/echo/x",
        "/open/..%2fecho/x",
        "/open/..%5cecho/x",
        "/open/..\\echo/x",
        "/open;/../echo/x",
        "/open/;/../../echo/x",
        "/health/../echo/x",
        "/health;/../echo/x",
        "/open//../../echo/x"
      })
  void oddPathsAreNotExcluded(String path) {
    assertServletDidNotRun(star.raw("GET /star" + path + " HTTP/1.1"));
  }

  @Test
  @DisplayName("exclude: a valid path below an excluded prefix that hides odd parts is locked")
  void oddPartsBelowAnExclusionAreLocked() {
    for (String path : List.of("/open/a%5cb", "/open/a%3bb", "/open/a%0ab", "/open/a%7fb")) {
      Answer answer = star.raw("GET /star" + path + " HTTP/1.1");
      assertThat(answer.status()).as(path).isIn(400, 401, 404);
      assertServletDidNotRun(answer);
    }
  }
}
