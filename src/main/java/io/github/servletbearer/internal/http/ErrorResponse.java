// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.json.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * An answer that refuses: status, headers and a JSON body made once. The body has {@code detail}
 * for FastAPI's clients beside {@code error} and {@code error_description} for OAuth's (RFC 6749
 * 5.2). Immutable.
 */
public final class ErrorResponse {
  /** What cannot be decided now; five seconds later it may. */
  public static final ErrorResponse LATER = of(BearerError.UNAVAILABLE).with("Retry-After", "5");

  private final BearerError error;
  private final int status;
  private final String description;
  private final Map<String, String> headers;
  private final byte[] body;

  private ErrorResponse(
      BearerError error, int status, String description, Map<String, String> headers) {
    this.error = error;
    this.status = status;
    this.description = description;
    this.headers = Collections.unmodifiableMap(headers);
    Map<String, String> json = new LinkedHashMap<>();
    json.put("detail", description);
    if (error.code() != null) {
      json.put("error", error.code());
      json.put("error_description", description);
    }
    this.body = Json.line(json);
  }

  /** The refusal in the catalogue's own words. */
  public static ErrorResponse of(BearerError error) {
    return of(error, error.description());
  }

  /** The refusal with a sentence that says more; it must hold no text of the request. */
  public static ErrorResponse of(BearerError error, String description) {
    return new ErrorResponse(error, error.status(), description, new LinkedHashMap<>());
  }

  /** The same with one more header. */
  public ErrorResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ErrorResponse(error, status, description, more);
  }

  /** The same with another status than the catalogue's. */
  public ErrorResponse withStatus(int other) {
    return new ErrorResponse(error, other, description, new LinkedHashMap<>(headers));
  }

  /** The entry of the catalogue. */
  public BearerError error() {
    return error;
  }

  /** The sentence for people. */
  public String description() {
    return description;
  }

  /** Sends the refusal; nothing may have been committed. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.resetBuffer();
    sendHead(response);
    JsonResponse.send(request, response, body);
  }

  /** Sets status and headers, for a body in another form. */
  public void sendHead(HttpServletResponse response) {
    response.setStatus(status);
    headers.forEach(response::setHeader);
  }
}
