// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS by the JVM's default context, and by nothing weaker: applications of old have switched off
 * the check of certificates or host names for all connections of their JVM ({@code
 * HttpsURLConnection.setDefault...}), which must not hold here. Beneath TLS it shows the plain
 * socket, which can be closed whatever TLS is waiting for.
 */
final class StrictTls extends SSLSocketFactory {
  private final SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private final Consumer<Socket> watcher;

  private StrictTls(Consumer<Socket> watcher) {
    this.watcher = watcher;
  }

  /** Sets a connection up that is not open yet; the watcher is shown each socket. */
  static void setUp(HttpsURLConnection connection, Consumer<Socket> watcher) {
    connection.setSSLSocketFactory(new StrictTls(watcher));
    // Asked only where the JVM's own check has said no.
    connection.setHostnameVerifier((host, session) -> false);
  }

  /** What the JDK calls: it connects a plain socket first, since the other ways are not offered. */
  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    watcher.accept(plain);
    return checked(tls.createSocket(plain, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return watched(tls.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return watched(tls.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return watched(tls.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return watched(tls.createSocket(host, port, local, localPort));
  }

  private Socket watched(Socket socket) {
    watcher.accept(socket);
    return checked(socket);
  }

  /** The host name is checked in the handshake (RFC 2818 3.1). */
  private static Socket checked(Socket socket) {
    SSLSocket secured = (SSLSocket) socket;
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
