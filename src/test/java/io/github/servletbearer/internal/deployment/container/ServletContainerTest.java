// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServletContainerTest {
  @ParameterizedTest
  @CsvSource({
    "Apache Tomcat/7.0.109, TOMCAT",
    "Apache Tomcat/11.0.24, TOMCAT",
    "Apache Tomcat (TomEE)/9.0.68 (8.0.13), TOMCAT",
    "jetty/9.4.58.v20250814, JETTY",
    "jetty/10.0.25, JETTY",
    "jetty/12.0.31, JETTY",
    "Payara Micro  5.2022.5 #badassmicrofish (build 1327), PAYARA",
    "GlassFish Server Open Source Edition  5.1.0, GLASSFISH",
    "WildFly Full 26.1.3.Final (WildFly Core 18.1.2.Final) - 2.2.19.Final, WILDFLY",
    "JBoss EAP 7.4.0.GA (WildFly Core 15.0.2.Final-redhat-00001) - 2.2.5.Final, WILDFLY",
    "Undertow - 2.2.40.Final, UNDERTOW",
    "IBM WebSphere Liberty/22.0.0.12, LIBERTY",
    "Open Liberty/26.0.0.3, LIBERTY",
    "Resin/4.0.66, RESIN",
    "WebLogic Server 12.2.1.4.0, UNKNOWN",
    "Apache, UNKNOWN",
    "'', UNKNOWN",
  })
  void containerIsRecognisedByItsServerInfo(String serverInfo, ServletContainer expected) {
    assertThat(ServletContainer.of(serverInfo)).isEqualTo(expected);
  }

  @Test
  void containerThatHidesItsNameIsTakenForTheWorst() {
    ServletContainer unknown = ServletContainer.of(null);
    assertThat(unknown).isEqualTo(ServletContainer.UNKNOWN);
    assertThat(unknown.stopsAtFailingFilter()).isFalse();
    assertThat(unknown.servesDespiteFailures()).as("a servlet that throws may stop it").isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyContainerCanBeNamedOnTheCommandLine(ServletContainer container) {
    String name = container.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(ServletContainer.named(name)).isEqualTo(container);
    assertThat(ServletContainer.names()).contains(name);
    assertThat(container.outcomeOfProblems()).isNotBlank();
  }

  @Test
  void jettySkipsInitializersBeforeVersion3() {
    for (String version : new String[] {null, "2.3", "2.4", "2.5"}) {
      assertThat(ServletContainer.JETTY.skipsInitializers(version)).isTrue();
      assertThat(ServletContainer.TOMCAT.skipsInitializers(version)).isFalse();
    }
    assertThat(ServletContainer.JETTY.skipsInitializers("3.0")).isFalse();
    assertThat(ServletContainer.JETTY.skipsInitializers("4.0")).isFalse();
  }

  @Test
  void resinBringsServletsForItsOwnKindsOfPages() {
    assertThat(ServletContainer.RESIN.ownServlets()).contains("default", "resin-php");
    assertThat(ServletContainer.TOMCAT.ownServlets()).containsExactlyInAnyOrder("default", "jsp");
  }
}
