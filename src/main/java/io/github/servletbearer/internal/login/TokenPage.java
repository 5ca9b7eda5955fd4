// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.http.Html;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.token.IssuedToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint for people: a plain form, and a page that shows the token once. Works without
 * JavaScript; nothing may frame it, keep it, or add to it. Immutable.
 */
final class TokenPage {
  private static final String STYLE =
      ":root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--line:#8b949e;--accent:#0b57d0;"
          + "--on:#fff;--bad:#b3261e}"
          + "@media (prefers-color-scheme:dark){:root{--back:#16181d;--text:#e6e8eb;--line:#7d858f;"
          + "--accent:#a8c7fa;--on:#062e6f;--bad:#f2b8b5}}"
          + "*{box-sizing:border-box}"
          + "body{margin:0;background:var(--back);color:var(--text);"
          + "font:1rem/1.5 system-ui,sans-serif}"
          + "main{max-width:26rem;margin:0 auto;padding:2rem 1rem}"
          + "h1{font-size:1.5rem;margin:0 0 1rem}"
          + "label{display:block;margin:1rem 0 .25rem}"
          + "input,textarea{width:100%;padding:.5rem;font:inherit;color:inherit;"
          + "background:transparent;border:1px solid var(--line);border-radius:.375rem}"
          + "textarea,code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}"
          + "button{margin-top:1.5rem;padding:.5rem 1.5rem;font:inherit;border:0;"
          + "border-radius:.375rem;background:var(--accent);color:var(--on);cursor:pointer}"
          + ":focus-visible{outline:3px solid var(--accent);outline-offset:2px}"
          + "a{color:var(--accent)}"
          + "dt{font-weight:600}dd{margin:0 0 .5rem}"
          + ".bad{border-left:4px solid var(--bad);padding-left:.75rem;color:var(--bad)}";
  private static final String POLICY =
      "default-src 'none'; style-src '"
          + hash(STYLE)
          + "'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String title;

  TokenPage(String title) {
    this.title = Html.escape(title);
  }

  /** Whether the answer is for a person's eyes: browsers ask for text/html by name. */
  static boolean isWanted(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  void sendForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send(request, response, form(null));
  }

  /** Tells why there is no token, and offers the form again if it is safe to use. */
  void sendRefusal(
      HttpServletRequest request, HttpServletResponse response, Refusal refusal, boolean again)
      throws IOException {
    response.resetBuffer();
    refusal.sendHead(response);
    send(request, response, again ? form(refusal.description()) : told(refusal.description()));
  }

  void sendToken(HttpServletRequest request, HttpServletResponse response, IssuedToken issued)
      throws IOException {
    BearerToken token = issued.token();
    Instant end = token.expiresAt();
    String text = Html.escape(issued.text());
    send(
        request,
        response,
        "<h1>Your token</h1>"
            + "<p>It is shown this once. Whoever has it can act as you.</p>"
            + "<label for=\"token\">Access token</label>"
            + "<textarea id=\"token\" rows=\"2\" readonly>"
            + text
            + "</textarea>"
            + "<dl><dt>User</dt><dd>"
            + Html.escape(token.subject())
            + "</dd>"
            + "<dt>Scopes</dt><dd>"
            + scopes(token)
            + "</dd>"
            + "<dt>Good until</dt><dd>"
            + (end == null ? "-" : TIME.format(end))
            + "</dd></dl>"
            + "<p>Send it with each request:</p>"
            + "<p><code>curl -H \"Authorization: Bearer "
            + text
            + "\" URL</code></p>"
            + "<p><a href=\"\">Another token</a></p>");
  }

  private static String scopes(BearerToken token) {
    return token.scopes().isEmpty() ? "none" : Html.escape(String.join(" ", token.scopes()));
  }

  private static String told(@Nullable String problem) {
    return "<h1>Get a token</h1>"
        + (problem == null
            ? ""
            : "<p class=\"bad\" role=\"alert\">" + Html.escape(problem) + ".</p>");
  }

  private static String form(@Nullable String problem) {
    return told(problem)
        + "<form method=\"post\">"
        + "<label for=\"username\">User name</label>"
        + "<input id=\"username\" name=\"username\" autocomplete=\"username\" required autofocus>"
        + "<label for=\"password\">Password</label>"
        + "<input id=\"password\" name=\"password\" type=\"password\""
        + " autocomplete=\"current-password\" required>"
        + "<label for=\"scope\">Scopes, by blanks (empty: all that you may have)</label>"
        + "<input id=\"scope\" name=\"scope\" autocomplete=\"off\">"
        + "<button type=\"submit\">Get token</button>"
        + "</form>";
  }

  private void send(HttpServletRequest request, HttpServletResponse response, String main)
      throws IOException {
    String html =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<title>Token - "
            + title
            + "</title>"
            + "<style>"
            + STYLE
            + "</style></head><body><main><p>"
            + title
            + "</p>"
            + main
            + "</main></body></html>\n";
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    // Not no-referrer: browsers would then send the form with "Origin: null".
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    JsonResponse.send(request, response, "text/html;charset=UTF-8", body);
  }

  /** The style's hash allows it, and nothing else, in the page (CSP 3, 2.3.1). */
  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
