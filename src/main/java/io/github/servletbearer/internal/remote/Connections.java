// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connections to a provider: through the JVM's proxy where one is set, and over its TLS. */
final class Connections {
  private Connections() {}

  /**
   * A socket for this address, not connected yet. A HTTP proxy is asked for a tunnel, and sees
   * nothing of what goes through.
   */
  static Socket socket(URI address) {
    ProxySelector proxies = ProxySelector.getDefault();
    List<Proxy> ways = proxies == null ? null : proxies.select(address);
    return new Socket(ways == null || ways.isEmpty() ? Proxy.NO_PROXY : ways.get(0));
  }

  /** Connects it. Without a proxy the name is looked up here, else by the proxy. */
  static void connect(Socket socket, URI address, Timeouts timeouts) throws IOException {
    InetSocketAddress end = new InetSocketAddress(address.getHost(), port(address));
    socket.connect(end, timeouts.connectMillis());
    socket.setSoTimeout(timeouts.readMillis());
  }

  /**
   * What to talk through: the socket itself for plain http, else TLS over it, by the JVM's default
   * context. Certificate and host name are checked in the handshake (RFC 2818 3.1), whatever an
   * application has switched off for all its connections ({@code
   * HttpsURLConnection.setDefaultHostnameVerifier}).
   */
  static Socket secured(Socket socket, URI address) throws IOException {
    if (!isHttps(address)) {
      return socket;
    }
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured =
        (SSLSocket) tls.createSocket(socket, name(address), port(address), /* autoClose= */ true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static boolean isHttps(URI address) {
    return address.getScheme().equalsIgnoreCase("https");
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return isHttps(address) ? 443 : 80;
  }

  /** The host as certificates name it: without the brackets of an IPv6 address. */
  private static String name(URI address) {
    String host = address.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
