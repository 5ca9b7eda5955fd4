// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.Representation;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.OpenApiDocument;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.provider.ProviderMetadata;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Serves the document and the docs page. Both are built at their first request, the page anew when
 * more is known of issuers; a failure is tried again. Thread-safe.
 */
public final class DocsEndpoint {
  private static final Logger LOGGER = Logger.getLogger("io.github.servletbearer");

  private final Settings settings;
  private final Coverage coverage;
  private final ApplicationFiles files;
  private OpenApiFile file;
  private final LoginIssuers issuers;
  private @Nullable Representation document;
  private final Set<String> logged = new HashSet<>();
  private @Nullable StaticAssets assets;
  private @Nullable Representation page;
  private String issuersOfPage = "";
  private @Nullable Representation redirectTarget;

  /**
   * @param files the files of the application
   * @param file its own document
   * @param metadata the metadata of an issuer as last read, or null; asked at each request
   */
  public DocsEndpoint(
      Settings settings,
      Coverage coverage,
      ApplicationFiles files,
      OpenApiFile file,
      Function<String, @Nullable ProviderMetadata> metadata) {
    this.settings = settings;
    this.coverage = coverage;
    this.files = files;
    this.file = file;
    this.issuers = new LoginIssuers(settings, metadata);
  }

  /**
   * Logs at the start what the application's own document and the annotations of servlets declare
   * otherwise than the filters enforce. The document, once built, adds what is behind frameworks.
   */
  public synchronized void logWarnings() {
    if (!settings.get(Setting.DOCS) || settings.endpoints().path(Endpoint.OPENAPI) == null) {
      return;
    }
    try {
      log(OpenApiDocument.warningsOfServlets(settings, coverage, files, file));
    } catch (RuntimeException e) { // security does not depend on annotations
      LOGGER.log(Level.WARNING, "the annotations cannot be checked", Redacted.withoutMessages(e));
    }
  }

  /** Each warning once. */
  private void log(Collection<String> warnings) {
    for (String warning : warnings) {
      if (logged.add(warning)) {
        LOGGER.warning(warning);
      }
    }
  }

  /** Answers a request for the OpenAPI document. */
  public void serveDocument(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isServed(request, response)) {
      response.setHeader("Cache-Control", "no-cache");
      document().send(request, response);
    }
  }

  /** Answers a request for the page or one of its assets. */
  public void serveDocs(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isServed(request, response)) {
      return;
    }
    String path = request.getPathInfo();
    if (path == null || path.isEmpty()) {
      servePage(request, response);
    } else if (path.equals("/")) {
      // Relative, for a proxy may show the page under another path (RFC 9110 10.2.2).
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", "../" + Endpoint.DOCS.segment());
    } else if (path.equals(DocsPage.REDIRECT_PATH)) {
      // Its address holds a code (RFC 6749 4.1.2), which no cache may keep.
      DocsPage.secureRedirectTarget(response);
      JsonResponse.noStore(response);
      redirectTarget().send(request, response);
    } else {
      serveAsset(path, request, response);
    }
  }

  private boolean isServed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (!settings.get(Setting.DOCS)) {
      notFound(request, response);
      return false;
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD"); // RFC 9110 15.5.6
      plain(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed\n");
      return false;
    }
    return true;
  }

  private void servePage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (settings.endpoints().path(Endpoint.OPENAPI) == null) {
      plain(
          request,
          response,
          HttpServletResponse.SC_NOT_FOUND,
          "The docs page needs the document: map the servlet to /openapi.json as well.\n");
      return;
    }
    DocsPage.secure(response, settings);
    response.setHeader("Cache-Control", "no-cache");
    page().send(request, response);
  }

  private void serveAsset(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Representation asset = assets().at(path);
    if (asset == null) {
      notFound(request, response);
      return;
    }
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    // An image that is opened by itself is a document, too.
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    asset.send(request, response);
  }

  private static void notFound(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    plain(request, response, HttpServletResponse.SC_NOT_FOUND, "Not found\n");
  }

  private static void plain(
      HttpServletRequest request, HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    JsonResponse.noStore(response);
    JsonResponse.send(
        request, response, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized Representation document() {
    if (document == null) {
      OpenApiDocument built = OpenApiDocument.of(settings, coverage, files, file);
      log(built.warnings());
      document = Representation.of("application/json", built.json());
      file = OpenApiFile.NONE; // is needed no more
    }
    return document;
  }

  private synchronized Representation page() throws IOException {
    String known = issuers.json();
    if (page == null || !known.equals(issuersOfPage)) {
      String folder = Endpoint.DOCS.segment() + "/" + assets().version() + "/";
      page = DocsPage.of(settings, known, folder);
      issuersOfPage = known;
    }
    return page;
  }

  private synchronized Representation redirectTarget() throws IOException {
    if (redirectTarget == null) {
      redirectTarget = DocsPage.redirectTarget(settings, assets().version() + "/");
    }
    return redirectTarget;
  }

  private synchronized StaticAssets assets() throws IOException {
    if (assets == null) {
      assets = StaticAssets.load();
    }
    return assets;
  }
}
