// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

/** An application that the block cannot be added to: why, and the fix. */
public final class InitException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /** Both are whole sentences. */
  public InitException(String text, String fix) {
    super(text, null, false, false);
    this.fix = fix;
  }

  public String fix() {
    return fix;
  }
}
