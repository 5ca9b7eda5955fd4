// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the start says of where tokens are kept. */
class StoreReportTest {
  private static String report(Map<String, String> parameters) {
    Deployment deployment =
        WebXmlText.deployment(COMPANION, filter("f"), filterMapping("f", "/api/*"));
    Problems problems = new Problems();
    Map<String, String> all = new HashMap<>();
    parameters.forEach((name, value) -> all.put("bearer." + name, value));
    Settings settings = SettingsReader.read(deployment, Sources.ofProcess(all), "Shop", problems);
    assertThat(problems.errors()).isEmpty();
    Protection protection = new Protection(settings, settings.coverage(deployment));
    PathStrictness strictness =
        new PathStrictness(ServletContainer.of("Apache Tomcat/9.0.117"), false);
    List<String> warnings =
        StartReport.warnings(problems, settings, deployment, protection, Map.of());
    return new StartReport("/shop", settings, protection, strictness).text() + warnings;
  }

  @Test
  @DisplayName("a database is named, with the delay of what other servers revoke")
  void databaseIsNamed() {
    String store = "jdbc:java:comp/env/jdbc/shop";
    assertThat(report(Map.of("store", store)))
        .contains("store      " + store + ", shared: ", "revokes is refused here within 5 s");
    assertThat(report(Map.of("store", store, "storeCacheLifetime", "0s")))
        .contains("revokes is refused here at once");
  }

  @Test
  @DisplayName("memory is no warning with opaque tokens, and one with JWTs")
  void memoryIsNamed() {
    assertThat(report(Map.of()))
        .contains("store      the memory of this server")
        .doesNotContain("are kept in the memory");
    assertThat(
            report(
                Map.of(
                    "tokenFormat", "jwt",
                    "signingKey", "env:KEY",
                    "issuer", "https://shop.example",
                    "audience", "shop")))
        .contains("SB302", "refresh tokens and revocations of JWTs", "this one server");
  }
}
