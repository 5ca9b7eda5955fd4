// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextPathPatternsTest {
  private static List<String> warnings(String contextPath, String pattern, String servletPattern) {
    Problems problems = new Problems();
    ContextPathPatterns.warn(
        contextPath,
        deployment(
            COMPANION,
            servlet("items", "com.example.Items") + servletMapping("items", servletPattern),
            filter("f") + filterMapping("f", pattern)),
        problems);
    return problems.warnings().stream().map(Problem::toString).toList();
  }

  @Test
  void addressWithTheContextPathIsWarnedOf() {
    assertThat(warnings("/shop", "/shop/api/*", "/api/*"))
        .singleElement()
        .asString()
        .startsWith("SB204 <filter> f is mapped to \"/shop/api/*\", where no servlet is")
        .contains("Write \"/api/*\", unless");
    assertThat(warnings("/shop", "/shop/api/*", "*.do")).hasSize(1);
  }

  @Test
  void folderOfTheSameNameIsFine() {
    assertThat(warnings("/shop", "/shop/api/*", "/shop/api/items")).isEmpty();
    assertThat(warnings("/shop", "/shop/api/*", "/")).isEmpty();
    assertThat(warnings("/shop", "/shopping/*", "/api/*")).isEmpty();
    assertThat(warnings("", "/shop/api/*", "/api/*")).isEmpty();
  }
}
