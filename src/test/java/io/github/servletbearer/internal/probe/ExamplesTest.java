// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static List<String> paths(Examples examples) {
    List<String> paths = new ArrayList<>();
    examples.all().forEach(example -> paths.add(example.path()));
    return paths;
  }

  @Test
  void eachKindOfPatternHasItsPaths() {
    Examples examples =
        ProbeTest.examples(
            COMPANION
                + filter("bearer")
                + filterMapping("bearer", "/api/*")
                + filterMapping("bearer", "*.do")
                + filterMapping("bearer", "/exact")
                + filterMappingByServlet("bearer", "named")
                + servlet("api", "com.example.Api")
                + servletMapping("api", "/api/*", "/api/items")
                + servlet("action", "com.example.Action")
                + servletMapping("action", "*.do")
                + servlet("named", "com.example.Named")
                + servletMapping("named", "/named")
                + servlet("open", "com.example.Open")
                + servletMapping("open", "/open/*"));

    assertThat(paths(examples))
        .contains("/api", "/api/probe", "/api/items", "/probe.do", "/exact", "/named")
        .doesNotContain("/open", "/open/probe", "/", "/probe", "/token", "/openapi.json");
  }

  @Test
  void filterOnEverythingLeavesOutWhatItLetsThrough() {
    Examples examples =
        ProbeTest.examples(
            COMPANION
                + filter("bearer", "exclude", "/open/*")
                + filterMapping("bearer", "/*")
                + servlet("api", "com.example.Api")
                + servletMapping("api", "/api", "/open/api"),
            "index.html",
            "open/page.jsp");

    assertThat(paths(examples))
        .contains("/", "/probe", "/api", "/index.html", "/probe.jsp")
        .doesNotContain("/open/api", "/open/page.jsp", "/open/probe", "/docs", "/token");
  }

  @Test
  void whatAnotherFilterMayAnswerFirstIsNoExample() {
    String encoding =
        "<filter><filter-name>other</filter-name><filter-class>com.example.Other</filter-class>"
            + "</filter>"
            + filterMapping("other", "/api/shared/*");
    String ours = filter("bearer") + filterMapping("bearer", "/api/*");
    String api =
        servlet("api", "com.example.Api") + servletMapping("api", "/api/shared/x", "/api/y");

    assertThat(paths(ProbeTest.examples(COMPANION + encoding + ours + api)))
        .contains("/api/y")
        .doesNotContain("/api/shared/x");
    assertThat(paths(ProbeTest.examples(COMPANION + ours + encoding + api)))
        .contains("/api/y", "/api/shared/x");
  }

  @Test
  void filesOfTheApplicationAreThereWithinBounds() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add("legacy/page" + i + ".jsp");
      files.add("legacy/" + i + "/style.css");
      files.add("open/page" + i + ".jsp");
    }
    files.add("legacy/a;b.jsp");
    files.add("WEB-INF/legacy/x.jsp");
    Examples examples =
        ProbeTest.examples(
            COMPANION + filter("bearer") + filterMapping("bearer", "/legacy/*"),
            files.toArray(String[]::new));

    assertThat(paths(examples))
        .contains("/legacy/page0.jsp", "/legacy/page1.jsp", "/legacy/0/style.css")
        .doesNotContain("/legacy/page2.jsp", "/legacy/a;b.jsp", "/WEB-INF/legacy/x.jsp")
        .noneMatch(path -> path.startsWith("/open"))
        .hasSizeBetween(20, 45);
  }

  @Test
  void onlySoManyFilesAreAsked() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      files.add("files/" + i + "/style.css");
    }
    Examples examples =
        ProbeTest.examples(
            COMPANION + filter("bearer") + filterMapping("bearer", "/files/*"),
            files.toArray(String[]::new));

    assertThat(paths(examples)).filteredOn(path -> path.endsWith(".css")).hasSize(40);
  }

  @Test
  void whatNoRequestReachesAsItIsIsNoExample() {
    Examples examples =
        ProbeTest.examples(
            COMPANION + filter("bearer") + filterMapping("bearer", "/*"),
            "META-INF/context.xml",
            "WEB-INF/web.xml",
            "a\u007fb.txt",
            "a%b.txt",
            "a//b.txt",
            "plain.txt");

    assertThat(paths(examples))
        .contains("/plain.txt", "/probe.jsp")
        .noneMatch(path -> path.endsWith("INF/context.xml") || path.endsWith("b.txt"))
        .doesNotContain("/probe.jspx", "/WEB-INF/web.xml");
  }

  @Test
  void oneFilterOfSeveralIsEnoughToRefuse() {
    Examples examples =
        ProbeTest.examples(
            COMPANION
                + filter("maybe", "autoError", "false")
                + filter("any", "verify", "presence")
                + filterMapping("maybe", "/api/*")
                + filterMapping("any", "/api/*"));

    assertThat(examples.all())
        .isNotEmpty()
        .allMatch(example -> example.refusesNoToken("GET") && example.refusesBadToken());
  }

  @Test
  void documentIsThereUnlessItIsSwitchedOff() {
    assertThat(ProbeTest.examples(COMPANION).document()).isEqualTo("/openapi.json");
    String off =
        COMPANION.replace(
            "</servlet>",
            "<init-param><param-name>docs</param-name><param-value>off</param-value></init-param>"
                + "</servlet>");
    assertThat(ProbeTest.examples(off).document()).isNull();
  }

  @Test
  void tooManyPathsAreCounted() {
    StringBuilder webXml = new StringBuilder(COMPANION);
    webXml.append(filter("bearer")).append(filterMapping("bearer", "/api/*"));
    webXml.append(servlet("api", "com.example.Api"));
    for (int i = 0; i < 300; i++) {
      webXml.append(servletMapping("api", "/api/" + i));
    }
    Examples examples = ProbeTest.examples(webXml.toString());

    assertThat(examples.all()).hasSize(250);
    assertThat(examples.omitted()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void servletIsTheOneThatTheContainerChooses() {
    Examples examples =
        ProbeTest.examples(
            COMPANION
                + filter("bearer")
                + filterMapping("bearer", "/a")
                + servlet("below", "com.example.Below")
                + servletMapping("below", "/a/*"));

    assertThat(paths(examples)).containsExactly("/a");
    assertThat(examples.isOpenServlet("/a/")).isTrue();
    assertThat(examples.isOpenServlet("/a")).isFalse();
    assertThat(examples.isOpenServlet("/docs/x")).isTrue();
    assertThat(examples.isOpenServlet("/A")).as("a file").isFalse();
  }
}
