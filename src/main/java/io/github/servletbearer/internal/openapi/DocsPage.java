// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.config.Settings;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/** The docs page: Swagger UI, told by a script of ours what to show. */
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
        String.join(
            "\n",
            "<!DOCTYPE html>",
            "<html lang=\"en\">",
            "<head>",
            "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<meta name=\"color-scheme\" content=\"light dark\">",
            "<title>" + escape(settings.title()) + "</title>",
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + assets + "favicon.svg\">",
            "<link rel=\"stylesheet\" href=\"" + assets + "swagger-ui.css\">",
            "<link rel=\"stylesheet\" href=\"" + assets + "docs.css\">",
            "<script src=\"" + assets + "swagger-ui-bundle.js\" defer></script>",
            "<script src=\"" + assets + "docs.js\" defer></script>",
            "</head>",
            "<body>",
            "<main id=\"swagger-ui\" data-document=\"" + escape(document) + "\"></main>",
            "<noscript><p>This page needs JavaScript; the document itself is <a href=\""
                + escape(document)
                + "\">openapi.json</a>.</p></noscript>",
            "</body>",
            "</html>",
            "");
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

  /** Text for content and quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
