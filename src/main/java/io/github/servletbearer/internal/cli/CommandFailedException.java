// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;

/** A command that cannot be carried out: what is wrong, and the fix. Holds no secret. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  CommandFailedException(ProblemCode code, String text, String fix) {
    super(text, null, false, false);
    Problems problems = new Problems();
    problems.error(code, text, fix);
    problem = problems.errors().get(0);
  }

  /** A command line that cannot be understood. */
  static CommandFailedException badArguments(String text) {
    return new CommandFailedException(
        ProblemCode.BAD_COMMAND,
        "the command line cannot be understood: " + text,
        "--help lists the commands.");
  }

  Problem problem() {
    return problem;
  }
}
