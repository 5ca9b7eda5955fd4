// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A small identity provider on another site than the application's: the authorization code flow
 * with PKCE (RFC 6749 4.1, RFC 7636) for one public client and one user. It is as strict as it may
 * be, and answers only those pages by CORS that it has been told of.
 */
final class Provider implements AutoCloseable {

  static final String CLIENT = "docs-page";
  static final String USER = "gina";
  static final String PASSWORD = "her secret";

  /** How long its tokens are good, in seconds. */
  static final int LIFETIME = 600;

  /** What {@link io.github.servletbearer.it.app.TableVerifier} knows. */
  private static final String TOKEN = "good";

  private static final String REFRESH_TOKEN = "never-to-be-kept";

  private final HttpServer server;
  private final Set<String> redirectUris = new ConcurrentSkipListSet<>();
  private final Set<String> origins = new ConcurrentSkipListSet<>();
  private final Map<String, Map<String, String>> requestsByCode = new ConcurrentHashMap<>();
  private volatile String falseState;
  private volatile String issuer;

  private Provider(HttpServer server) {
    this.server = server;
  }

  static Provider start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Provider provider = new Provider(server);
      server.createContext("/authorize", provider::authorize);
      server.createContext("/login", provider::logIn);
      server.createContext("/token", provider::token);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a name that makes it another site than 127.0.0.1. */
  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  String authorizationUrl() {
    return origin() + "/authorize";
  }

  String tokenUrl() {
    return origin() + "/token";
  }

  /** Allows a docs page: where to lead back to, and whom to answer by CORS. */
  void register(String redirectUri, String origin) {
    redirectUris.add(redirectUri);
    origins.add(origin);
  }

  /** Answers no page of this origin by CORS any more. */
  void forgetOrigin(String origin) {
    origins.remove(origin);
  }

  /** Leads back from the next login with another state than the one that came. */
  void changeNextState(String state) {
    falseState = state;
  }

  /** Names this issuer in the answer to the next login (RFC 9207 2). */
  void nameNextIssuer(String iss) {
    issuer = iss;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> request = Exchanges.form(exchange.getRequestURI().getRawQuery());
    boolean good =
        "code".equals(request.get("response_type"))
            && CLIENT.equals(request.get("client_id"))
            && redirectUris.contains(request.getOrDefault("redirect_uri", ""))
            && "S256".equals(request.get("code_challenge_method"))
            && request.getOrDefault("code_challenge", "").length() == 43
            && !request.getOrDefault("state", "").isEmpty();
    // As real ones do; whoever sends it along with a token request would be found out there.
    exchange.getResponseHeaders().set("Set-Cookie", "session=1; HttpOnly; SameSite=Lax");
    Exchanges.html(
        exchange, good ? loginForm(exchange.getRequestURI().getRawQuery()) : "<h1>No</h1>");
  }

  private static String loginForm(String query) {
    return "<h1>Provider</h1><form method='post' action='/login?"
        + query.replace("&", "&amp;").replace("'", "%27")
        + "'><label>User <input name='username' id='username'></label>"
        + "<label>Password <input name='password' id='password' type='password'></label>"
        + "<button id='login'>Log in</button><button id='cancel' name='cancel' value='1'>"
        + "Cancel</button></form>";
  }

  private void logIn(HttpExchange exchange) throws IOException {
    Map<String, String> request = Exchanges.form(exchange.getRequestURI().getRawQuery());
    Map<String, String> fields = Exchanges.form(Exchanges.body(exchange));
    String state = falseState == null ? request.get("state") : falseState;
    falseState = null;
    String answer;
    if (fields.containsKey("cancel")) {
      answer = "error=access_denied";
    } else if (USER.equals(fields.get("username")) && PASSWORD.equals(fields.get("password"))) {
      String code = "code-" + requestsByCode.size() + "-" + request.get("code_challenge");
      requestsByCode.put(code, request);
      answer = "code=" + Exchanges.encode(code);
    } else {
      Exchanges.html(exchange, loginForm(exchange.getRequestURI().getRawQuery()));
      return;
    }
    String iss = issuer == null ? "" : "&iss=" + Exchanges.encode(issuer);
    issuer = null;
    Exchanges.redirect(
        exchange,
        request.get("redirect_uri") + "?" + answer + "&state=" + Exchanges.encode(state) + iss);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = Exchanges.form(Exchanges.body(exchange));
    Map<String, String> asked = requestsByCode.remove(form.getOrDefault("code", ""));
    boolean plain =
        exchange.getRequestMethod().equals("POST")
            && !exchange.getRequestHeaders().containsKey("Authorization")
            && !exchange.getRequestHeaders().containsKey("Cookie")
            && !form.containsKey("client_secret");
    boolean refreshed =
        plain
            && "refresh_token".equals(form.get("grant_type"))
            && CLIENT.equals(form.get("client_id"))
            && REFRESH_TOKEN.equals(form.get("refresh_token"));
    boolean good =
        plain
            && asked != null
            && "authorization_code".equals(form.get("grant_type"))
            && CLIENT.equals(form.get("client_id"))
            && asked.get("redirect_uri").equals(form.get("redirect_uri"))
            && asked.get("code_challenge").equals(Exchanges.challenge(form.get("code_verifier")));
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null && origins.contains(origin)) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
    }
    Map<String, Object> answer =
        good ? success() : refreshed ? renewed() : Map.of("error", "invalid_grant");
    String json = new String(Json.compact(answer), StandardCharsets.UTF_8);
    Exchanges.send(exchange, good || refreshed ? 200 : 400, "application/json", json);
  }

  private static Map<String, Object> success() {
    return Map.of(
        "access_token",
        TOKEN,
        "token_type",
        "Bearer",
        "expires_in",
        LIFETIME,
        "refresh_token",
        REFRESH_TOKEN,
        "id_token",
        jwt(Map.of("sub", "4711", "preferred_username", USER)));
  }

  /** Neither a new refresh token nor an ID token: both may be left out (RFC 6749 6). */
  private static Map<String, Object> renewed() {
    return Map.of("access_token", TOKEN, "token_type", "Bearer", "expires_in", LIFETIME);
  }

  /** A JWT that nobody can verify, for what is shown only. */
  static String jwt(Map<String, Object> claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String header = encoder.encodeToString(Json.compact(Map.of("alg", "RS256")));
    return header + "." + encoder.encodeToString(Json.compact(claims)) + ".c2ln";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
