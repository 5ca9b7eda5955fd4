// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

/** A request that got no answer; the message is the rest of a sentence that names the address. */
final class NoResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String cure;

  NoResponseException(String reason, String cure) {
    super(reason, null, false, false);
    this.cure = cure;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String cure() {
    return cure;
  }
}
