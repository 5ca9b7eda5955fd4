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
