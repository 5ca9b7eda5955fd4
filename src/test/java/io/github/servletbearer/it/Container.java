// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.server.Servers;
import java.net.URI;
import java.nio.file.Path;

/** One running server: a process of its own, on a free port of 127.0.0.1. */
public interface Container extends AutoCloseable {

  /**
   * Starts the server and returns when it serves and has tried every application of the
   * specification. An application that fails to deploy is in the console, and ends nothing.
   */
  static Container start(ServerSpec spec) {
    return Servers.start(spec);
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  URI base();

  Console console();

  /** Where the server writes its log files, the console not included. */
  Path logs();

  /**
   * Deploys a WAR or an exploded folder, and returns when the server has tried it.
   *
   * @throws UnsupportedOperationException where the server cannot do it while it runs
   */
  void deploy(String contextPath, Path warOrDirectory);

  /** Takes one application away, and returns when the server has let go of it. */
  void undeploy(String contextPath);

  /** Ends the server at once, as {@code kill -9} does, and returns when its process is gone. */
  void kill();

  /** Stops the server in good order; the console can be read afterwards. */
  @Override
  void close();

  /** The distribution's own folder, for tests that use what it ships. */
  Path home();
}
