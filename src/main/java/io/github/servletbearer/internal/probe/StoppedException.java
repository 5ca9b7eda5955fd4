// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

/** The probe cannot continue: what is wrong, and the cure. */
final class StoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String cure;

  StoppedException(String text, String cure) {
    super(text, null, false, false);
    this.cure = cure;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  String cure() {
    return cure;
  }
}
