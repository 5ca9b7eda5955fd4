// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathStrictnessTest {
  private static final String STRICT =
      "<filter><filter-name>strict</filter-name><filter-class>"
          + "io.github.servletbearer.StrictPathFilter</filter-class></filter>";

  private static String problems(
      ServletContainer container, String strictPaths, String openPaths, String... parts) {
    Deployment deployment = WebXmlText.deployment(parts);
    Problems problems = new Problems();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("bearer.strictPaths", strictPaths);
    if (openPaths != null) {
      parameters.put("bearer.openPaths", openPaths);
    }
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(parameters), "Shop", problems);
    new PathStrictness(container, deployment.hasStrictPaths())
        .require(new Protection(settings, settings.coverage(deployment)), settings, problems);
    return "errors " + problems.errors() + " warnings " + problems.warnings();
  }

  private static String partly(ServletContainer container, String strictPaths, String openPaths) {
    return problems(
        container,
        strictPaths,
        openPaths,
        COMPANION,
        filter("bearer"),
        filterMapping("bearer", "/api/*"));
  }

  @Test
  void partOfAMappingNeedsStrictPathsOnEveryContainer() {
    for (ServletContainer container : ServletContainer.values()) {
      assertThat(partly(container, "on", null))
          .startsWith("errors [SB212 ")
          .contains("<filter-class>io.github.servletbearer.StrictPathFilter</filter-class>");
    }
  }

  @Test
  void filterOnEverythingNeedsNoStrictPaths() {
    assertThat(
            problems(
                ServletContainer.JETTY,
                "on",
                null,
                COMPANION,
                filter("bearer"),
                filterMapping("bearer", "/*")))
        .isEqualTo("errors [] warnings []");
  }

  /** An exclusion is a part, too: /api/x/../../open/y is excluded by one reading. */
  @Test
  void exclusionNeedsThem() {
    assertThat(
            problems(
                ServletContainer.TOMCAT,
                "on",
                null,
                COMPANION,
                filter("bearer", "exclude", "/open/*"),
                filterMapping("bearer", "/*")))
        .contains("SB212");
  }

  @Test
  void secondFilterOnAPartNeedsThemAgain() {
    assertThat(
            problems(
                ServletContainer.JETTY,
                "on",
                null,
                COMPANION,
                filter("bearer"),
                filterMapping("bearer", "/*"),
                filter("admin", "requiredScopes", "admin"),
                filterMapping("admin", "/admin/*")))
        .contains("SB212");
  }

  @Test
  void webXmlMayMapTheFilterItself() {
    String[] parts = {
      STRICT,
      filterMapping("strict", "/*"),
      COMPANION,
      filter("bearer"),
      filterMapping("bearer", "/api/*")
    };
    assertThat(problems(ServletContainer.UNKNOWN, "on", null, parts)).doesNotContain("SB212");
    parts[1] = filterMapping("strict", "/api/*");
    assertThat(problems(ServletContainer.UNKNOWN, "on", null, parts)).contains("SB212");
    parts[1] = filterMapping("strict", "/*", "FORWARD");
    assertThat(problems(ServletContainer.UNKNOWN, "on", null, parts)).contains("SB212");
  }

  /** A Wicket page of /api/secret answers /api/secret/../.., which Resin takes for the root. */
  @Test
  void filterThatServesContentComesBehindThem() {
    String wicket =
        "<filter><filter-name>pages</filter-name><filter-class>"
            + "org.apache.wicket.protocol.http.WicketFilter</filter-class></filter>";
    String[] parts = {
      STRICT,
      filterMapping("pages", "/pages/*"),
      filterMapping("strict", "/*"),
      wicket,
      COMPANION,
      filter("bearer"),
      filterMapping("bearer", "/pages/api/*")
    };
    assertThat(problems(ServletContainer.JETTY, "on", null, parts))
        .contains("SB212 filter pages (Wicket) may answer before StrictPathFilter");
    parts[1] = filterMapping("strict", "/*");
    parts[2] = filterMapping("pages", "/pages/*");
    assertThat(problems(ServletContainer.JETTY, "on", null, parts)).doesNotContain("SB212");
    assertThat(problems(ServletContainer.RESIN, "on", null, parts)).doesNotContain("SB212");
  }

  /** Seen on Resin 4.0.66, which puts the filters of initializers behind those of web.xml. */
  @Test
  void whatTheInitializerAddsIsLastOnResin() {
    Deployment deployment =
        WebXmlText.deployment(
            filter("bearer"),
            filterMapping("bearer", "/api/*"),
            "<filter><filter-name>pages</filter-name><filter-class>"
                + "org.apache.wicket.protocol.http.WicketFilter</filter-class></filter>",
            filterMapping("pages", "/*"),
            "<filter><filter-name>own</filter-name><filter-class>com.example.Own</filter-class>"
                + "</filter>",
            filterMapping("own", "/*"));
    assertThat(deployment.servingBeforeStrictPaths(true)).hasToString("[pages (Wicket)]");
    assertThat(deployment.servingBeforeStrictPaths(false)).isEmpty();
  }

  /** Seen on Resin 4.0.66: /file.txt/ serves the file. */
  @Test
  void filterOnASingleFileNeedsWhatIsBelowItOnResin() {
    String[] parts = {COMPANION, filter("bearer"), filterMapping("bearer", "/report.txt")};
    assertThat(problems(ServletContainer.RESIN, "off", null, parts))
        .contains("SB212 Resin serves a file", "Map the filter to /report.txt/* instead");
    assertThat(problems(ServletContainer.TOMCAT, "off", null, parts))
        .doesNotContain("serves a file");
    parts[2] = filterMapping("bearer", "/report.txt/*");
    assertThat(problems(ServletContainer.RESIN, "off", null, parts))
        .doesNotContain("serves a file");
  }

  @Test
  void offIsAWarningAndUnderOpenPathsAnError() {
    assertThat(partly(ServletContainer.JETTY, "off", null))
        .startsWith("errors [] warnings [SB212 strictPaths=off");
    assertThat(partly(ServletContainer.JETTY, "off", "/ *.jsp"))
        .startsWith("errors [SB212 strictPaths=off");
  }

  @Test
  void settingWithoutAValidValueIsOnBeforeTheStart() {
    Sources sources = Sources.ofProcess(Map.of("bearer.strictPaths", "never"));
    assertThat(SettingsReader.read(Setting.STRICT_PATHS, sources, Map.of())).isTrue();
    assertThat(
            SettingsReader.read(
                Setting.STRICT_PATHS,
                Sources.of(Map.of(), Map.of(), Map.of()),
                Map.of("f", Map.of("strictPaths", "off"))))
        .isFalse();
  }

  @Test
  void lockOnOneOfAServletsMappingsIsALockOnAPart() {
    String[] locked = {
      COMPANION,
      servlet("spring", "org.springframework.web.servlet.DispatcherServlet"),
      servletMapping("spring", "/api/*", "*.view"),
      filter("bearer"),
      filterMapping("bearer", "/api/*")
    };
    // Jetty takes //api/secret.view for *.view, and Spring MVC for /api/secret.view.
    assertThat(problems(ServletContainer.JETTY, "on", null, locked)).startsWith("errors [SB212 ");
    assertThat(problems(ServletContainer.TOMCAT, "off", null, locked)).contains("warnings [SB212 ");
    locked[2] = servletMapping("spring", "/api/*");
    assertThat(problems(ServletContainer.JETTY, "on", null, locked))
        .isEqualTo("errors [] warnings []");
  }

  @Test
  void lockOnOneOfAFiltersMappingsIsALockOnAPart() {
    String[] locked = {
      COMPANION,
      filter("bearer"),
      filterMapping("bearer", "/api/*"),
      otherFilter("struts", "org.apache.struts2.dispatcher.FilterDispatcher"),
      filterMapping("struts", "/api/*"),
      filterMapping("struts", "*.action")
    };
    assertThat(problems(ServletContainer.JETTY, "on", null, locked)).startsWith("errors [SB212 ");
  }
}
