// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The answer to every request of an application whose start has failed: 503. It needs no library,
 * for the start may have failed because of one that is missing.
 */
public final class ClosedResponse {
  /** As {@code BearerError.UNAVAILABLE} reads in JSON. */
  static final String BODY =
      "{\"detail\":\"Authentication is temporarily unavailable\","
          + "\"error\":\"temporarily_unavailable\","
          + "\"error_description\":\"Authentication is temporarily unavailable\"}\n";

  private static final String RETRY_AFTER_SECONDS = "60";

  private ClosedResponse() {}

  /**
   * Sends it.
   *
   * @throws ServletException where it cannot be sent: under INCLUDE, after commit, outside HTTP
   */
  public static void send(ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    boolean http = request instanceof HttpServletRequest && response instanceof HttpServletResponse;
    if (!http || response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
      throw new ServletException("Servlet Bearer has not started: see the log");
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.resetBuffer();
    answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    answer.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    JsonResponse.send(
        (HttpServletRequest) request, answer, BODY.getBytes(StandardCharsets.US_ASCII));
  }
}
