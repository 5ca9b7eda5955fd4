// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servlet 3.0 12.1 and 12.2, by examples. */
class PathMatcherTest {
  private static final Deployment DEPLOYMENT =
      deployment(
          servlet("exact", "com.example.A")
              + servletMapping("exact", "/a/exact", "")
              + servlet("wide", "com.example.B")
              + servletMapping("wide", "/a/*")
              + servlet("deep", "com.example.C")
              + servletMapping("deep", "/a/b/*")
              + servlet("action", "com.example.D")
              + servletMapping("action", "*.do")
              + filter("named")
              + filterMappingByServlet("named", "deep")
              + filter("path")
              + filterMapping("path", "/a/*"));

  private static PathMatcher matcher() {
    List<FilterScope> reaches = new ArrayList<>();
    DEPLOYMENT.filters().forEach(filter -> reaches.add(new FilterScope(filter, List.of())));
    return new PathMatcher(new Coverage(DEPLOYMENT, reaches, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "/, exact, ''",
    "/a/exact, exact, path",
    "/a, wide, path",
    "/a/exact/x, wide, path",
    "/a/b, deep, 'named path'",
    "/a/b/x.do, deep, 'named path'",
    "/a/bc, wide, path",
    "/x.do, action, ''",
    "/x/y.do, action, ''",
    "/x.do/y, default, ''",
    "/x.do/, default, ''",
    "/page.jsp, jsp, ''",
    "/x/*, default, ''",
    "/ab, default, ''"
  })
  void pathMeetsItsServletAndItsFilters(String path, String servlet, String filters) {
    assertThat(matcher().servlet(path)).extracting(ServletEntry::name).isEqualTo(servlet);
    assertThat(String.join(" ", matcher().part(path).filterNames())).isEqualTo(filters);
  }
}
