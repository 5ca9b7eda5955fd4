// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Allows calls by pages of the configured origins, by the CORS protocol of the Fetch standard:
 * exact origins, never credentials. Immutable.
 */
public final class Cors {
  private static final String ALLOWED_HEADERS = "Authorization, Content-Type, X-Requested-With";
  private static final String EXPOSED_HEADERS = "WWW-Authenticate, Retry-After";
  private static final String MAX_AGE_SECONDS = "600";

  private final Set<String> origins;
  private final String methods;

  /**
   * @param origins the origins as browsers send them; none switches CORS off
   * @param methods the allowed methods, separated by commas
   */
  public Cors(Set<String> origins, String methods) {
    this.origins = origins;
    this.methods = methods;
  }

  /**
   * Adds the headers that let the page read the response, refusals included; to be called first.
   *
   * @return whether the request was a preflight, which is answered now
   */
  public boolean handle(HttpServletRequest request, HttpServletResponse response) {
    if (origins.isEmpty()) {
      return false;
    }
    vary(response);
    String origin = request.getHeader("Origin");
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    if (!isPreflight(request)) {
      response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
      return false;
    }
    response.setHeader("Access-Control-Allow-Methods", methods);
    response.setHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
    response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return true;
  }

  /** The response always depends on the origin, so that no cache serves it to another one. */
  private static void vary(HttpServletResponse response) {
    for (String value : response.getHeaders("Vary")) {
      if (value.equals("Origin")) {
        return; // a second filter on the same request
      }
    }
    response.addHeader("Vary", "Origin");
  }

  private static boolean isPreflight(HttpServletRequest request) {
    @Nullable String method = request.getHeader("Access-Control-Request-Method");
    return request.getMethod().equals("OPTIONS") && method != null;
  }
}
