// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.LoggedCause;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever an endpoint throws into a response. What an operator must know is logged, one line
 * a minute for each reason. Thread-safe.
 */
final class EndpointErrors {
  private final String what;
  private final LimitedLog log = new LimitedLog(Logger.getLogger("io.github.servletbearer"));

  /**
   * @param what it does for a request, for the log: "a login"
   */
  EndpointErrors(String what) {
    this.what = what;
  }

  /** What an endpoint does for one request, sending the response included. */
  interface Work {
    void run() throws BearerException, IOException;
  }

  /**
   * Does the work.
   *
   * @return the response that refuses the request, or null where the work sent its own
   * @throws IOException if the client has disconnected
   */
  @Nullable ErrorResponse run(Work work) throws IOException {
    try {
      work.run();
      return null;
    } catch (BearerException e) {
      if (e.error() == BearerError.UNAVAILABLE && !(e.getCause() instanceof LoggedCause)) {
        logUnavailable(e);
      }
      return ErrorResponse.of(e);
    } catch (IOException e) {
      throw e;
    } catch (Exception | Error e) {
      log.log(Level.SEVERE, what + " failed", Redacted.withoutMessages(e));
      return ErrorResponse.of(BearerError.INTERNAL);
    }
  }

  private void logUnavailable(BearerException e) {
    Throwable cause = e.getCause();
    log.log(
        Level.WARNING,
        "cannot decide on " + what + ": " + Redacted.line(e.getMessage()),
        cause == null ? null : Redacted.withoutMessages(cause));
  }
}
