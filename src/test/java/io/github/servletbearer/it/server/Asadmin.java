// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import java.nio.file.Path;

/** Commands of asadmin, the administration program of GlassFish and Payara; one a line. */
final class Asadmin {

  private Asadmin() {}

  static String deploy(String contextPath, Path app) {
    return "deploy --name %s --contextroot %s \"%s\"\n"
        .formatted(name(contextPath), contextPath.isEmpty() ? "/" : contextPath, app);
  }

  static String undeploy(String contextPath) {
    return "undeploy %s\n".formatted(name(contextPath));
  }

  private static String name(String contextPath) {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '-');
  }
}
