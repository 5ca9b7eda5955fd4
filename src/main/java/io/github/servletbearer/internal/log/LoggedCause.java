// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import org.jspecify.annotations.Nullable;

/**
 * The cause of an exception whose message is in the log already, where it has a limit: who catches
 * it need not log it again. It has no message of its own.
 */
public final class LoggedCause extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was logged with it, without messages, or null. */
  public LoggedCause(@Nullable Throwable cause) {
    super(null, cause, false, false);
  }
}
