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
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words for filters that let something pass. */
class RelaxedFilterReportTest {
  private static String report(String... parameters) {
    return report(Map.of(), parameters);
  }

  private static String report(Map<String, String> process, String... parameters) {
    Deployment deployment =
        WebXmlText.deployment(
            COMPANION,
            filter("f", parameters),
            filterMapping("f", "/api/*"),
            servlet("items", "com.example.Items"),
            servletMapping("items", "/api/items"));
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(process), "Shop", problems);
    Protection protection = new Protection(settings, settings.coverage(deployment));
    ReportOnlyFilters.add(false, settings, problems);
    assertThat(problems.errors()).isEmpty();
    PathStrictness strictness =
        new PathStrictness(ServletContainer.of("Apache Tomcat/9.0.117"), true);
    return new StartReport("/shop", settings, protection, strictness).text()
        + StartReport.warnings(problems, settings, deployment, protection, Map.of());
  }

  @ParameterizedTest
  @DisplayName("each has its word, and says what passes")
  @CsvSource({
    "schemeName, X, protected, [verify issued]",
    "autoError, false, optional, [verify issued; optional]",
    "openMethods, GET, optional, [verify issued; open GET HEAD]",
    "openMethods, HEAD, optional, [verify issued; open HEAD]",
    "openMethods, OPTIONS, optional, [verify issued; open OPTIONS]",
    "session, accept, optional, [verify issued; or the application's own login]",
    "reportOnly, true, report only, [verify issued; refuses nothing]"
  })
  void words(String name, String value, String word, String by) {
    String report = report(name, value);
    assertThat(report).contains(String.format("%n  %-10s /api/items (items) by f %s", word, by));
    assertThat(report.contains("SB307")).isEqualTo(name.equals("reportOnly"));
    assertThat(report.contains("only /api/*")).isEqualTo(word.equals("protected"));
  }

  @ParameterizedTest
  @DisplayName("openPaths that name everything, and so can find nothing, are a warning")
  @CsvSource({"/*, true", "/ /*, true", "/ *.jsp /open/*, false", "/, false"})
  void openPathsOfEverything(String openPaths, boolean warned) {
    assertThat(report(Map.of("bearer.openPaths", openPaths)).contains("SB302 openPaths has /*"))
        .isEqualTo(warned);
  }

  @ParameterizedTest
  @DisplayName(
      "the password grant, and roles unknown to its logins, are warnings where it is offered")
  @CsvSource({
    "password refresh_token client_credentials, true",
    "client_credentials, false",
    "refresh_token client_credentials, false"
  })
  void passwordGrant(String grants, boolean warned) {
    Map<String, String> process =
        Map.of("bearer.grants", grants, "bearer.clients", "file:/clients");
    assertThat(report(process).contains("SB302 the token endpoint offers the password grant"))
        .isEqualTo(warned);
    assertThat(report(process).contains("SB311")).isEqualTo(warned);
  }

  @ParameterizedTest
  @DisplayName("roles that the realm is not asked for are no matter to tokens of others")
  @CsvSource({"issued, true", "'issued, jwks', true", "jwks, false"})
  void rolesOfTokensOfOthers(String verify, boolean warned) {
    Map<String, String> provider =
        Map.of("bearer.jwksIssuer", "https://idp.example", "bearer.jwksAudience", "shop");
    assertThat(report(provider, "verify", verify).contains("SB311")).isEqualTo(warned);
  }
}
