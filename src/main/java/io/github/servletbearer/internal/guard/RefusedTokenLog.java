// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.TokenSummary;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs why tokens are refused: the first of each reason in a minute, so that a new provider's
 * settings can be corrected. Thread-safe.
 */
final class RefusedTokenLog {
  private static final int LINES_PER_MINUTE = 3;
  private static final String REFUSED = "refused a token: ";

  private final LimitedLog log;

  RefusedTokenLog(Logger logger) {
    this.log = new LimitedLog(logger, LINES_PER_MINUTE);
  }

  /** A token that a verifier refused, with what it says of itself. */
  void invalid(PresentedToken token, String reason) {
    log.log(
        Level.INFO,
        reason,
        () -> REFUSED + Redacted.line(reason) + "; " + TokenSummary.of(token.text()),
        null);
  }

  /** A header that was not read. */
  void tooLong(int maxTokenLength) {
    String reason = "it has more characters than maxTokenLength allows, " + maxTokenLength;
    log.log(Level.INFO, reason, REFUSED + reason, null);
  }
}
