// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.LoggedCause;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.TokenSummary;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;

/**
 * What a filter logs of requests that it refuses: the reasons that help an operator at INFO and
 * above, some lines a minute, and all of them at FINE. Thread-safe.
 */
final class RefusalLog {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  /** Lines for each reason. */
  private static final int REFUSALS_PER_MINUTE = 3;

  private final String refused;
  private final LimitedLog limited = new LimitedLog(LOG);
  private final LimitedLog refusals = new LimitedLog(LOG, REFUSALS_PER_MINUTE);

  /**
   * @param reportOnly whether nothing is refused
   */
  RefusalLog(boolean reportOnly) {
    this.refused = reportOnly ? "would have refused" : "refused";
  }

  /** A failure of our own code. */
  void failure(Throwable e) {
    limited.log(Level.SEVERE, "a request could not be judged", Redacted.withoutMessages(e));
  }

  /** The first of each reason in a minute, so that a new provider's settings can be corrected. */
  void invalid(PresentedToken presented, String reason) {
    refusals.log(
        Level.INFO,
        reason,
        () ->
            refused
                + " a token: "
                + Redacted.line(reason)
                + "; "
                + TokenSummary.of(presented.text()),
        null);
  }

  /** A header that was not read. */
  void tooLong(int maxTokenLength) {
    String reason = "it has more characters than maxTokenLength allows, " + maxTokenLength;
    refusals.log(Level.INFO, reason, () -> refused + " a token: " + reason, null);
  }

  /** So that an operator finds a proxy that changes the Host header. */
  void crossOrigin(HttpServletRequest request) {
    refusals.log(
        Level.INFO,
        "cross-origin",
        () ->
            refused
                + " a request of the application's own login that is not from a page of this origin:"
                + header(request, "Sec-Fetch-Site")
                + header(request, "Origin")
                + header(request, "Host"),
        null);
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? " no " + name : " " + name + "=" + Redacted.line(value);
  }

  /** Any refusal, with its reason. */
  void refusal(HttpServletRequest request, BearerException e) {
    if (e.error() == BearerError.UNAVAILABLE && e.getCause() instanceof LoggedCause) {
      LOG.log(Level.FINE, "cannot decide on a token: {0}", e.getMessage());
    } else if (e.error() == BearerError.UNAVAILABLE) { // during an outage, every request
      limited.log(
          Level.WARNING, "cannot decide on a token: " + Redacted.line(e.getMessage()), null);
      Throwable cause = e.getCause();
      if (cause != null) {
        LOG.log(Level.FINE, "the verifier failed", Redacted.withoutMessages(cause));
      }
    } else if (LOG.isLoggable(Level.FINE)) {
      LOG.fine(
          refused
              + " "
              + Redacted.line(request.getMethod())
              + " "
              + Redacted.line(request.getServletPath())
              + ": "
              + e.error()
              + ", "
              + Redacted.line(e.getMessage()));
    }
  }
}
