// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

/** What the process ends with. */
enum ExitCode {
  /** Nothing is wrong. */
  OK(0),

  /** Something is wrong with the application, or with the token that is explained. */
  PROBLEMS(1),

  /** The command cannot be carried out, or decides nothing. */
  FAILED(2);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  int value() {
    return value;
  }
}
