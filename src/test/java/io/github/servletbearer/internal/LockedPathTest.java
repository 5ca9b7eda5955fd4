// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LockedPathTest {
  /** Answers GET. */
  public static class Reading extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Answers POST alone. */
  public static class Writing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Inherits its GET. */
  public static class Inheriting extends Reading {
    private static final long serialVersionUID = 1L;
  }

  private static String path(String... parts) {
    List<String> all = new ArrayList<>(List.of(parts));
    all.add(COMPANION);
    Settings settings = TestSettings.of(all.toArray(new String[0]));
    Deployment deployment = deployment(all.toArray(new String[0]));
    Coverage coverage =
        new Coverage(
            deployment,
            settings.filters().values().stream().map(FilterSettings::reach).toList(),
            deployment.otherFilters());
    ClassFiles files = ClassFiles.of(LockedPathTest.class.getClassLoader());
    return new LockedPath(settings, coverage, files).get();
  }

  private static String reading(String name, String... patterns) {
    return servlet(name, Reading.class.getName()) + servletMapping(name, patterns);
  }

  private static String writing(String name, String... patterns) {
    return servlet(name, Writing.class.getName()) + servletMapping(name, patterns);
  }

  private static String locked(String pattern, String... parameters) {
    return filter("f", parameters) + filterMapping("f", pattern);
  }

  @Test
  @DisplayName("an exact path comes before a folder, and GET before all")
  void prefersExactPathsThatAnswerGet() {
    assertThat(path(reading("a", "/api/tree/*"), reading("b", "/api/x"), locked("/api/*")))
        .isEqualTo("/api/x");
    assertThat(path(writing("a", "/api/x"), reading("b", "/api/tree/*"), locked("/api/*")))
        .isEqualTo("/api/tree");
    assertThat(path(writing("a", "/api/x"), locked("/api/*"))).isEqualTo("/api/x");
    String inheriting = servlet("b", Inheriting.class.getName()) + servletMapping("b", "/api/y");
    assertThat(path(writing("a", "/api/x"), inheriting, locked("/api/*"))).isEqualTo("/api/y");
  }

  @Test
  @DisplayName("an open path, our own endpoints and patterns of extensions are no examples")
  void skipsWhatIsNotLocked() {
    assertThat(path(reading("a", "/open"), reading("b", "/api/*"), locked("/api/*")))
        .isEqualTo("/api");
    assertThat(path(reading("a", "/app/*"), locked("/app/api/*"))).isEqualTo("/app/api");
    assertThat(path(reading("a", "/a", "/b"), locked("/*", "exclude", "/a"))).isEqualTo("/b");
    assertThat(path(reading("a", "*.do"), locked("*.do"))).isEqualTo("/");
    assertThat(path(reading("a", "/a"), locked("/files/*"))).isEqualTo("/files");
    assertThat(path(reading("a", "/a"), locked("/a", "autoError", "false"))).isEqualTo("/");
  }

  @Test
  @DisplayName("nor is a path that another filter may answer, or that takes others' tokens alone")
  void skipsWhatOurTokensDoNotOpen() {
    String other = otherFilter("o", "com.example.Other") + filterMapping("o", "/api/x");
    assertThat(path(reading("a", "/api/x", "/api/y"), other, locked("/api/*"))).isEqualTo("/api/y");
    String jwks =
        filter("j", "verify", "jwks", "jwksIssuer", "https://id.example", "jwksAudience", "app")
            + filterMapping("j", "/api/a");
    assertThat(path(reading("a", "/api/a"), reading("b", "/api/b"), jwks, locked("/api/b")))
        .isEqualTo("/api/b");
    String any = filter("any", "verify", "presence") + filterMapping("any", "/any");
    assertThat(path(reading("a", "/any"), writing("b", "/api/*"), any, locked("/api/*")))
        .isEqualTo("/api");
    assertThat(path(reading("a", "/any"), any)).isEqualTo("/any");
  }

  @Test
  @DisplayName("a path that needs a scope comes after one that needs none")
  void prefersPathsWithoutScope() {
    String admin =
        filter("admin", "requiredScopes", "admin") + filterMapping("admin", "/api/admin");
    assertThat(
            path(reading("a", "/api/admin"), reading("b", "/api/tree/*"), admin, locked("/api/*")))
        .isEqualTo("/api/tree");
    assertThat(path(reading("a", "/api/admin"), admin)).isEqualTo("/api/admin");
  }

  @Test
  @DisplayName("a path that a command line would read differently is no example")
  void skipsOddCharacters() {
    assertThat(path(reading("a", "/api/a b", "/api/$(id)", "/api/z"), locked("/api/*")))
        .isEqualTo("/api/z");
  }
}
