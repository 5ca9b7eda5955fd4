// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptAnswersTest {
  private static final String CACHE =
      otherFilter("cache", "net.sf.ehcache.constructs.web.filter.CachingFilter");
  private static final String API =
      servlet("items", "com.example.Items") + servletMapping("items", "/api/*");
  private static final String LOCK = filter("bearer") + filterMapping("bearer", "/api/*");

  private static List<String> problems(String... parts) {
    return problems(Map.of(), parts);
  }

  private static List<String> problems(Map<String, String> parameters, String... parts) {
    Deployment deployment = WebXmlText.deployment(COMPANION, API, CACHE, String.join("", parts));
    Problems problems = new Problems();
    Sources sources = Sources.ofProcess(parameters);
    Settings settings = SettingsReader.read(deployment, sources, "Shop", problems);
    KeptAnswers.require(settings, settings.coverage(deployment), problems);
    return problems.errors().stream().map(Problem::toString).toList();
  }

  private static void assertGives(String paths, String... parts) {
    assertThat(problems(parts))
        .singleElement()
        .asString()
        .startsWith(
            "SB218 what keeps answers gives them to others, also to requests without a token:"
                + " filter cache (Ehcache) sees "
                + paths
                + ". ");
  }

  @Test
  void cacheOfAllPathsGivesAwayAnswersAndTokens() {
    assertGives("/api/*, /token", LOCK, filterMapping("cache", "/*"));
  }

  @Test
  void cacheOfLockedPathsBesideOpenOnesGivesThemAway() {
    assertGives("/api/*.do", LOCK, filterMapping("cache", "*.do"));
    String news = filterMapping("cache", "/news/*");
    assertGives("/api/*", LOCK, filterMapping("cache", "/api/*"), news);
  }

  @Test
  void cacheBeforeTheBearerFilterGivesAwayWhatThatCovers() {
    assertGives("/api/*", filterMapping("cache", "/api/*"), LOCK);
  }

  @Test
  void cacheOfTheTokenEndpointGivesTokensAway() {
    String all = filter("bearer") + filterMapping("bearer", "/*");
    assertGives("/token", all, filterMapping("cache", "/token"));
  }

  @Test
  void filterByServletNameCoversToo() {
    String name = filter("bearer") + filterMappingByServlet("bearer", "items");
    assertGives("/api/*, /token", name, filterMapping("cache", "/*"));
    assertGives(
        "/api/*", LOCK, filterMapping("cache", "/x"), filterMappingByServlet("cache", "items"));
  }

  @ParameterizedTest
  @CsvSource({"autoError, false", "openMethods, GET", "reportOnly, true", "exclude, /api/status"})
  void cacheBehindALockThatLetsSomeInGivesThemWhatOthersGot(String setting, String value) {
    String some = filter("bearer", setting, value) + filterMapping("bearer", "/api/*");
    assertGives("/api/*", some, filterMapping("cache", "/api/*"));
  }

  @Test
  void cacheOfOpenPathsAndOneBehindTheLockAreNoProblem() {
    assertThat(problems(LOCK, filterMapping("cache", "/news/*"))).isEmpty();
    assertThat(problems(LOCK, filterMapping("cache", "/api/*"))).isEmpty();
    assertThat(problems(LOCK, filterMapping("cache", "/api/a/*"))).isEmpty();
    assertThat(problems(LOCK, filterMappingByServlet("cache", "items"))).isEmpty();
  }

  @Test
  void filtersThatMayShareACacheAreSeenTogether() {
    String home =
        otherFilter("home", "net.sf.ehcache.constructs.web.filter.CachingFilter")
            + filterMapping("home", "/");
    assertThat(problems(LOCK, filterMapping("cache", "/api/*"), home))
        .singleElement()
        .asString()
        .contains("filter cache (Ehcache), home (Ehcache) sees /api/*. ")
        .contains("passThroughFilters: cache home.");
  }

  @Test
  void cacheThatItsAuthorKnowsIsTrusted() {
    Map<String, String> trust = Map.of("bearer.passThroughFilters", "cache");
    assertThat(problems(trust, LOCK, filterMapping("cache", "/*"))).isEmpty();
  }

  @Test
  void cacheOfGlassfishIsKnownToo() {
    String cache = otherFilter("c", "com.sun.appserv.web.cache.filter.CachingFilter");
    assertThat(problems(LOCK, cache, filterMapping("c", "/*")))
        .singleElement()
        .asString()
        .contains("filter c (<cache> of glassfish-web.xml) sees /api/*, /token.");
  }

  @Test
  void cacheOfOscacheIsKnownToo() {
    String os = otherFilter("os", "com.opensymphony.oscache.web.filter.CacheFilter");
    assertThat(problems(LOCK, os, filterMapping("os", "/*")))
        .singleElement()
        .asString()
        .contains("filter os (OSCache) sees /api/*, /token.");
    assertThat(problems(LOCK, os, filterMapping("os", "/api/*"))).isEmpty();
    String optional = filter("bearer", "autoError", "false") + filterMapping("bearer", "/api/*");
    assertThat(problems(optional, os, filterMapping("os", "/api/*"))).hasSize(1);
  }
}
