// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is open must be named, where names are given; and the report speaks from the same model. */
class ProtectionTest {
  private static final String SERVLETS =
      servlet("items", "com.example.Items")
          + servletMapping("items", "/api/items", "/public/*")
          + servlet("home", "com.example.Home")
          + servletMapping("home", "");

  private static String errors(String openPaths, String... parts) {
    Deployment deployment = WebXmlText.deployment(parts);
    Problems problems = new Problems();
    Sources sources = Sources.ofProcess(Map.of("bearer.openPaths", openPaths));
    Settings settings = SettingsReader.read(deployment, sources, "Application", problems);
    new Protection(settings, settings.coverage(deployment))
        .requireNamed(settings.find(Setting.OPEN_PATHS), problems);
    return problems.errors().isEmpty() ? "" : problems.errors().get(0).toString();
  }

  private static String open(String openPaths) {
    return errors(
        openPaths,
        COMPANION,
        filter("bearer", "exclude", "/api/status"),
        filterMapping("bearer", "/api/*"),
        SERVLETS);
  }

  @Test
  void everythingThatIsOpenIsListedWithItsServletAndItsName() {
    assertThat(open("/nothing"))
        .startsWith("SB209 ")
        .contains(
            "\"\" (home)",
            "/ (default)",
            "/public/* (items)",
            "*.jsp (jsp)",
            "*.jspx (jsp)",
            "add to openPaths: \"\" *.jsp / /public/*.",
            "docs/troubleshooting.md#sb209")
        .doesNotContain("/api/items", "companion");
  }

  @Test
  void whatIsNamedMayBeOpen() {
    assertThat(open("\"\" *.jsp / /public/*")).isEmpty();
    assertThat(open("/*")).isEmpty();
  }

  @Test
  void slashNamesNothingButTheDefaultServlet() {
    assertThat(open("/ *.jsp \"\"")).contains("/public/* (items)").doesNotContain("(default)");
  }

  @Test
  void partOfAMappingIsNamedByItself() {
    String[] parts = {
      COMPANION,
      filter("bearer", "exclude", "/api/open/*"),
      filterMapping("bearer", "/*"),
      servlet("all", "com.example.All"),
      servletMapping("all", "/api/*")
    };
    assertThat(errors("/api/opened", parts))
        .contains("no bearer filter protects /api/open/* (all).", "openPaths: /api/open/*.");
    assertThat(errors("/api/open/*", parts)).isEmpty();
  }

  @Test
  @DisplayName("E2: openMethods is optional, which counts as open")
  void openMethodsAreToBeNamed() {
    String[] parts = {
      COMPANION,
      filter("bearer", "openMethods", "GET"),
      filterMapping("bearer", "/*"),
      servlet("all", "com.example.All"),
      servletMapping("all", "/api/*")
    };
    assertThat(errors("/ *.jsp", parts))
        .contains("no bearer filter protects /api/* (all, optional).", "openPaths: /api/*.");
    assertThat(errors("/*", parts)).isEmpty();
    String more = filter("strict") + filterMapping("strict", "/*");
    assertThat(errors("/x", COMPANION, parts[1], parts[2], more, parts[3], parts[4]))
        .as("another filter asks for a token always")
        .isEmpty();
  }

  @Test
  @DisplayName("E1: session=accept is optional, which counts as open")
  void sessionsAreToBeNamed() {
    assertThat(
            errors(
                "/ *.jsp",
                COMPANION,
                filter("bearer", "session", "accept"),
                filterMapping("bearer", "/*"),
                servlet("all", "com.example.All"),
                servletMapping("all", "/api/*")))
        .contains("no bearer filter protects /api/* (all, optional).", "openPaths: /api/*. See");
  }

  @Test
  @DisplayName("E3: reportOnly locks nothing, so openPaths must name what it covers")
  void reportOnlyIsOpen() {
    String[] parts = {
      COMPANION,
      filter("bearer", "reportOnly", "true"),
      filterMapping("bearer", "/api/*"),
      servlet("all", "com.example.All"),
      servletMapping("all", "/api/*")
    };
    assertThat(errors("/ *.jsp", parts))
        .contains(
            "protects /api/* (all).", "openPaths: /api/*. As long as a filter has reportOnly");
    String lock = filter("lock") + filterMapping("lock", "/api/*");
    assertThat(errors("/ *.jsp", COMPANION, parts[1], parts[2], lock, parts[3], parts[4]))
        .as("another filter locks")
        .isEmpty();
  }

  private static ProtectionLevel level(String filters) {
    Deployment deployment =
        WebXmlText.deployment(
            COMPANION, filters, servlet("all", "com.example.All"), servletMapping("all", "/api/*"));
    Sources sources = Sources.ofProcess(Map.of());
    Settings settings = SettingsReader.read(deployment, sources, "Application", new Problems());
    Protection protection = new Protection(settings, settings.coverage(deployment));
    return protection.mappings().stream()
        .filter(mapping -> mapping.owner().equals("all"))
        .map(Mapping::level)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("E3: a mapping of which filters report on a part alone is open, and no report only")
  void reportOnlyOnAPart() {
    String trial = filter("trial", "reportOnly", "true") + filterMapping("trial", "/api/*");
    String other = filter("other", "reportOnly", "true") + filterMapping("other", "/api/x/*");
    String lock = filter("lock") + filterMapping("lock", "/api/x/*");
    assertThat(level(other)).isEqualTo(ProtectionLevel.OPEN);
    assertThat(level(trial + other)).isEqualTo(ProtectionLevel.REPORT_ONLY);
    assertThat(level(trial + lock)).isEqualTo(ProtectionLevel.PARTLY);
    assertThat(level(lock)).isEqualTo(ProtectionLevel.PARTLY);
  }

  @Test
  void partThatIsNoUrlPatternIsNamedByItsFolder() {
    assertThat(
            errors(
                "/nothing",
                COMPANION,
                filter("bearer", "exclude", "/open/*"),
                filterMapping("bearer", "/*"),
                servlet("x", "com.example.X"),
                servletMapping("x", "*.x")))
        .contains("/open/*.x (x)")
        .endsWith("add to openPaths: *.jsp /open/* /. See docs/troubleshooting.md#sb209");
  }

  @Test
  void defaultServletOfTheApplicationIsTheDefaultServletToo() {
    String[] parts = {
      COMPANION,
      filter("bearer"),
      filterMapping("bearer", "/api/*"),
      servlet("front", "com.example.Front"),
      servletMapping("front", "/")
    };
    assertThat(errors("*.jsp", parts)).contains("/ (front)").doesNotContain("(default)");
    assertThat(errors("/ *.jsp", parts)).isEmpty();
  }

  @Test
  void containersServletThatTheApplicationMapsIsListedThere() {
    assertThat(
            errors(
                "/ *.jsp",
                COMPANION,
                filter("bearer"),
                filterMapping("bearer", "/api/*"),
                servletMapping("default", "/static/*")))
        .contains("/static/* (default)", "add to openPaths: /static/*.");
  }
}
