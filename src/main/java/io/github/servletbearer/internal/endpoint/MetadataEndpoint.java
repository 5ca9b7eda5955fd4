// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.Representation;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.HashMap;
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

  private final Map<String, Representation> byPath = new HashMap<>();

  private MetadataEndpoint() {}

  /**
   * An endpoint that answers with these JSON objects.
   *
   * @param metadata by their path below the endpoint; at the empty one, the endpoint's own
   */
  public static MetadataEndpoint of(Map<String, Map<String, Object>> metadata) {
    MetadataEndpoint endpoint = new MetadataEndpoint();
    metadata.forEach(
        (path, object) ->
            endpoint.byPath.put(path, Representation.of("application/json", Json.pretty(object))));
    return endpoint;
  }

  /** Answers GET and HEAD with the metadata, 304 where the client has them, or 404. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      METHOD_NOT_ALLOWED.send(request, response);
      return;
    }
    String path = request.getPathInfo();
    Representation metadata = byPath.get(path == null ? "" : path);
    if (metadata == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      JsonResponse.noStore(response);
      return;
    }
    response.setHeader("Cache-Control", CACHE_CONTROL);
    response.setHeader("Access-Control-Allow-Origin", "*");
    metadata.send(request, response);
  }
}
