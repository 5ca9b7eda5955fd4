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
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the start says of filters that accept the tokens of different providers. */
class IssuersReportTest {
  private static final String OKTA = "https://example.okta.com/oauth2/default";
  private static final String ENTRA = "https://login.example.com/v2.0";
  private static final String REFUSED = "every token is refused there";
  private static final String[] OF_PARTNERS = {
    "verify", "jwks", "schemeName", "Partner", "issuers", OKTA
  };

  /** A filter on all of /api, and one on the part of it that is for partners. */
  private static List<String> report(String[] ofAll, String... ofPartners) {
    Deployment deployment =
        WebXmlText.deployment(
            COMPANION,
            filter("all", ofAll),
            filterMapping("all", "/api/*"),
            filter("partner", ofPartners),
            filterMapping("partner", "/api/partner/*"),
            servlet("api", "com.example.Api"),
            servletMapping("api", "/api/*"));
    Problems problems = new Problems();
    Map<String, String> context =
        Map.of("bearer.jwksIssuer", ENTRA + " " + OKTA, "bearer.jwksAudience", "shop");
    Settings settings =
        SettingsReader.read(deployment, Sources.of(Map.of(), Map.of(), context), "Shop", problems);
    assertThat(problems.errors()).isEmpty();
    Protection protection = new Protection(settings, settings.coverage(deployment));
    PathStrictness strictness =
        new PathStrictness(ServletContainer.of("Apache Tomcat/9.0.117"), false);
    List<String> lines = StartReport.warnings(problems, settings, deployment, protection, Map.of());
    lines.removeIf(line -> !line.contains("SB206"));
    lines.add(0, new StartReport("/shop", settings, protection, strictness).text());
    return lines;
  }

  private static String[] jwks(String... more) {
    return Stream.concat(Stream.of("verify", "jwks", "schemeName", "All"), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  @DisplayName("the report names the issuers of a filter")
  void issuersAreNamed() {
    List<String> lines = report(jwks("exclude", "/api/partner/*"), OF_PARTNERS);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .contains("/api/partner/* protected by partner [verify jwks; issuers " + OKTA + "]")
        .contains("by all [verify jwks]");
  }

  @Test
  @DisplayName("a path on which two filters accept no common issuer refuses every token: a warning")
  void disjointFilters() {
    List<String> lines = report(jwks("issuers", ENTRA), OF_PARTNERS);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1))
        .contains("/api/partner/* passes <filter> all and <filter> partner", REFUSED, "exclude");
    assertThat(report(new String[] {"verify", "issued"}, OF_PARTNERS))
        .anyMatch(line -> line.contains(REFUSED));
  }

  private static Stream<List<String>> withCommonIssuer() {
    return Stream.of(
        List.of(jwks()),
        List.of(jwks("issuers", ENTRA + ", " + OKTA)),
        List.of(jwks("issuers", ENTRA, "exclude", "/api/partner/*")),
        List.of("verify", "presence"),
        List.of("verify", "com.example.Verifier"));
  }

  @ParameterizedTest
  @MethodSource("withCommonIssuer")
  @DisplayName("where a token may pass both, or another verifier decides, there is no warning")
  void commonIssuer(List<String> ofAll) {
    assertThat(report(ofAll.toArray(String[]::new), OF_PARTNERS))
        .noneMatch(line -> line.contains(REFUSED));
  }
}
