// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.net.URI;
import java.nio.file.Path;

/** One running server: a process of its own, on a free port of 127.0.0.1. */
public interface Container extends AutoCloseable {

  /**
   * Starts the kind of server that the system property {@code container} names, and returns when it
   * serves. This is the one place that knows which kinds there are.
   */
  static Container start(ServerSpec spec) {
    String kind = System.getProperty("container", "tomcat9");
    return switch (kind) {
      case "tomcat9" -> Tomcat9.start(spec);
      default ->
          throw new IllegalArgumentException("No container is called " + kind + "; try tomcat9");
    };
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  URI base();

  Console console();

  /** Where the server writes its log files, the console not included. */
  Path logs();

  /** Takes one application away, and returns when the server has let go of it. */
  void undeploy(String contextPath);

  /** Stops the server in good order; the console can be read afterwards. */
  @Override
  void close();

  /** The distribution's own folder, for tests that use what it ships. */
  Path home();
}
