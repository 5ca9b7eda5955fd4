// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * The connection to a server, through the JVM's proxy where one is set. A HTTP proxy is asked for a
 * tunnel (RFC 9110 9.3.6) and sees nothing of what goes through. Not thread-safe.
 */
final class Connection {
  private final URI address;
  private final Proxy proxy;

  private Connection(URI address, Proxy proxy) {
    this.address = address;
    this.proxy = proxy;
  }

  /** The way to an address, as the JVM's {@link ProxySelector} knows it; the first if several. */
  static Connection to(URI address) {
    ProxySelector proxies = ProxySelector.getDefault();
    List<Proxy> ways = proxies == null ? null : proxies.select(address);
    return new Connection(address, ways == null || ways.isEmpty() ? Proxy.NO_PROXY : ways.get(0));
  }

  /** A socket, not connected yet. The JDK's own for HTTP proxies cannot be closed meanwhile. */
  Socket socket() {
    return new Socket(isHttpProxy() ? Proxy.NO_PROXY : proxy);
  }

  private boolean isHttpProxy() {
    return proxy.type() == Proxy.Type.HTTP;
  }

  /** Connects the socket. Without a proxy the name is looked up here, else by the proxy. */
  void open(Socket socket, Timeouts timeouts) throws IOException {
    socket.setTcpNoDelay(true); // else each handshake waits 40 ms for an acknowledgement
    socket.connect(isHttpProxy() ? proxyAddress() : serverAddress(), timeouts.connectMillis());
    socket.setSoTimeout(timeouts.readMillis());
    if (isHttpProxy()) {
      openTunnel(socket);
    }
  }

  private InetSocketAddress proxyAddress() {
    InetSocketAddress known = (InetSocketAddress) proxy.address();
    return known.isUnresolved()
        ? new InetSocketAddress(known.getHostString(), known.getPort())
        : known;
  }

  private InetSocketAddress serverAddress() {
    boolean isLiteral = address.getHost().startsWith("[");
    return proxy.type() == Proxy.Type.SOCKS && !isLiteral
        ? InetSocketAddress.createUnresolved(name(), port())
        : new InetSocketAddress(name(), port());
  }

  /** The name goes to the proxy as it was configured, an IPv6 address in its brackets. */
  private void openTunnel(Socket socket) throws IOException {
    String target = address.getHost() + ':' + port();
    Request request = Request.of("CONNECT", target, target, "servlet-bearer");
    socket.getOutputStream().write(request.bytes());
    // What a proxy says before it is asked for more is read ahead and lost: it is not the answer to
    // a request.
    int status = new ResponseReader(socket.getInputStream()).status();
    if (status == 407) {
      throw new NoResponseException(
          "is not reached, answered 407: the proxy wants a login, which is not supported",
          "let it allow this host without");
    }
    if (status >= 300) {
      throw new NoResponseException(
          "is not reached, answered " + status + " to CONNECT", "let the proxy allow this host");
    }
  }

  /**
   * The proxy, for the log, with a blank behind it; empty without one. A password that somebody has
   * written before the name, where the JVM knows none, is left out.
   */
  String through() {
    if (proxy.type() == Proxy.Type.DIRECT) {
      return "";
    }
    InetSocketAddress known = (InetSocketAddress) proxy.address();
    String host = known.getHostString();
    String name = host.substring(host.lastIndexOf('@') + 1);
    return "(through the proxy " + name + ':' + known.getPort() + ") ";
  }

  boolean isHttps() {
    return address.getScheme().equalsIgnoreCase("https");
  }

  /** The port, also where it was not written. */
  int port() {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return isHttps() ? 443 : 80;
  }

  /** The host as certificates name it: without the brackets of an IPv6 address. */
  String name() {
    String host = address.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
