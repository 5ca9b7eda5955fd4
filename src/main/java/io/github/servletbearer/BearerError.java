// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import org.jspecify.annotations.Nullable;

/**
 * The closed catalogue of errors with which requests are refused: HTTP status, error code of the
 * specification, and a description that is safe to show to every client.
 *
 * <p>Immutable. Descriptions contain only the characters that RFC 6750 3 allows in {@code
 * error_description}, and no text of the request.
 */
public enum BearerError {
  /** The request has no credentials; the challenge carries no error code (RFC 6750 3.1). */
  NOT_AUTHENTICATED(401, null, "Not authenticated"),
  /** The request is malformed: several credentials, a repeated parameter (RFC 6750 3.1). */
  INVALID_REQUEST(400, "invalid_request", "The request is malformed"),
  /** The token is malformed, unknown, expired or revoked: one text for all (RFC 6750 3.1). */
  INVALID_TOKEN(401, "invalid_token", "The access token is invalid or has expired"),
  /** The credentials do not have the form of a token (RFC 6750 2.1), so they are not verified. */
  MALFORMED_TOKEN(
      401,
      "invalid_token",
      "Malformed credentials: send the word Bearer, one space and the token as it was issued, which"
          + " has only letters, digits and -._~+/ with = at its end; no quotes"),
  /** The header is longer than the limit, so the token is not verified. */
  TOKEN_TOO_LONG(
      401,
      "invalid_token",
      "Malformed credentials: the Authorization header is longer than this server accepts"),
  /** The token is valid, but a scope is missing (RFC 6750 3.1). */
  INSUFFICIENT_SCOPE(403, "insufficient_scope", "The access token lacks a required scope"),

  /** A user of the application's own login, and no page of this origin: it may be forged. */
  CROSS_ORIGIN(
      403,
      null,
      "This request has no token and does not come from a page of this origin. Send a bearer token."
          + " Operator: set publicUrl if it is this origin behind a proxy that changes the Host"
          + " header"),

  /** User name or password is wrong; the same text for an unknown user (RFC 6749 5.2). */
  INVALID_GRANT(400, "invalid_grant", "Incorrect username or password"),
  /** Client authentication failed (RFC 6749 5.2). */
  INVALID_CLIENT(401, "invalid_client", "Client authentication failed"),
  /** The client may not use this grant type (RFC 6749 5.2). */
  UNAUTHORIZED_CLIENT(400, "unauthorized_client", "This client may not use this grant_type"),
  /** The grant type is not offered by this endpoint (RFC 6749 5.2). */
  UNSUPPORTED_GRANT_TYPE(
      400, "unsupported_grant_type", "This endpoint does not offer this grant_type"),
  /** A scope is unknown, malformed, or none of the requested ones is granted (RFC 6749 5.2). */
  INVALID_SCOPE(400, "invalid_scope", "A requested scope is unknown or not granted to this user"),

  /** A path that containers and frameworks may read as different ones. */
  AMBIGUOUS_PATH(
      400,
      null,
      "This path can be read in two ways. Send it without empty or dot segments, semicolons,"
          + " backslashes, control characters, encoded slashes or letters, and anything encoded"
          + " twice or in a form other than UTF-8; the list is in the documentation of"
          + " StrictPathFilter"),
  /** The HTTP method is not allowed at this address (RFC 9110 15.5.6). */
  METHOD_NOT_ALLOWED(405, "invalid_request", "This HTTP method is not allowed here"),
  /** The body is larger than the limit of this endpoint (RFC 9110 15.5.14). */
  CONTENT_TOO_LARGE(413, "invalid_request", "The request body is too large"),
  /** Too many failed logins; Retry-After says when to try again (RFC 6585 4). */
  TOO_MANY_REQUESTS(429, "invalid_request", "Too many failed logins, try again later"),

  /** Servlet Bearer failed; the log has the reason. */
  INTERNAL(500, null, "Internal Server Error"),
  /** It cannot be decided now, as when the identity provider is down: the token may be valid. */
  UNAVAILABLE(503, "temporarily_unavailable", "Authentication is temporarily unavailable"),
  /** Too many logins are being checked; the client can try again in a moment. */
  TOO_BUSY(503, "temporarily_unavailable", "Authentication is temporarily unavailable");

  private final int status;
  private final @Nullable String code;
  private final String description;

  BearerError(int status, @Nullable String code, String description) {
    this.status = status;
    this.code = code;
    this.description = description;
  }

  /** {@return the HTTP status code} */
  public int status() {
    return status;
  }

  /** {@return the {@code error} code of RFC 6749 or RFC 6750, or null where there is none} */
  public @Nullable String code() {
    return code;
  }

  /** {@return one sentence for {@code error_description} and {@code detail}} */
  public String description() {
    return description;
  }
}
