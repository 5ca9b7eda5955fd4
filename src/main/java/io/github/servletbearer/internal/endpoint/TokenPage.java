// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.bytes.Sha256;
import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.HtmlTemplate;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.SameOrigin;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.IssuedToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers browsers: a login form, and a page that shows the token once. Works without JavaScript,
 * and better with it. It cannot be framed or cached, and runs no script but its own. Immutable.
 */
final class TokenPage implements TokenResponder {
  private static final HtmlTemplate PAGE = template("token-page.html");
  private static final HtmlTemplate FORM = template("token-form.html");
  private static final HtmlTemplate RESULT = template("token-result.html");
  private static final HtmlTemplate REVOKE = template("token-revoke.html");
  private static final HtmlTemplate REVOKED = template("token-revoked.html");
  private static final String STYLE = Streams.resource(TokenPage.class, "token-page.css");
  private static final String SCRIPT = Streams.resource(TokenPage.class, "token-page.js");

  /** Allows this style and this script, and nothing else. */
  private static final String POLICY =
      String.format(
          "default-src 'none'; style-src '%s'; script-src '%s'; form-action 'self';"
              + " base-uri 'none'; frame-ancestors 'none'",
          hash(STYLE), hash(SCRIPT));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String title;
  private final Duration lifetime;
  private final String catalogue;
  private final @Nullable String revoke;
  private final @Nullable String again;
  private final boolean hasForm;
  private final TokenRequestRules rules;

  /**
   * @param lifetime of a new token
   */
  TokenPage(Settings settings, Duration lifetime, TokenRequestRules rules) {
    this.title = settings.title();
    this.lifetime = lifetime;
    this.rules = rules;
    Map<String, String> scopes = new TreeMap<>();
    for (SchemeSettings scheme : settings.schemes().values()) {
      scopes.putAll(scheme.scopes());
    }
    this.catalogue = catalogue(scopes);
    this.revoke = settings.endpoints().relative(Endpoint.TOKEN, Endpoint.REVOKE);
    this.hasForm =
        settings.offeredGrants().contains(GrantType.PASSWORD)
            && settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.ANY;
    this.again = hasForm ? settings.endpoints().relative(Endpoint.REVOKE, Endpoint.TOKEN) : null;
  }

  /**
   * Whether a person sees the response: browsers accept text/html by name. So does Java's
   * HttpURLConnection, but only browsers name the page that sent a form.
   */
  static boolean isWanted(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    boolean html = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    return html && (!request.getMethod().equals("POST") || SameOrigin.isFromPage(request));
  }

  @Override
  public boolean showsRefreshToken() {
    return false;
  }

  /** There is a form for passwords only: a client's secret is not typed. */
  @Override
  public boolean sendForm(HttpServletRequest request, HttpServletResponse response)
      throws BearerException, IOException {
    if (!hasForm) {
      return false;
    }
    rules.requireSafeTransport(request); // before a password is typed
    send(request, response, "Get a token", form(""));
    return true;
  }

  /** The reason, and the form again if there is one and the connection is safe. */
  @Override
  public void sendNoToken(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    String problem = problem(response, error);
    boolean again = hasForm && rules.isTransportSafe(request);
    send(request, response, "No token", again ? form(problem) : problem);
  }

  @Override
  public void sendRevoked(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String way =
        again == null
            ? ""
            : "<p><a href=\"" + HtmlTemplate.escape(again) + "\">Another token</a></p>\n";
    send(request, response, "Token revoked", REVOKED.with("again", way).html());
  }

  @Override
  public void sendNotRevoked(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    send(request, response, "Not revoked", problem(response, error));
  }

  private static String problem(HttpServletResponse response, ErrorResponse error) {
    response.resetBuffer();
    error.sendHead(response);
    return "<p class=\"bad\" role=\"alert\">"
        + HtmlTemplate.escape(error.description())
        + ".</p>\n";
  }

  @Override
  public void sendToken(
      HttpServletRequest request, HttpServletResponse response, IssuedToken issued)
      throws IOException {
    BearerToken token = issued.token();
    Instant end = token.expiresAt();
    String result =
        RESULT
            .with("token", issued.text())
            .with("user", token.subject())
            .with("scopes", token.scopes().isEmpty() ? "none" : String.join(" ", token.scopes()))
            .with("seconds", Long.toString(lifetime.getSeconds()))
            .with("end", end == null ? "-" : TIME.format(end))
            .with("revoke", revoke(issued.text()))
            .html();
    send(request, response, "Your token", result);
  }

  /** A form that holds the token: it works without JavaScript, and its URL holds no token. */
  private String revoke(String token) {
    return revoke == null ? "" : REVOKE.with("revoke", revoke).with("token", token).html();
  }

  private String form(String problem) {
    return FORM.with("problem", problem).with("catalogue", catalogue).html();
  }

  /** The scopes that can be requested, each with its description. */
  private static String catalogue(Map<String, String> scopes) {
    StringBuilder list = new StringBuilder();
    scopes.forEach(
        (scope, description) ->
            list.append("<li data-scope=\"")
                .append(HtmlTemplate.escape(scope))
                .append("\"><strong>")
                .append(HtmlTemplate.escape(scope))
                .append("</strong> ")
                .append(HtmlTemplate.escape(description))
                .append("</li>\n"));
    return list.length() == 0 ? "" : "<ul>\n" + list + "</ul>\n";
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, String heading, String content)
      throws IOException {
    String html =
        PAGE.with("title", title)
            .with("heading", heading)
            .with("style", STYLE)
            .with("content", content)
            .with("script", SCRIPT)
            .html();
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    // Not no-referrer: browsers would then send the form with "Origin: null".
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    JsonResponse.send(request, response, "text/html;charset=UTF-8", body);
  }

  private static HtmlTemplate template(String file) {
    return HtmlTemplate.read(TokenPage.class, file);
  }

  /** The hash by which a policy allows an inline style or script (CSP 3, 2.3.1). */
  private static String hash(String text) {
    byte[] digest = Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
