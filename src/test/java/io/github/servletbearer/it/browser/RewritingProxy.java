// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy that shows an application under another path, as gateways do: {@code
 * /shop/v1/docs} is {@code /demo/docs} there. It tells the application nothing of this: no
 * forwarded header, its own Host, and bodies as they are.
 */
final class RewritingProxy implements AutoCloseable {

  /** What visitors see in place of the context path. */
  static final String PUBLIC_PATH = "/shop/v1";

  /** RFC 9110 7.6.1, and those that the client makes itself. */
  private static final Set<String> OF_ONE_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpServer server;
  private final ExecutorService threads;
  private final String backend;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private RewritingProxy(HttpServer server, ExecutorService threads, String backend) {
    this.server = server;
    this.threads = threads;
    this.backend = backend;
  }

  /** Starts in front of an application, whose address includes the context path. */
  static RewritingProxy before(String backend) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads = Executors.newCachedThreadPool();
      RewritingProxy proxy = new RewritingProxy(server, threads, backend);
      server.createContext(PUBLIC_PATH + "/", proxy::pass);
      server.setExecutor(threads);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The application's address here. */
  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PUBLIC_PATH;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> response = client.send(request(exchange), BodyHandlers.ofByteArray());
      response.headers().map().entrySet().stream()
          .filter(field -> isEndToEnd(field.getKey()))
          .forEach(field -> exchange.getResponseHeaders().put(field.getKey(), field.getValue()));
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    String path = asked.getRawPath().substring(PUBLIC_PATH.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(backend + path + query))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static boolean isEndToEnd(String header) {
    return !OF_ONE_HOP.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
