// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import java.util.Set;

/** The servers of the container matrix: what they are called, where they come from, what runs. */
public enum ServerKind {
  TOMCAT_7("Tomcat 7.0.109", "org.apache.tomcat:tomcat:7.0.109:tar.gz", 17, 8, 25),
  TOMCAT_8("Tomcat 8.5.100", "org.apache.tomcat:tomcat:8.5.100:tar.gz", 17, 8, 25),
  TOMCAT_9("Tomcat 9.0.117", "org.apache.tomcat:tomcat:9.0.117:tar.gz", 17, 8, 25),
  TOMEE_8("TomEE 8.0.13", "org.apache.tomee:apache-tomee:8.0.13:tar.gz:webprofile", 17, 8),
  JETTY_9(
      "Jetty 9.4.58", "org.eclipse.jetty:jetty-distribution:9.4.58.v20250814:tar.gz", 17, 8, 25),
  JETTY_10("Jetty 10.0.25", "org.eclipse.jetty:jetty-home:10.0.25:tar.gz", 17, 25),
  JETTY_12("Jetty 12.0.31 ee8", "org.eclipse.jetty:jetty-home:12.0.31:tar.gz", 17, 25),
  WILDFLY_26("WildFly 26.1.3", "org.wildfly:wildfly-dist:26.1.3.Final:zip", 17, 8),
  PAYARA_5("Payara Micro 5.2022.5", "fish.payara.extras:payara-micro:5.2022.5:jar", 17, 8),
  GLASSFISH_5("GlassFish 5.1.0", "org.glassfish.main.distributions:glassfish:5.1.0:zip", 8),
  LIBERTY_22("Open Liberty 22.0.0.12", "io.openliberty:openliberty-runtime:22.0.0.12:zip", 17, 8),
  LIBERTY_26("Open Liberty 26.0.0.3", "io.openliberty:openliberty-runtime:26.0.0.3:zip", 17, 25),
  UNDERTOW_2("Undertow 2.2.40", "io.undertow:undertow-servlet:2.2.40.Final:jar", 17),
  RESIN_4("Resin 4.0.66", "com.caucho:resin:4.0.66:jar", 17),
  TOMCAT_10("Tomcat 10.1.59", "org.apache.tomcat:tomcat:10.1.59:tar.gz", 17, 25),
  TOMCAT_11("Tomcat 11.0.24", "org.apache.tomcat:tomcat:11.0.24:tar.gz", 17, 25),
  JETTY_12_EE10("Jetty 12.0.31 ee10", "org.eclipse.jetty:jetty-home:12.0.31:tar.gz", 17, 25),
  TOMCAT_10_JAVAEE("Tomcat 10.1.59 webapps-javaee", "org.apache.tomcat:tomcat:10.1.59:tar.gz", 17),
  TOMCAT_11_JAVAEE("Tomcat 11.0.24 webapps-javaee", "org.apache.tomcat:tomcat:11.0.24:tar.gz", 17);

  private final String title;
  private final String artifact;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
  private final Set<Integer> javas;

  ServerKind(String title, String artifact, Integer... javas) {
    this.title = title;
    this.artifact = artifact;
    this.javas = Set.of(javas);
  }

  /** Name and version, for people. */
  public String title() {
    return title;
  }

  /** What Maven fetches: {@code group:artifact:version:type[:classifier]}. */
  public String artifact() {
    return artifact;
  }

  /** The Java versions that it is tested on. */
  public Set<Integer> javas() {
    return javas;
  }

  /** Whether it serves {@code jakarta.servlet} alone, so that applications need the twin JAR. */
  public boolean isJakarta() {
    return this == TOMCAT_10 || this == TOMCAT_11 || this == JETTY_12_EE10;
  }

  /** Whether it gets {@code javax.servlet} applications and converts them itself. */
  public boolean isConverting() {
    return this == TOMCAT_10_JAVAEE || this == TOMCAT_11_JAVAEE;
  }

  /** Whether applications come and go while it runs; the others have them from start to stop. */
  public boolean canDeploy() {
    return this != UNDERTOW_2 && this != RESIN_4 && this != PAYARA_5;
  }
}
