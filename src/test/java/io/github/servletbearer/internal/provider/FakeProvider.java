// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An identity provider on this machine that answers what a test wants, and counts. */
public final class FakeProvider implements AutoCloseable {
  /** What is answered at a path. */
  public interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /** The same, by what was asked. */
  interface ReplyToRequest {
    void to(HttpExchange exchange, Asked asked) throws IOException;
  }

  /** One request as it came. */
  public record Asked(String method, String path, Map<String, List<String>> headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ReplyToRequest> replies = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public FakeProvider() {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private FakeProvider(InetSocketAddress address) {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::reply);
    server.start();
  }

  private void reply(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
      Asked request =
          new Asked(
              exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body);
      asked.add(request);
      ReplyToRequest reply = replies.get(path);
      if (reply == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        reply.to(exchange, request);
      }
    }
  }

  /** The address of a path here. */
  public URI uri(String path) {
    return URI.create(origin() + path);
  }

  /** Scheme, host and port. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public FakeProvider on(String path, String json) {
    return on(path, 200, json);
  }

  public FakeProvider on(String path, int status, String body) {
    return on(path, exchange -> send(exchange, status, body));
  }

  public FakeProvider on(String path, Reply reply) {
    return on(path, (exchange, request) -> reply.to(exchange));
  }

  public FakeProvider on(String path, ReplyToRequest reply) {
    replies.put(path, reply);
    return this;
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** How often a path was asked for. */
  public long count(String path) {
    return asked.stream().filter(request -> request.path().equals(path)).count();
  }

  /** All requests so far. */
  public List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
