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
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerDescriptorsTest {
  private static final String LOCK = filter("bearer") + filterMapping("bearer", "/api/*");
  private static final String REWRITE = "<New class=\"org.eclipse.jetty.RewriteRegexRule\"/>";

  private static ServerDescriptors.Files file(String name, String text) {
    return path ->
        path.equals("/WEB-INF/" + name)
            ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
            : null;
  }

  private static Problems found(
      ServletContainer container, boolean others, String lock, ServerDescriptors.Files files) {
    Deployment deployment = WebXmlText.deployment(COMPANION, lock);
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(Map.of()), "Shop", new Problems());
    Protection protection = new Protection(settings, settings.coverage(deployment));
    if (others) {
      ServerDescriptors.requireAndWarn(container, files, protection, problems);
    } else {
      ServerDescriptors.require(container, files, protection, problems);
    }
    return problems;
  }

  private static Problems found(ServletContainer container, ServerDescriptors.Files files) {
    return found(container, false, LOCK, files);
  }

  @ParameterizedTest
  @CsvSource({
    "JETTY, jetty-web.xml, <New class=\"x.RewriteRegexRule\"/>",
    "JETTY, jetty8-web.xml, <New class=\"x.RewritePatternRule\"/>",
    "JETTY, web-jetty.xml, <New class=\"x.RewritePatternRule\"/>",
    "LIBERTY, ibm-web-ext.xml, <enable-serving-servlets-by-class-name value=\"true\"/>",
    "LIBERTY, ibm-web-ext.xml, <enable-serving-servlets-by-class-name  value = 'true'/>",
    "LIBERTY, ibm-web-ext.xmi, <x serveServletsByClassnameEnabled=\"true\"/>",
    "RESIN, resin-web.xml, <servlet-mapping url-regexp=\"^/x\" servlet-name=\"items\"/>",
    "RESIN, resin-web.xml, <servlet-mapping url-pattern=\"/s/*\" servlet-name=\"invoker\"/>",
    "UNKNOWN, jetty-web.xml, <New class=\"x.RewriteRegexRule\"/>",
  })
  void stopsWhereServletsAreReachedPastTheFilter(
      ServletContainer container, String file, String text) {
    assertThat(found(container, file(file, text)).errors())
        .singleElement()
        .asString()
        .startsWith("SB219 WEB-INF/" + file + " has ")
        .contains(", past a bearer filter that is mapped to some paths. ");
  }

  @Test
  void saysWhatTheServerDoes() {
    assertThat(found(ServletContainer.JETTY, file("jetty-web.xml", REWRITE)).errors())
        .singleElement()
        .asString()
        .contains("has RewriteRegexRule: inside of the application, Jetty then chooses filters");
  }

  @ParameterizedTest
  @CsvSource({
    "JETTY, jetty-web.xml, <New class=\"x.HeaderPatternRule\"/>",
    "JETTY, jetty-web.xml, <!-- RewriteRegexRule --><!-- RewriteRegexRule -->",
    "LIBERTY, ibm-web-ext.xml, <enable-serving-servlets-by-class-name value=\"false\"/>",
    "RESIN, resin-web.xml, <servlet-mapping url-pattern=\"/s/*\" servlet-name=\"items\"/>",
    "TOMCAT, jetty-web.xml, RewriteRegexRule",
    "JETTY, resin-web.xml, url-regexp",
  })
  void leavesTheRestAlone(ServletContainer container, String file, String text) {
    Problems problems = found(container, file(file, text));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void whatAnotherServerWouldReadIsAWarningOfTheCheck() {
    Problems problems = found(ServletContainer.TOMCAT, true, LOCK, file("jetty-web.xml", REWRITE));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .extracting(Problem::toString)
        .anyMatch(w -> w.contains("SB219"));
    assertThat(found(ServletContainer.JETTY, true, LOCK, file("jetty-web.xml", REWRITE)).errors())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/*"})
  void nothingIsWrongWithoutALockOrWithOneOnAllPaths(String pattern) {
    String lock = pattern.isEmpty() ? "" : filter("bearer") + filterMapping("bearer", pattern);
    assertThat(found(ServletContainer.JETTY, false, lock, file("jetty-web.xml", REWRITE)).errors())
        .isEmpty();
  }

  @Test
  void fileThatCannotBeReadIsNone() {
    ServerDescriptors.Files broken =
        path -> {
          throw new IOException("broken");
        };
    assertThat(found(ServletContainer.JETTY, broken).errors()).isEmpty();
  }
}
