// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.settings.problem.Problems;
import javax.servlet.ServletException;

/**
 * Published instead of a runtime whose start failed, so that its problems are logged once. Guarded
 * by the application's lock.
 */
final class StartFailure {
  /** For what asks while the start runs, such as a verifier whose constructor calls a servlet. */
  static StartFailure starting() {
    return new StartFailure("has not started yet.");
  }

  private final String state;
  private boolean thrown;

  private StartFailure(String state) {
    this.state = state;
  }

  /** The failure of a start with these problems. */
  static StartFailure of(Problems problems) {
    int errors = problems.errors().size();
    return new StartFailure(
        "was not started, because of "
            + errors
            + (errors == 1 ? " configuration problem" : " configuration problems")
            + ". The log of io.github.servletbearer lists all of them with their cures.");
  }

  /** True for the first servlet that asks: it throws, so that the deployment stops. */
  boolean claimThrow() {
    boolean first = !thrown;
    thrown = true;
    return first;
  }

  /** The failure as an exception, one for each that asks. */
  ServletException toException() {
    return new ServletException("Servlet Bearer: the application " + state);
  }
}
