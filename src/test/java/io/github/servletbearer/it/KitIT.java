// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.servletbearer.it.app.EchoServlet;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kit itself, on a server without anything of ours: what it must see, and must not hide. */
class KitIT {

  private static Container server;
  private static Http http;

  @BeforeAll
  static void start() {
    WebApp plain =
        WebApp.at("/plain")
            .withTestClasses()
            .file("page.jsp", "<%@ page session=\"false\" %>${1 + 1}")
            .webXml(
                """
                <servlet>
                  <servlet-name>echo</servlet-name>
                  <servlet-class>io.github.servletbearer.it.app.EchoServlet</servlet-class>
                </servlet>
                <servlet-mapping>
                  <servlet-name>echo</servlet-name>
                  <url-pattern>/echo/*</url-pattern>
                </servlet-mapping>
                """);
    WebApp broken = WebApp.at("/broken").webXml("<filter><filter-name>f</filter-name></filter>");
    server = ServerSpec.named("kit").app(plain).app(broken).start();
    http = new Http(server.base(), "/plain");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThatThrownBy(() -> http.get("/echo/")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void bothClientsSeeTheSameAnswer() {
    Answer normal = http.get("/echo/a?b=c");
    Answer raw = http.raw("GET /plain/echo/a?b=c HTTP/1.1");

    assertThat(normal.status()).isEqualTo(200);
    assertThat(raw.status()).isEqualTo(200);
    assertThat(withoutHeaders(raw)).isEqualTo(withoutHeaders(normal));
    assertThat(raw.json("pathInfo")).isEqualTo("/a");
    assertThat(raw.header(EchoServlet.RAN)).isEqualTo("echo");
  }

  /** Each client sends headers of its own. */
  private static JsonObject withoutHeaders(Answer answer) {
    JsonObject json = answer.json();
    json.remove("headerNames");
    return json;
  }

  @Test
  void rawBytesAreSentAsGiven() {
    Answer answer =
        http.rawWithBody("gr\u00fc\u00df", "POST /plain/echo;v=1//x HTTP/1.1", "X-Read: body");

    assertThat(answer.json("body")).isEqualTo("gr\u00fc\u00df");
    assertThat(answer.json("pathInfo")).isEqualTo("/x");
  }

  @Test
  void servletThatRanIsNoticed() {
    assertThatThrownBy(() -> Refusals.assertServletDidNotRun(http.get("/echo/")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void jspIsCompiled() {
    assertThat(http.get("/page.jsp").text()).isEqualTo("2");
  }

  @Test
  void applicationThatCannotStartIsNotFound() {
    assertThat(new Http(server.base(), "/broken").get("/").status()).isEqualTo(404);
  }

  @Test
  void lineThatNeverComesIsAFailure() {
    assertThatThrownBy(
            () -> server.console().waitFor(line -> line.equals("no"), Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Nothing after");
  }

  @Test
  void challengeIsReadStrictly() {
    assertThat(Challenge.parse("Bearer realm=\"a \\\"b\\\"\", error=\"x\"").parameters())
        .containsEntry("realm", "a \"b\"")
        .containsEntry("error", "x");
    for (String bad :
        new String[] {
          "Bearer realm=\"a\", realm=\"b\"", "Bearer realm=\"a\",", "Bearer realm=a", "Bearer "
        }) {
      assertThatThrownBy(() -> Challenge.parse(bad)).as(bad).isInstanceOf(AssertionError.class);
    }
  }
}
