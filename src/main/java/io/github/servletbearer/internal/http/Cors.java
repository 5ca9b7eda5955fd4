// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.time.Duration;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Allows calls by pages of the configured origins, by the CORS protocol of the Fetch standard:
 * exact origins, never credentials. Immutable.
 */
public final class Cors {
  private final Set<String> origins;
  private final String allowedHeaders;
  private final String exposedHeaders;
  private final String maxAgeSeconds;

  /**
   * What pages of other origins may do.
   *
   * @param origins the origins as browsers send them; none switches CORS off
   * @param allowedHeaders the names of headers that a page may set, beside the safe ones
   * @param exposedHeaders the names of headers that a page may read, beside the safe ones
   * @param maxAge how long a browser may keep the answer of a preflight
   */
  public Cors(
      Set<String> origins,
      Set<String> allowedHeaders,
      Set<String> exposedHeaders,
      Duration maxAge) {
    this.origins = origins;
    this.allowedHeaders = String.join(", ", allowedHeaders);
    this.exposedHeaders = String.join(", ", exposedHeaders);
    this.maxAgeSeconds = Long.toString(maxAge.getSeconds());
  }

  /**
   * Adds the headers that let the page read the response, refusals included; to be called first.
   *
   * @param methods the allowed methods, separated by commas
   * @return whether the request was a preflight, which is answered now
   */
  public boolean handle(HttpServletRequest request, HttpServletResponse response, String methods) {
    if (origins.isEmpty()) {
      return false;
    }
    Vary.add(response, "Origin"); // always, so that no cache serves it to another one
    String origin = request.getHeader("Origin");
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    if (!isPreflight(request)) {
      response.setHeader("Access-Control-Expose-Headers", exposedHeaders);
      return false;
    }
    response.setHeader("Access-Control-Allow-Methods", methods);
    response.setHeader("Access-Control-Allow-Headers", allowedHeaders);
    response.setHeader("Access-Control-Max-Age", maxAgeSeconds);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return true;
  }

  private static boolean isPreflight(HttpServletRequest request) {
    @Nullable String method = request.getHeader("Access-Control-Request-Method");
    return request.getMethod().equals("OPTIONS") && method != null;
  }
}
