// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.deployment.Deployment;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Serves the document and the page. */
public final class DocsEndpoint {
  /** The endpoint. */
  public DocsEndpoint(Settings settings, Deployment deployment, ClassLoader loader) {}

  /** The document. */
  public void serveDocument(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(404);
  }

  /** The page. */
  public void serveDocs(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(404);
  }
}
