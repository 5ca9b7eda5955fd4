// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests whose targets no library may tidy up: one at a time, each over a connection of its
 * own, bounded in time and size, following no redirect. TLS is trusted as the JVM trusts it, and
 * its proxy settings hold. Not thread-safe.
 */
final class HttpClient implements Closeable {
  private final BaseUrl address;
  private final Duration timeout;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "servlet-bearer-probe");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A client.
   *
   * @param timeout for a whole exchange, from the first step to the last byte
   */
  HttpClient(BaseUrl address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
  }

  /**
   * Sends one request without a body.
   *
   * @param target the request target as it is sent, each character as one byte
   * @param authorization the value of that header, or null
   * @throws NoResponseException if nothing comes that is HTTP
   */
  ProbeResponse ask(String method, String target, @Nullable String authorization)
      throws NoResponseException {
    AtomicBoolean late = new AtomicBoolean();
    try (Socket socket = new Socket(proxy())) {
      Runnable abort =
          () -> {
            late.set(true);
            close(socket);
          };
      Future<?> end = watch.schedule(abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return exchange(socket, request(method, target, authorization));
      } finally {
        end.cancel(false);
      }
    } catch (IOException e) {
      throw late.get() ? tooSlow() : failure(e);
    }
  }

  private ProbeResponse exchange(Socket socket, String request) throws IOException {
    socket.connect(
        new InetSocketAddress(address.bareHost(), address.port()), (int) timeout.toMillis());
    Socket secured = address.isHttps() ? secured(socket) : socket;
    secured.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    secured.getOutputStream().flush();
    return new ResponseReader(new BufferedInputStream(secured.getInputStream())).read();
  }

  private Proxy proxy() {
    ProxySelector proxies = ProxySelector.getDefault();
    List<Proxy> ways = proxies == null ? null : proxies.select(address.uri());
    return ways == null || ways.isEmpty() ? Proxy.NO_PROXY : ways.get(0);
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured =
        (SSLSocket) tls.createSocket(socket, address.bareHost(), address.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private String request(String method, String target, @Nullable String authorization) {
    return method
        + ' '
        + target
        + " HTTP/1.1\r\nHost: "
        + address.authority()
        + "\r\nUser-Agent: "
        + Limits.USER_AGENT
        + "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n"
        + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
        + "\r\n";
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private NoResponseException tooSlow() {
    return new NoResponseException(
        "does not answer within " + timeout.toMillis() + " ms",
        "See whether it is well, and what firewalls say.");
  }

  /** In our words: messages of the JDK may quote what the server has sent. */
  private NoResponseException failure(IOException e) {
    if (e instanceof UnknownHostException) {
      return new NoResponseException(
          "is no host that can be found", "Compare the address, and this machine's DNS.");
    }
    if (e instanceof SocketTimeoutException) {
      return tooSlow();
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return new NoResponseException(
          "cannot be connected to", "See whether it runs at this port, and what firewalls say.");
    }
    if (e instanceof SSLException) {
      return new NoResponseException(
          "offers no trusted TLS (" + e.getClass().getSimpleName() + ")",
          "Its certificate must be valid for the host name, and its authority in the JVM's trust"
              + " store: -Djavax.net.ssl.trustStore=file before -jar.");
    }
    return new NoResponseException(
        "breaks off, or does not speak HTTP/1.1", "Compare scheme and port of the address.");
  }

  /** Ends the thread that ends what takes too long. */
  @Override
  public void close() {
    watch.shutdownNow();
  }
}
