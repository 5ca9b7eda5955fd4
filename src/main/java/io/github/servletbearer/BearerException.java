// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import org.jspecify.annotations.Nullable;

/**
 * A refusal: the {@link BearerError} that the client sees, and a reason that only the log sees.
 *
 * <p>Refusals are part of normal traffic, so the exception carries no stack trace of its own; give
 * the cause where there is one. Never put a token, a password or other text of the request into the
 * reason.
 */
public final class BearerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final BearerError error;

  /**
   * A refusal.
   *
   * @param error what the client is told
   * @param reason what the log is told, in one line
   */
  public BearerException(BearerError error, String reason) {
    this(error, reason, null);
  }

  /** A refusal with the exception that caused it; the cause is logged, never shown. */
  public BearerException(BearerError error, String reason, @Nullable Throwable cause) {
    super(reason, cause, false, false);
    if (error == null) {
      throw new NullPointerException("error == null");
    }
    this.error = error;
  }

  /** What the client is told. */
  public BearerError error() {
    return error;
  }
}
