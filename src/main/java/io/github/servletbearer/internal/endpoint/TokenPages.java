// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Sha256;
import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.endpoint.text.PageTexts;
import io.github.servletbearer.internal.http.HtmlTemplate;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.SameOrigin;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.GrantType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What all pages for browsers have in common: the application's values, and the HTML and headers
 * around their content. A page cannot be framed or cached, and runs no script but its own.
 * Immutable.
 */
final class TokenPages {
  private final String title;
  private final Duration lifetime;
  private final SortedMap<String, String> scopes;
  private final @Nullable String revoke;
  private final @Nullable String again;
  private final boolean hasForm;
  private final TokenRequestRules rules;
  private final Supplier<@Nullable String> example;

  /**
   * @param lifetime of a new token
   * @param lockedPath gives a path below the context path that a token opens
   */
  TokenPages(
      Settings settings, Duration lifetime, TokenRequestRules rules, Supplier<String> lockedPath) {
    this.title = settings.title();
    this.lifetime = lifetime;
    this.rules = rules;
    this.scopes = Collections.unmodifiableSortedMap(scopes(settings));
    this.revoke = settings.endpoints().relative(Endpoint.TOKEN, Endpoint.REVOKE);
    this.hasForm =
        settings.offeredGrants().contains(GrantType.PASSWORD)
            && settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.ANY;
    this.again = hasForm ? settings.endpoints().relative(Endpoint.REVOKE, Endpoint.TOKEN) : null;
    this.example = () -> settings.endpoints().relative(Endpoint.TOKEN, lockedPath.get());
  }

  /** Every scope that a user's token may have, with its description if there is one. */
  private static SortedMap<String, String> scopes(Settings settings) {
    SortedMap<String, String> scopes = new TreeMap<>();
    for (String scope : settings.knownScopes()) {
      scopes.put(scope, "");
    }
    for (String role : settings.roles()) {
      for (String scope : settings.scopesOf(role)) {
        scopes.put(scope, "");
      }
    }
    for (SchemeSettings scheme : settings.schemes().values()) {
      scopes.putAll(scheme.scopes());
    }
    scopes.keySet().removeIf(scope -> !Words.isScope(scope));
    return scopes;
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

  /** Of a new token. */
  Duration lifetime() {
    return lifetime;
  }

  /** The scopes that can be requested, each with its description, which may be empty. */
  Map<String, String> scopes() {
    return scopes;
  }

  /** Whether there is a form: for passwords only, since a client's secret is not typed. */
  boolean hasForm() {
    return hasForm;
  }

  /** Whether a password may be typed on this connection. */
  boolean isTransportSafe(HttpServletRequest request) {
    return rules.isTransportSafe(request);
  }

  void requireSafeTransport(HttpServletRequest request) throws BearerException {
    rules.requireSafeTransport(request);
  }

  /** The address that revokes a token, for the page that shows one, or null. */
  @Nullable String revoke() {
    return revoke;
  }

  /** The address of the form, for the page after a revocation, or null. */
  @Nullable String again() {
    return again;
  }

  /** An address that a token opens, for the page that shows one. */
  String example() {
    String address = example.get();
    return address == null ? "." : address;
  }

  /**
   * Sends a page.
   *
   * @param heading the key of its heading
   * @param content HTML
   */
  void send(
      HttpServletRequest request,
      HttpServletResponse response,
      PageTexts texts,
      String heading,
      String content)
      throws IOException {
    String html =
        Frame.HTML
            .with(texts.all())
            .with("title", title)
            .with("heading", texts.get(heading))
            .with("style", Frame.STYLE)
            .with("content", content)
            .with("script", Frame.SCRIPT)
            .html();
    response.setHeader("Content-Language", texts.language());
    response.addHeader("Vary", "Accept-Language");
    response.setHeader("Content-Security-Policy", Frame.POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    // Not no-referrer: browsers would then send the form with "Origin: null".
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    JsonResponse.send(request, response, "text/html;charset=UTF-8", body);
  }

  /** What all pages share, which is read when the first of them is sent. */
  private static final class Frame {
    static final HtmlTemplate HTML = HtmlTemplate.read(TokenPages.class, "token-page.html");
    static final String STYLE = Streams.resource(TokenPages.class, "token-page.css");
    static final String SCRIPT = Streams.resource(TokenPages.class, "token-page.js");

    /** Allows this style, this script and the form's own request, and nothing else. */
    static final String POLICY =
        String.format(
            "default-src 'none'; style-src '%s'; script-src '%s'; connect-src 'self';"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            hash(STYLE), hash(SCRIPT));

    private Frame() {}

    /** The hash by which a policy allows an inline style or script (CSP 3, 2.3.1). */
    private static String hash(String text) {
      byte[] digest = Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
  }
}
