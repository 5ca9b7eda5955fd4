// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.Challenge;
import io.github.servletbearer.internal.http.ErrorResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The error responses of a filter, made once, with their challenges (RFC 6750 3). Immutable. */
final class ErrorResponses {
  private static final ErrorResponse UNAVAILABLE = ErrorResponse.of(BearerError.UNAVAILABLE);
  private static final ErrorResponse INTERNAL = ErrorResponse.of(BearerError.INTERNAL);

  private final Challenge challenge;
  private final Map<BearerError, ErrorResponse> made = new EnumMap<>(BearerError.class);

  ErrorResponses(Challenge challenge) {
    this.challenge = challenge;
    addWithChallenge(BearerError.NOT_AUTHENTICATED);
    addWithChallenge(BearerError.INVALID_REQUEST);
    addWithChallenge(BearerError.INVALID_TOKEN);
    addWithChallenge(BearerError.MALFORMED_TOKEN);
    addWithChallenge(BearerError.TOKEN_TOO_LONG);
    addWithChallenge(BearerError.INSUFFICIENT_SCOPE);
    made.put(BearerError.INTERNAL, INTERNAL);
  }

  private void addWithChallenge(BearerError error) {
    made.put(error, ErrorResponse.of(error).with("WWW-Authenticate", challenge.format(error)));
  }

  /**
   * The response for a refusal. An exception with headers is one of the guard; for all others, the
   * catalogue decides, and an error that is not about tokens means that the verifier cannot decide.
   */
  ErrorResponse response(BearerException e) {
    return e.headers().isEmpty() ? made.getOrDefault(e.error(), UNAVAILABLE) : ErrorResponse.of(e);
  }

  ErrorResponse internal() {
    return INTERNAL;
  }

  /** The refusal of a token without the required scopes; it names the missing ones. */
  BearerException insufficientScope(Set<String> required, Set<String> granted) {
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(granted);
    BearerError error = BearerError.INSUFFICIENT_SCOPE;
    return insufficientScope(error.description(), required, missing);
  }

  /** The same for a user of the application's own login. */
  BearerException insufficientRoles(Set<String> required, Set<String> missing) {
    return insufficientScope("The user has no role for a required scope", required, missing);
  }

  private BearerException insufficientScope(
      String sentence, Set<String> required, Set<String> missing) {
    BearerError error = BearerError.INSUFFICIENT_SCOPE;
    String description = sentence + ": " + String.join(" ", missing);
    return BearerException.withDescription(error, description)
        .withHeader("WWW-Authenticate", challenge.format(error, description, required));
  }

  /** The refusal of a request that another site may have forged; a token would prove it. */
  BearerException crossOrigin() {
    return new BearerException(BearerError.CROSS_ORIGIN, "not from a page of this origin")
        .withHeader("WWW-Authenticate", challenge.format(BearerError.NOT_AUTHENTICATED));
  }
}
