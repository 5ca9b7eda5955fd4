// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  @Test
  @DisplayName("a TLS handshake waits for no delayed acknowledgement (RFC 1122 4.2.3.4)")
  void smallPiecesAreSentAtOnce() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Connection connection =
          Connection.to(URI.create("https://localhost:" + server.getLocalPort() + "/"));
      try (Socket socket = connection.socket()) {
        connection.open(socket, Timeouts.USUAL);

        assertThat(socket.getTcpNoDelay()).isTrue();
      }
    }
  }
}
