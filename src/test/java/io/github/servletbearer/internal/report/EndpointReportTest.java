// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.SERVLET_CLASS;
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
import org.junit.jupiter.api.Test;

class EndpointReportTest {
  @Test
  @DisplayName("the start reports where the metadata of discovery are")
  void metadataAreReported() {
    Deployment deployment =
        WebXmlText.deployment(
            servlet("c", SERVLET_CLASS),
            servletMapping(
                "c",
                "/token",
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-authorization-server"),
            filter("f"),
            filterMapping("f", "/*"));
    Problems problems = new Problems();
    Map<String, String> context = Map.of("bearer.publicUrl", "https://shop.example.com/shop");
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(context), "Shop", problems);
    assertThat(problems.errors()).isEmpty();
    PathStrictness strictness =
        new PathStrictness(ServletContainer.of("Apache Tomcat/9.0.117"), false);
    Protection protection = new Protection(settings, settings.coverage(deployment));

    assertThat(new StartReport("/shop", settings, protection, strictness).text())
        .contains(
            "discovery  /shop/.well-known/oauth-protected-resource",
            "discovery  /shop/.well-known/oauth-authorization-server");
  }
}
