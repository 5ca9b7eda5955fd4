// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a refusal of whatever goes wrong while an endpoint answers, and a line of the log where an
 * operator must know, one a minute for each reason. Thread-safe.
 */
final class EndpointErrors {
  private final String what;
  private final LimitedLog log = new LimitedLog(Logger.getLogger("io.github.servletbearer"));

  /**
   * The errors of one endpoint.
   *
   * @param what is done for a request, for the log
   */
  EndpointErrors(String what) {
    this.what = what;
  }

  /** What an endpoint does for one request, its answer included. */
  interface Work {
    void run() throws ErrorResponseException, BearerException, IOException;
  }

  /**
   * Does the work.
   *
   * @return why it is refused, or null where it is done and answered
   * @throws IOException if the client has gone
   */
  @Nullable ErrorResponse refusalOf(Work work) throws IOException {
    try {
      work.run();
      return null;
    } catch (ErrorResponseException e) {
      return e.refusal();
    } catch (BearerException e) {
      return e.error() == BearerError.UNAVAILABLE ? later(e) : ErrorResponse.of(e.error());
    } catch (IOException e) {
      throw e;
    } catch (Exception | Error e) {
      log.log(Level.SEVERE, what + " could not be handled", Redacted.withoutMessages(e));
      return ErrorResponse.of(BearerError.INTERNAL);
    }
  }

  private ErrorResponse later(BearerException e) {
    Throwable cause = e.getCause();
    log.log(
        Level.WARNING,
        "cannot decide on " + what + ": " + Redacted.line(e.getMessage()),
        cause == null ? null : Redacted.withoutMessages(cause));
    return ErrorResponse.LATER;
  }
}
