// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ServerSpec;

/** The one place that knows which class starts which kind of server. */
public final class Servers {

  private Servers() {}

  public static Container start(ServerSpec spec) {
    if (spec.isFlat() && spec.kind() == ServerKind.TOMCAT_9) {
      return Embedded.tomcat(spec);
    }
    return switch (spec.kind()) {
      case TOMCAT_7,
          TOMCAT_8,
          TOMCAT_9,
          TOMEE_8,
          TOMCAT_10,
          TOMCAT_11,
          TOMCAT_10_JAVAEE,
          TOMCAT_11_JAVAEE ->
          Tomcat.start(spec);
      case JETTY_9, JETTY_10, JETTY_12, JETTY_12_EE10 -> Jetty.start(spec);
      case UNDERTOW_2 -> Embedded.undertow(spec);
      case RESIN_4 -> Embedded.resin(spec);
      case WILDFLY_26 -> WildFly.start(spec);
      case PAYARA_5 -> Payara.start(spec);
      case GLASSFISH_5 -> GlassFish.start(spec);
      case LIBERTY_22, LIBERTY_26 -> Liberty.start(spec);
    };
  }
}
