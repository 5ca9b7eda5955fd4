// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the identity providers of the tests read of requests, and how they answer. */
final class Exchanges {
  private Exchanges() {}

  /**
   * The fields of a form or a query.
   *
   * @throws IllegalArgumentException if one is there twice (RFC 6749 3.1)
   */
  static Map<String, String> form(String encoded) {
    Map<String, String> form = new TreeMap<>();
    for (String field : String.valueOf(encoded).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0 && form.put(field.substring(0, equals), decode(field, equals + 1)) != null) {
        throw new IllegalArgumentException("twice: " + field);
      }
    }
    return form;
  }

  private static String decode(String text, int start) {
    return URLDecoder.decode(text.substring(start), StandardCharsets.UTF_8);
  }

  /** Fields as a query. */
  static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each -> each.getKey() + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** The challenge of a PKCE verifier, S256 (RFC 7636 4.2). */
  static String challenge(String verifier) {
    try {
      byte[] ascii = String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static void html(HttpExchange exchange, String body) throws IOException {
    String head = "<!DOCTYPE html><link rel='icon' href='data:,'><title>Provider</title>";
    send(exchange, 200, "text/html; charset=utf-8", head + body);
  }

  static void redirect(HttpExchange exchange, String address) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Location", address);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
