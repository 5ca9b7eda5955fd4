// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.http.HtmlTemplate;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/** The docs page: Swagger UI with plugins of ours, which lie beside it as assets. */
final class DocsPage {
  private DocsPage() {}

  /**
   * The page.
   *
   * @param document the document's address, relative to the page
   * @param assets the folder of the assets, relative to the page, with a slash at its end
   */
  static Representation of(Settings settings, String document, String assets) {
    String html =
        HtmlTemplate.read(DocsPage.class, "docs.html")
            .with("title", settings.title())
            .with("document", document)
            .with("assets", assets)
            .html();
    return Representation.of("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the page load and call its own origin, and those that the settings name. */
  static void secure(HttpServletResponse response, Settings settings) {
    StringBuilder connect = new StringBuilder("'self'");
    new ServerUrls(settings).foreignOrigins().forEach(origin -> connect.append(' ').append(origin));
    // data: is for the icons inside Swagger UI's style.
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src "
            + connect
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  }
}
