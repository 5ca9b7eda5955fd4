// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
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

  @Test
  @DisplayName("the log has no password of -Dhttps.proxyHost=joe:secret@proxy.example.com")
  void proxyIsNamedWithoutPassword() {
    ProxySelector before = ProxySelector.getDefault();
    InetSocketAddress written = InetSocketAddress.createUnresolved("joe:secret@proxy", 3128);
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, written));
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {
            throw new AssertionError(e);
          }
        });
    try {
      assertThat(Connection.to(URI.create("https://localhost/")).through())
          .isEqualTo("(through the proxy proxy:3128) ");
    } finally {
      ProxySelector.setDefault(before);
    }
  }
}
