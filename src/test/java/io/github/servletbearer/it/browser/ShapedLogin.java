// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.servletbearer.internal.ProviderShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An identity provider of a shape on this machine, its hosts replaced by addresses here. It logs in
 * everybody who presses its button, checks the code and PKCE (RFC 7636), and answers as the row
 * says that was set last.
 */
final class ShapedLogin implements AutoCloseable {
  private static final Set<String> USUAL =
      Set.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "state",
          "code_challenge",
          "code_challenge_method");

  private final LoginShape provider;
  private final ProviderShape shape;
  private final HttpServer server;
  private final Map<String, JsonObject> pages = new ConcurrentHashMap<>();
  private final Set<String> loginPaths = new HashSet<>();
  private final Set<String> tokenPaths = new HashSet<>();
  private final Map<String, Map<String, String>> requestsByCode = new ConcurrentHashMap<>();
  private volatile LoginShape row;
  private volatile Map<String, String> asked = Map.of();

  private ShapedLogin(LoginShape provider, HttpServer server) {
    this.provider = provider;
    this.shape = ProviderShape.of(provider.name());
    this.server = server;
    this.row = provider;
  }

  static ShapedLogin start(LoginShape provider) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ShapedLogin login = new ShapedLogin(provider, server);
      login.publish();
      server.createContext("/", login::answer);
      server.start();
      return login;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish() {
    shape.get("metadata").getAsJsonObject().asMap().forEach(this::addToPage);
    provider.merged("metadata").asMap().forEach(this::addToPage);
    for (JsonObject page : pages.values()) {
      addPath(loginPaths, page.get("authorization_endpoint"));
      addPath(tokenPaths, page.get("token_endpoint"));
    }
    for (JsonElement path : shape.get("keysAt").getAsJsonArray()) {
      addToPage(path.getAsString(), JsonParser.parseString(shape.keys()));
    }
  }

  private void addToPage(String path, JsonElement members) {
    JsonObject page = pages.computeIfAbsent(path, each -> new JsonObject());
    JsonObject here = JsonParser.parseString(here(members.toString())).getAsJsonObject();
    here.entrySet().forEach(member -> page.add(member.getKey(), member.getValue()));
  }

  private static void addPath(Set<String> paths, JsonElement address) {
    if (address != null) {
      paths.add(URI.create(address.getAsString()).getPath());
    }
  }

  /** The first of its hosts, on another site than the application; the others have another name. */
  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** A text with this machine in place of the provider's hosts. */
  String here(String text) {
    String here = text;
    String origin = origin();
    for (JsonElement host : provider.provider().getAsJsonArray("hosts")) {
      here = here.replace(host.getAsString(), origin);
      origin = origin.replace("localhost", "127.0.0.1");
    }
    return here;
  }

  /** Answers as this row says from now on. */
  void use(LoginShape row) {
    this.row = row;
    this.asked = Map.of();
  }

  /** The parameters of the last login that not every login has. */
  Map<String, String> asked() {
    Map<String, String> more = new TreeMap<>(asked);
    more.keySet().removeAll(USUAL);
    return more;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (pages.containsKey(path)) {
      Exchanges.send(exchange, 200, "application/json", pages.get(path).toString());
    } else if (path.equals("/continue")) {
      leadBack(exchange);
    } else if (loginPaths.contains(path)) {
      askToContinue(exchange);
    } else if (tokenPaths.contains(path)) {
      redeem(exchange);
    } else {
      Exchanges.send(exchange, 404, "text/plain", "");
    }
  }

  private void askToContinue(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> request = Exchanges.form(query); // fails where a parameter is there twice
    asked = request;
    boolean valid =
        "code".equals(request.get("response_type"))
            && clientId().equals(request.get("client_id"))
            && request.get("redirect_uri").endsWith("/docs/oauth2-redirect.html")
            && "S256".equals(request.get("code_challenge_method"));
    String form = "<form method='post' action='/continue?" + query.replace("&", "&amp;") + "'>";
    Exchanges.html(
        exchange, valid ? form + "<button id='login'>Log in</button></form>" : "<h1>No</h1>");
  }

  private String clientId() {
    return provider.provider().get("clientId").getAsString();
  }

  private void leadBack(HttpExchange exchange) throws IOException {
    Map<String, String> request = Exchanges.form(exchange.getRequestURI().getRawQuery());
    Map<String, String> answer = new TreeMap<>();
    row.merged("answer")
        .entrySet()
        .forEach(each -> answer.put(each.getKey(), here(each.getValue().getAsString())));
    answer.put("state", request.get("state"));
    if (!answer.containsKey("error")) {
      String code = "code-" + requestsByCode.size();
      requestsByCode.put(code, request);
      answer.put("code", code);
    }
    Exchanges.redirect(exchange, request.get("redirect_uri") + "?" + Exchanges.query(answer));
  }

  private void redeem(HttpExchange exchange) throws IOException {
    Map<String, String> form = Exchanges.form(Exchanges.body(exchange));
    Map<String, String> request = requestsByCode.remove(form.getOrDefault("code", ""));
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (row.is("cors", true)) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
    }
    boolean valid =
        request != null
            && clientId().equals(form.get("client_id"))
            && !form.containsKey("client_secret")
            && request.get("redirect_uri").equals(form.get("redirect_uri"))
            && request.get("code_challenge").equals(Exchanges.challenge(form.get("code_verifier")));
    if (!valid) {
      Exchanges.send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
    } else if (row.row().has("refused")) {
      JsonObject error = row.merged("refused");
      int status = error.remove("status").getAsInt();
      Exchanges.send(exchange, status, "application/json", error.toString());
    } else {
      Exchanges.send(exchange, 200, "application/json", tokens().toString());
    }
  }

  private JsonObject tokens() {
    JsonObject tokens = row.merged("tokens");
    Map<String, JsonElement> kinds = shape.provider().getAsJsonObject("tokens").asMap();
    for (String member : Set.of("access_token", "id_token")) {
      if (tokens.has(member) && kinds.containsKey(tokens.get(member).getAsString())) {
        String kind = tokens.get(member).getAsString();
        tokens.addProperty(member, shape.token(kind, Instant.now(), this::here));
      }
    }
    return tokens;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
