// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.Representation;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Publishes metadata by which clients find their way (RFC 9728 3.2, RFC 8414 3.2). They need no
 * credentials, so every origin may read them. Immutable.
 */
public final class MetadataEndpoint {
  private static final ErrorResponse METHOD_NOT_ALLOWED = ErrorResponse.ofMethod("GET, HEAD");
  private static final String CACHE_CONTROL = "public, max-age=300";

  private final Representation metadata;

  private MetadataEndpoint(Representation metadata) {
    this.metadata = metadata;
  }

  /** An endpoint that answers with this JSON object. */
  public static MetadataEndpoint of(Map<String, Object> metadata) {
    return new MetadataEndpoint(Representation.of("application/json", Json.pretty(metadata)));
  }

  /** Answers GET and HEAD with the metadata, or 304 where the client has them. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      METHOD_NOT_ALLOWED.send(request, response);
      return;
    }
    response.setHeader("Cache-Control", CACHE_CONTROL);
    response.setHeader("Access-Control-Allow-Origin", "*");
    metadata.send(request, response);
  }
}
