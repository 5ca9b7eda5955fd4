// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.Representation;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Publishes metadata by which clients find their way (RFC 9728 3.2, RFC 8414 3.2). They need no
 * credentials, so every origin may read them. Written at the first request: most applications get
 * none. Thread-safe.
 */
public final class MetadataEndpoint {
  private static final ErrorResponse METHOD_NOT_ALLOWED =
      ErrorResponse.of(BearerError.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD");

  private final DiscoveryMetadata metadata;
  private final boolean ofServer;
  private @Nullable Map<String, Representation> byPath;

  private MetadataEndpoint(DiscoveryMetadata metadata, boolean ofServer) {
    this.metadata = metadata;
    this.ofServer = ofServer;
  }

  /** Those of the protected resources, each at its path below the endpoint. */
  public static MetadataEndpoint ofResources(DiscoveryMetadata metadata) {
    return new MetadataEndpoint(metadata, false);
  }

  /** Those of the authorization server, at the endpoint itself. */
  public static MetadataEndpoint ofServer(DiscoveryMetadata metadata) {
    return new MetadataEndpoint(metadata, true);
  }

  private synchronized Map<String, Representation> byPath() {
    if (byPath == null) {
      Map<String, Map<String, Object>> objects =
          ofServer ? Collections.singletonMap("", metadata.ofServer()) : metadata.ofResources();
      byPath = new HashMap<>();
      for (Map.Entry<String, Map<String, Object>> object : objects.entrySet()) {
        byte[] json = Json.pretty(object.getValue());
        byPath.put(object.getKey(), Representation.of("application/json", json));
      }
    }
    return byPath;
  }

  /** Answers GET and HEAD with the metadata, 304 where the client has them, or 404. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!admits(request, response)) {
      return;
    }
    String path = request.getPathInfo();
    Representation found = byPath().get(path == null ? "" : path);
    if (found == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      JsonResponse.noStore(response);
      return;
    }
    found.send(request, response);
  }

  /** Lets caches and every origin have what GET and HEAD get; refuses other methods. */
  static boolean admits(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      METHOD_NOT_ALLOWED.send(request, response);
      return false;
    }
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setHeader("Access-Control-Allow-Origin", "*");
    return true;
  }
}
