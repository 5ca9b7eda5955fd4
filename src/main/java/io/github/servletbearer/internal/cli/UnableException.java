// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.config.ProblemCode;

/** A command that cannot be carried out: what is wrong, and the cure. Holds no secret. */
final class UnableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final String cure;

  UnableException(ProblemCode code, String text, String cure) {
    super(text, null, false, false);
    this.code = code;
    this.cure = cure;
  }

  ProblemCode code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  String cure() {
    return cure;
  }
}
