// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server of its own for static pages: a page on another origin than the application's. */
final class StaticSite implements AutoCloseable {

  private static final Map<String, String> TYPES =
      Map.of("html", "text/html; charset=utf-8", "js", "text/javascript", "css", "text/css");

  private final HttpServer server;
  private final Path folder;
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  private StaticSite(HttpServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  static StaticSite serving(Path folder) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StaticSite site = new StaticSite(server, folder);
      server.createContext("/", site::answer);
      server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a page that is in no file, with an empty icon so that no browser asks for one. */
  StaticSite page(String path, String head, String body) {
    String icon = "<link rel=\"icon\" href=\"data:,\">";
    pages.put(path, "<!DOCTYPE html><head>" + icon + head + "</head><body>" + body + "</body>");
    return this;
  }

  /** As browsers send it: no slash at the end. */
  String origin() {
    return originAt("127.0.0.1");
  }

  /** The same server by another name, which makes it another site. */
  String originAt(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Path file = folder.resolve(path.equals("/") ? "index.html" : path.substring(1)).normalize();
      byte[] body;
      if (pages.containsKey(path)) {
        body = pages.get(path).getBytes(StandardCharsets.UTF_8);
      } else if (file.startsWith(folder) && Files.isRegularFile(file)) {
        body = Files.readAllBytes(file);
      } else {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String extension = file.toString().substring(file.toString().lastIndexOf('.') + 1);
      exchange.getResponseHeaders().set("Content-Type", TYPES.get(extension));
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
