// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.settings.ProblemCode;

/** A command that cannot be carried out: what is wrong, and the cure. Holds no secret. */
public final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final String cure;

  public CommandFailedException(ProblemCode code, String text, String cure) {
    super(text, null, false, false);
    this.code = code;
    this.cure = cure;
  }

  public ProblemCode code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  public String cure() {
    return cure;
  }
}
