// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import java.nio.file.Path;

/** What GlassFish and Payara have in common: the commands of asadmin, one a line, and logging. */
final class Asadmin {

  /**
   * Lines that replace those before in logging.properties. At its finest, the server itself prints
   * whole requests.
   */
  static final String LOG_EVERYTHING =
      """

      .level = ALL
      com.sun.level = INFO
      fish.level = INFO
      java.level = INFO
      javax.level = INFO
      jdk.level = INFO
      org.level = INFO
      sun.level = INFO
      io.github.servletbearer.level = ALL
      """;

  private Asadmin() {}

  static String deploy(String contextPath, Path app) {
    return "deploy --name %s --contextroot %s \"%s\"\n"
        .formatted(name(contextPath), RunningServer.contextRoot(contextPath), app);
  }

  static String undeploy(String contextPath) {
    return "undeploy %s\n".formatted(name(contextPath));
  }

  private static String name(String contextPath) {
    return Kit.fileName(contextPath, '-');
  }
}
