// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response of a refusal: status, headers and a JSON body, written once. The body has {@code
 * detail} for FastAPI's clients beside {@code error} and {@code error_description} for OAuth's (RFC
 * 6749 5.2). Immutable.
 */
public final class ErrorResponse {
  private static final String RETRY_AFTER_SECONDS = "5";

  private final BearerError error;
  private final String description;
  private final Map<String, String> headers;
  private volatile byte @Nullable [] body; // written when first sent: many never are

  private ErrorResponse(BearerError error, String description, Map<String, String> headers) {
    this.error = error;
    this.description = description;
    this.headers = headers;
    if (error.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      headers.putIfAbsent("Retry-After", RETRY_AFTER_SECONDS);
    }
  }

  /** The response with the description of the catalogue. */
  public static ErrorResponse of(BearerError error) {
    return new ErrorResponse(error, error.description(), new LinkedHashMap<>());
  }

  /** The response with the description and the headers of the exception. */
  public static ErrorResponse of(BearerException e) {
    return new ErrorResponse(e.error(), e.description(), new LinkedHashMap<>(e.headers()));
  }

  /** The same response with one more header. */
  public ErrorResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ErrorResponse(error, description, more);
  }

  /** The entry of the catalogue. */
  public BearerError error() {
    return error;
  }

  /** The sentence for people. */
  public String description() {
    return description;
  }

  /** Sends the response; nothing may have been committed. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.resetBuffer();
    sendHead(response);
    byte[] known = body;
    if (known == null) {
      known = json();
      body = known;
    }
    JsonResponse.send(request, response, known);
  }

  private byte[] json() {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("detail", description);
    if (error.code() != null) {
      json.put("error", error.code());
      json.put("error_description", description);
    }
    return Json.line(json);
  }

  /** Sets status and headers, for a body in another form. */
  public void sendHead(HttpServletResponse response) {
    response.setStatus(status());
    headers.forEach(response::setHeader);
  }

  /**
   * A 401 has a challenge (RFC 9110 15.5.2). Where there is none, as for a secret in the form, 400
   * is the status (RFC 6749 5.2); a challenge there would make browsers open a dialog.
   */
  private int status() {
    boolean lacksChallenge =
        error.status() == HttpServletResponse.SC_UNAUTHORIZED
            && !headers.containsKey("WWW-Authenticate");
    return lacksChallenge ? HttpServletResponse.SC_BAD_REQUEST : error.status();
  }
}
