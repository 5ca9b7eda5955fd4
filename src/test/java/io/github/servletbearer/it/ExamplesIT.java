// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that was not written for this: the examples of the Tomcat distribution as they
 * ship, plus the drop-in JAR and the design's block. An untouched copy runs beside it.
 */
class ExamplesIT {

  private static Container server;
  private static Http examples;
  private static Http before;

  @BeforeAll
  static void start() {
    Path shipped = Kit.path("tomcat9.home").resolve("webapps/examples");
    server = ServerSpec.named("examples").app(TestApps.examples()).app("/before", shipped).start();
    examples = new Http(server.base(), "/examples");
    before = new Http(server.base(), "/before");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @DisplayName("its servlets answer 401 without and 200 with a token")
  @ValueSource(
      strings = {
        "HelloWorldExample",
        "RequestInfoExample",
        "RequestHeaderExample",
        "RequestParamExample",
        "CookieExample",
        "SessionExample"
      })
  void servletsAreLocked(String servlet) {
    String path = "/servlets/servlet/" + servlet;
    assertThat(before.get(path).status()).isEqualTo(200);

    Answer refused = examples.get(path);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
    Answer allowed = examples.getWith(examples.login("johndoe", "secret"), path);
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.text()).containsIgnoringCase("<html>");
  }

  @Test
  @DisplayName("a servlet's form works behind the lock: its parameters are its own")
  void parametersAreRead() {
    Answer answer =
        examples.post(
            "/servlets/servlet/RequestParamExample",
            "firstname=Ada&lastname=Lovelace",
            "Authorization",
            "Bearer " + examples.login("johndoe", "secret"));

    assertThat(answer.text()).contains("Ada", "Lovelace");
  }

  @Test
  @DisplayName("the document lists its servlets with locks, and nothing that is open")
  void documentListsServlets() {
    Document document = Document.of(examples);

    document.assertRequirementsAreDeclared();
    document.assertLocksAreTrue(examples);
    for (String servlet : new String[] {"HelloWorldExample", "RequestInfoExample"}) {
      assertThat(document.operation("get", "/servlets/servlet/" + servlet).isLocked()).isTrue();
    }
    assertThat(document.operation("post", "/servlets/servlet/RequestParamExample").isLocked())
        .isTrue();
    assertThat(document.json().toString()).doesNotContain("/async/", "/jsp/", "nonblocking");
  }

  @ParameterizedTest
  @DisplayName("JSPs, static files, other servlets and missing ones are as before")
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/servlets/index.html",
        "/servlets/helloworld.html",
        "/servlets/images/code.gif",
        "/jsp/index.html",
        "/jsp/jsp2/el/basic-arithmetic.jsp",
        "/jsp/jsp2/el/basic-comparisons.jsp",
        "/jsp/jsp2/simpletag/hello.jsp",
        "/jsp/include/inc.jsp",
        "/servletToJsp",
        "/async/async0",
        "/nowhere",
        "/WEB-INF/web.xml"
      })
  void restWorksAsBefore(String path) {
    Answer now = examples.get(path);
    Answer then = before.get(path);

    assertThat(now.status()).isEqualTo(then.status());
    assertThat(now.header("Content-Type")).isEqualTo(then.header("Content-Type"));
    assertThat(comparable(now)).isEqualTo(comparable(then));
  }

  /** Context path, times and session ids are the only differences that may be. */
  private static String comparable(Answer answer) {
    return answer
        .text()
        .replace("/examples", "/before")
        .replace("&#47;examples", "&#47;before")
        .replaceAll("[0-9A-F]{32}", "SESSION")
        .replaceAll("\\d{2}:\\d{2}:\\d{2}", "TIME")
        .replaceAll("\\b\\d{9,}\\b", "MILLIS");
  }

  @Test
  @DisplayName("the docs page is there")
  void docsPageIsThere() {
    assertThat(examples.get("/docs").status()).isEqualTo(200);
    assertThat(before.get("/docs").status()).isEqualTo(404);
  }
}
