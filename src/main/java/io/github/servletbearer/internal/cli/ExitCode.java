// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

/** What the process ends with: the number of the constant, from 0. */
enum ExitCode {
  /** Nothing is wrong. */
  OK,

  /** Something is wrong with the application. */
  PROBLEMS,

  /** The command cannot be carried out. */
  FAILED
}
