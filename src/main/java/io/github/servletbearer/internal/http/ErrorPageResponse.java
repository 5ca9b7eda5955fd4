// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.Collections;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The response in place of an error page that needs a token: its status stays that of the error
 * (Servlet 3.0 10.9), since an anonymous 404 is a 404. Stateless.
 */
public final class ErrorPageResponse {
  private static final String STATUS = "javax.servlet.error.status_code";

  private ErrorPageResponse() {}

  /** Sends the response to a dispatch of type ERROR. */
  public static void send(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = status(request, response);
    response.resetBuffer();
    response.setStatus(status);
    JsonResponse.send(
        request, response, Json.line(Collections.singletonMap("detail", text(status))));
  }

  private static int status(HttpServletRequest request, HttpServletResponse response) {
    Object named = request.getAttribute(STATUS);
    if (named instanceof Integer && isError((Integer) named)) {
      return (Integer) named;
    }
    int set = response.getStatus();
    return isError(set) ? set : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  private static boolean isError(int status) {
    return status >= 400 && status <= 599;
  }

  private static String text(int status) {
    if (status == HttpServletResponse.SC_NOT_FOUND) {
      return "Not Found";
    }
    return status >= 500 ? "Internal Server Error" : "Error " + status;
  }
}
