// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

/** Carries a {@link ErrorResponse} from where a request is read to where it is answered. */
public final class ErrorResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ErrorResponse refusal;

  /** A refusal; its description is all that is ever told. */
  public ErrorResponseException(ErrorResponse refusal) {
    super(refusal.description(), null, false, false);
    this.refusal = refusal;
  }

  /** A refusal because too many others are served at this moment. */
  public static ErrorResponseException busy() {
    return new ErrorResponseException(ErrorResponse.LATER);
  }

  /** The answer to send. */
  public ErrorResponse refusal() {
    return refusal;
  }
}
