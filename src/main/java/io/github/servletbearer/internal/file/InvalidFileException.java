// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

/**
 * A file of users or clients that cannot be used. The message names the line and the cure, and
 * holds no text of the file.
 */
public final class InvalidFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is the reason and the cure. */
  public InvalidFileException(String message) {
    super(message, null, false, false);
  }
}
