// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that would start and protect less than anybody believes. */
class FilterReaderTest {
  private static Problems problems(String... parts) {
    Problems problems = new Problems();
    SettingsReader.read(
        deployment(parts), Sources.of(Map.of(), Map.of(), Map.of()), "Application", problems);
    return problems;
  }

  private static List<String> errors(String... parts) {
    return problems(parts).errors().stream().map(Problem::toString).toList();
  }

  private static List<String> warnings(String... parts) {
    return problems(parts).warnings().stream().map(Problem::toString).toList();
  }

  @Test
  @DisplayName("CF-1: *.tar.gz is one extension on Jetty, and none on Tomcat")
  void extensionWithADotIsRefused() {
    assertThat(errors(COMPANION, filter("f"), filterMapping("f", "*.tar.gz")))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f", "\"*.tar.gz\"", "\"*.gz\"");
  }

  @Test
  @DisplayName("CF-1: Tomcat finds a servlet by *. and never a filter")
  void emptyExtensionIsRefused() {
    assertThat(errors(COMPANION, filter("f"), filterMapping("f", "*.")))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f", "\"*.\"", "\"/*\" for everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*"})
  @DisplayName("CF-1: a pattern that containers read in different ways stops the deployment")
  void oddPatternsAreRefused(String pattern) {
    assertThat(errors(COMPANION, filter("f"), filterMapping("f", pattern)))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f", "\"/*\" for everything");
  }

  @ParameterizedTest
  @CsvSource({
    "api/*, /api/*",
    "api/orders, /api/orders",
    "/api*, /api/*",
    "/a/*/b, /a/*",
    "/*.do, *.do"
  })
  @DisplayName(
      "CF-1: a pattern without its slash is refused by Tomcat and Jetty, and not by others")
  void patternWithoutSlashIsRefused(String pattern, String cure) {
    assertThat(errors(COMPANION, filter("f"), filterMapping("f", pattern)))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f", "\"" + pattern + "\"", "Write \"" + cure + "\".");
  }

  @Test
  @DisplayName("CF-1: /api/ is one address, and who writes it means what is below")
  void folderAloneIsWarnedOf() {
    assertThat(warnings(COMPANION, filter("f"), filterMapping("f", "/api/")))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f is mapped to \"/api/\" alone", "Write \"/api/*\"");

    String below = filterMapping("f", "/api/*");
    assertThat(warnings(COMPANION, filter("f"), filterMapping("f", "/api/"), below)).isEmpty();
    String servlet = servlet("s", "com.example.S") + servletMapping("s", "/api/");
    assertThat(warnings(COMPANION, servlet, filter("f"), filterMapping("f", "/api/"))).isEmpty();
    assertThat(warnings(COMPANION, filter("f"), filterMapping("f", "/api"))).isEmpty();
  }

  @Test
  @DisplayName("CF-1: exclude with the context path, or another mistake, has no effect")
  void excludeOutsideTheFilterIsWarnedOf() {
    String api = filterMapping("f", "/api/*");
    assertThat(warnings(COMPANION, filter("f", "exclude", "/shop/api/status, /api/free"), api))
        .singleElement()
        .asString()
        .startsWith("SB206")
        .contains("<filter> f excludes \"/shop/api/status\"", "without the context path");
    assertThat(warnings(COMPANION, filter("f", "exclude", "/*"), filterMapping("f", "*.do")))
        .isEmpty();
    String pages = filterMapping("f", "*.do");
    assertThat(warnings(COMPANION, filter("f", "exclude", "/login.do /open/*"), pages)).isEmpty();
    assertThat(warnings(COMPANION, filter("f", "exclude", "/login"), pages)).hasSize(1);
    String named =
        "<filter-mapping><filter-name>f</filter-name><servlet-name>s</servlet-name></filter-mapping>";
    String servlet = servlet("s", "com.example.S") + servletMapping("s", "/s/*");
    assertThat(warnings(COMPANION, servlet, filter("f", "exclude", "/s/open"), named)).isEmpty();
  }

  @Test
  @DisplayName("CF-1: a filter that excludes all that it is mapped to stops the deployment")
  void everythingExcludedIsRefused() {
    assertThat(
            errors(
                COMPANION, filter("f", "exclude", "/api/*, /x"), filterMapping("f", "/api/v1/*")))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("excludes everything");
    assertThat(errors(COMPANION, filter("f", "exclude", "/api/v1/*"), filterMapping("f", "/api/*")))
        .isEmpty();
  }

  @Test
  @DisplayName("CF-1: a misspelt servlet-name protects nothing, and no container says so")
  void unknownServletIsWarnedOf() {
    String servlet = servlet("items", "com.example.Items") + servletMapping("items", "/items");
    String misspelt = filterMappingByServlet("f", "itms");
    assertThat(warnings(COMPANION, servlet, filter("f"), misspelt))
        .singleElement()
        .asString()
        .startsWith("SB204")
        .contains("<filter> f is mapped to servlet itms, and no servlet has that name.");
    for (String name : new String[] {"items", "*", "default", "jsp"}) {
      String mapping = filterMappingByServlet("f", name);
      assertThat(warnings(COMPANION, servlet, filter("f"), mapping)).as(name).isEmpty();
    }
  }
}
