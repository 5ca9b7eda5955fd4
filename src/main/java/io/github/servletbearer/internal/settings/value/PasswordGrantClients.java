// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

/** Which clients may ask for tokens by the password grant. */
public enum PasswordGrantClients {
  /** Every client, with a secret or without one. */
  ANY("any"),
  /** Clients that have authenticated by their secret (RFC 6749 2.3). */
  AUTHENTICATED("authenticated");

  private final String word;

  PasswordGrantClients(String word) {
    this.word = word;
  }

  /** The value of the setting {@code passwordGrantClients}. */
  public String word() {
    return word;
  }
}
