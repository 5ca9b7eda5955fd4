// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import io.github.servletbearer.internal.http.HtmlTemplate;
import io.github.servletbearer.internal.http.Representation;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.servlet.http.HttpServletResponse;

/** The docs page: Swagger UI with own plugins, which lie beside it as assets. */
final class DocsPage {
  /**
   * Where an identity provider leads back to after a login (RFC 6749 3.1.2), below the docs page.
   * Providers compare it letter by letter, so it must never change.
   */
  static final String REDIRECT_PATH = "/oauth2-redirect.html";

  private DocsPage() {}

  /**
   * The page.
   *
   * @param issuers what it must know of them, as {@link LoginIssuers} has it
   * @param assets the folder of the assets, relative to the page, with a slash at its end
   */
  static Representation of(Settings settings, String issuers, String assets) {
    return html(
        HtmlTemplate.read(DocsPage.class, "docs.html")
            .with("title", settings.title())
            .with("document", fromPage(settings, Endpoint.OPENAPI))
            .with("revoke", fromPage(settings, Endpoint.REVOKE))
            .with("redirect", Endpoint.DOCS.segment() + REDIRECT_PATH)
            .with("schemes", new String(Json.compact(schemes(settings)), StandardCharsets.UTF_8))
            .with("issuers", issuers)
            .with("assets", assets));
  }

  /**
   * The page at {@link #REDIRECT_PATH}, which hands the provider's answer to the docs page.
   *
   * @param assets the folder of the assets, relative to this page, with a slash at its end
   */
  static Representation redirectTarget(Settings settings, String assets) {
    return html(
        HtmlTemplate.read(DocsPage.class, "oauth2-redirect.html")
            .with("title", settings.title())
            .with("docs", "../" + Endpoint.DOCS.segment())
            .with("assets", assets));
  }

  private static Representation html(HtmlTemplate.Filled page) {
    byte[] bytes = page.html().getBytes(StandardCharsets.UTF_8);
    return Representation.of("text/html; charset=utf-8", bytes);
  }

  /** The address of an endpoint, relative to the page; empty where it is not mapped. */
  private static String fromPage(Settings settings, Endpoint endpoint) {
    String address = settings.endpoints().relative(Endpoint.DOCS, endpoint);
    return address == null ? "" : address;
  }

  /** By scheme, the public client of the page, the issuers, and whether JWTs alone are accepted. */
  private static Map<String, Object> schemes(Settings settings) {
    Map<String, Object> schemes = new TreeMap<>();
    for (SchemeSettings scheme : settings.schemes().values()) {
      Map<String, Object> facts = new TreeMap<>();
      String client = scheme.find(Setting.CLIENT_ID);
      if (client != null) {
        facts.put("client", client);
      }
      facts.put("jwt", scheme.isJwt());
      Set<String> issuers = issuers(settings, scheme);
      if (!issuers.isEmpty()) {
        facts.put("issuers", issuers);
      }
      schemes.put(scheme.name(), facts);
    }
    return schemes;
  }

  /** The issuers of a scheme's filters, or all where another verifier decides (RFC 9207 2.4). */
  private static Set<String> issuers(Settings settings, SchemeSettings scheme) {
    Set<String> issuers = new TreeSet<>();
    for (FilterSettings filter : settings.filters().values()) {
      if (filter.get(Setting.SCHEME_NAME).equals(scheme.name())) {
        issuers.addAll(settings.acceptedIssuers(filter));
      }
    }
    return issuers.isEmpty() ? settings.providers() : issuers;
  }

  /** Lets the page load and call its own origin, and those that the settings name. */
  static void secure(HttpServletResponse response, Settings settings) {
    StringBuilder connect = new StringBuilder(" connect-src 'self'");
    new ServerUrls(settings).foreignOrigins().forEach(origin -> connect.append(' ').append(origin));
    secure(response, connect.append(';').toString());
  }

  /** Lets the page that a login comes back to load its script and style, and call no one. */
  static void secureRedirectTarget(HttpServletResponse response) {
    secure(response, "");
  }

  private static void secure(HttpServletResponse response, String connect) {
    // data: is for the icons inside Swagger UI's style, blob: for pictures that an operation
    // answers.
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
            + connect
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  }
}
