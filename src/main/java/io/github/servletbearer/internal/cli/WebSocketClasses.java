// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import io.github.servletbearer.internal.openapi.AnnotatedEndpoints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The WebSocket endpoints that an application's classes declare by annotation (JSR 356 4.1). */
final class WebSocketClasses {
  private WebSocketClasses() {}

  /** Reads every class of the application and of its libraries. */
  static List<WebSocketEndpoint> endpoints(WebArchive archive) throws IOException {
    List<WebSocketEndpoint> found = new ArrayList<>();
    archive.forEachOwnFile((name, content) -> add(name, content, found));
    archive.forEachLibraryFile((name, content) -> add(name, content, found));
    return found;
  }

  private static void add(String name, InputStream content, List<WebSocketEndpoint> found)
      throws IOException {
    if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
      WebSocketEndpoint endpoint = AnnotatedEndpoints.read(content);
      if (endpoint != null) {
        found.add(endpoint);
      }
    }
  }
}
