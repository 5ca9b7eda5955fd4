// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.log.Redacted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The response to one request: status, headers, and the beginning of the body. Immutable. */
final class ProbeResponse {
  private final int status;
  private final List<String[]> headers;
  private final byte[] body;

  /**
   * @param headers names and values
   * @param body as it was transferred, cut at the client's bound
   */
  ProbeResponse(int status, List<String[]> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** The first value of a header, or null. */
  @Nullable String header(String name) {
    for (String[] header : headers) {
      if (header[0].equalsIgnoreCase(name)) {
        return header[1];
      }
    }
    return null;
  }

  /** The challenge for bearer tokens (RFC 6750 3), or null. */
  private @Nullable String bearerChallenge() {
    for (String[] header : headers) {
      if (header[0].equalsIgnoreCase("WWW-Authenticate")) {
        String value = header[1];
        String small = value.toLowerCase(Locale.ROOT);
        if (small.startsWith("bearer ") || small.equals("bearer") || small.contains(", bearer ")) {
          return value;
        }
      }
    }
    return null;
  }

  private boolean bodyHas(String text) {
    return new String(body, StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Whether the body is JSON as ours is. */
  boolean isOurJson() {
    return bodyHas("{\"detail\":");
  }

  private boolean isBearer401() {
    return status == 401 && bearerChallenge() != null;
  }

  /** Whether the filter has refused a request without credentials. */
  boolean isNotAuthenticated() {
    return isBearer401() && isOurJson() && !String.valueOf(bearerChallenge()).contains("error=");
  }

  /** Whether the filter has refused a token. */
  boolean isInvalidToken() {
    return isBearer401()
        && isOurJson()
        && String.valueOf(bearerChallenge()).contains("error=\"invalid_token\"");
  }

  /** Whether no cache may keep it (RFC 9111 5.2.2.5). */
  boolean isNoStore() {
    return String.valueOf(header("Cache-Control")).toLowerCase(Locale.ROOT).contains("no-store");
  }

  /** Whether this is an OpenAPI document. */
  boolean isDocument() {
    return status == 200 && bodyHas("\"openapi\"");
  }

  /** Whether the companion servlet has refused the method. */
  boolean isCompanionsRefusal() {
    return status == 405 && bodyHas("Method not allowed");
  }

  /** Whether something of the server, or before it, has failed. */
  boolean isFailure() {
    return status >= 500 && status != 501 && status != 505 && !isOurJson();
  }

  boolean isClientError() {
    return status >= 400 && status < 500 || status == 501;
  }

  boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /** Whether the other is the same: status, body, and where a redirect leads. */
  boolean isLike(ProbeResponse other) {
    return status == other.status
        && Arrays.equals(body, other.body)
        && (!isRedirect() || String.valueOf(header("Location")).equals(other.header("Location")));
  }

  /** The response in a few words without control characters of the server. */
  String text() {
    if (isNotAuthenticated() || isInvalidToken()) {
      return isInvalidToken() ? "401 invalid_token" : "401 of the filter";
    }
    if (status == 503 && isOurJson()) {
      return "503 of the filter: it is closed, or cannot decide";
    }
    if (status == 401) {
      String challenge = header("WWW-Authenticate");
      return challenge == null
          ? "401 without a challenge"
          : isBearer401()
              ? "401 Bearer, not of the filter"
              : "401 " + Redacted.line(challenge.split("[ ,]", 2)[0]);
    }
    String more = isRedirect() ? header("Location") : header("Content-Type");
    if (more == null) {
      return String.valueOf(status);
    }
    String word = more.split("[;?]", 2)[0]; // a query may hold what is confidential
    return status + (isRedirect() ? " to " : " ") + Redacted.line(word);
  }
}
