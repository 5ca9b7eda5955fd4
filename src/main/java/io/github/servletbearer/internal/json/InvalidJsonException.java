// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

/** JSON that is not as strict readers want it; the message quotes nothing of it. */
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidJsonException(String reason) {
    super(reason, null, false, false);
  }
}
