// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Sends response bodies. */
public final class JsonResponse {
  private JsonResponse() {}

  /** Sends JSON in UTF-8 that no cache may store; for HEAD, the same headers and no body. */
  public static void send(HttpServletRequest request, HttpServletResponse response, byte[] json)
      throws IOException {
    noStore(response);
    send(request, response, "application/json", json);
  }

  /** Sends a body of some type, with the headers as they are. */
  public static void send(
      HttpServletRequest request, HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    try {
      response.getOutputStream().write(body);
    } catch (IllegalStateException e) {
      // An earlier filter has taken the writer; what it wrote is gone with the buffer.
      response.getWriter().write(new String(body, StandardCharsets.UTF_8));
    }
  }

  /** Forbids caches to store a response that contains a token or depends on one (RFC 6749 5.1). */
  public static void noStore(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }
}
