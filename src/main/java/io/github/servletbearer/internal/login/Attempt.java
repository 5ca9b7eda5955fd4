// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The work of an endpoint for one request; what goes wrong in it becomes a refusal. Stateless. */
final class Attempt {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final String RETRY_AFTER_SECONDS = "5";

  private Attempt() {}

  /** What an endpoint does for one request, its answer included. */
  interface Work {
    void run() throws RefusedException, BearerException, IOException;
  }

  /**
   * Does the work.
   *
   * @param what the work's name for the log
   * @return why it is refused, or null where it is done and answered
   * @throws IOException if the client has gone
   */
  static @Nullable Refusal refusalOf(String what, Work work) throws IOException {
    try {
      work.run();
      return null;
    } catch (RefusedException e) {
      return e.refusal();
    } catch (BearerException e) {
      return e.error() == BearerError.UNAVAILABLE ? later(what, e) : Refusal.of(e.error());
    } catch (IOException e) {
      throw e;
    } catch (Exception | Error e) {
      LOG.log(Level.SEVERE, what + " could not be handled", Redacted.withoutMessages(e));
      return Refusal.of(BearerError.INTERNAL);
    }
  }

  private static Refusal later(String what, BearerException e) {
    Throwable cause = e.getCause();
    LOG.log(
        Level.WARNING,
        "cannot decide on " + what + ": " + Redacted.line(e.getMessage()),
        cause == null ? null : Redacted.withoutMessages(cause));
    return Refusal.of(e.error()).with("Retry-After", RETRY_AFTER_SECONDS);
  }
}
