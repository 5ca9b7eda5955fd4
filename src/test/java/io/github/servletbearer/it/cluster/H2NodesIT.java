// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;

/** With an H2 that serves over TCP. */
class H2NodesIT extends TwoNodesContract {
  private Server server;
  private Connection held;

  @Override
  SharedDatabase database() throws Exception {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    SharedDatabase database = SharedDatabase.h2(server.getPort());
    held = DriverManager.getConnection(database.url(), database.user(), ""); // in memory
    return database;
  }

  @AfterAll
  void stopServer() throws Exception {
    held.close();
    server.stop();
  }
}
