// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.http.Challenge;
import io.github.servletbearer.internal.http.ErrorResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The filter's refusals, each made once with its challenge (RFC 6750 3). Immutable. */
final class ErrorResponses {
  /** Which methods are allowed, only the application knows: all that the standard has. */
  static final ErrorResponse TRACE =
      ErrorResponse.of(BearerError.METHOD_NOT_ALLOWED)
          .with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

  private static final String RETRY_AFTER_SECONDS = "5";

  private final Challenge challenge;
  private final Map<BearerError, ErrorResponse> made = new EnumMap<>(BearerError.class);

  ErrorResponses(String realm) {
    challenge = new Challenge(realm);
    challenged(BearerError.NOT_AUTHENTICATED);
    challenged(BearerError.INVALID_REQUEST);
    challenged(BearerError.INVALID_TOKEN);
    challenged(BearerError.MALFORMED_TOKEN);
    challenged(BearerError.TOKEN_TOO_LONG);
    challenged(BearerError.INSUFFICIENT_SCOPE);
    made.put(BearerError.INTERNAL, ErrorResponse.of(BearerError.INTERNAL));
  }

  private void challenged(BearerError error) {
    made.put(error, ErrorResponse.of(error).with("WWW-Authenticate", challenge.of(error)));
  }

  /** The refusal; an error that a verifier has no business to name means that it cannot decide. */
  ErrorResponse of(BearerError error) {
    ErrorResponse refusal = made.get(error);
    return refusal == null
        ? ErrorResponse.of(BearerError.UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS)
        : refusal;
  }

  /** Scopes are of the characters that a description may have (RFC 6749 3.3, RFC 6750 3). */
  ErrorResponse insufficientScope(Set<String> required, Set<String> missing) {
    BearerError error = BearerError.INSUFFICIENT_SCOPE;
    String description = error.description() + ": " + String.join(" ", missing);
    return ErrorResponse.of(error, description)
        .with("WWW-Authenticate", challenge.of(error, description, required));
  }
}
