// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

/** What the token endpoint issues. */
public enum TokenFormat {
  /** Random tokens, which this server alone knows. */
  OPAQUE("opaque"),
  /** Signed tokens (RFC 9068), which everybody can verify who has the public keys. */
  JWT("jwt");

  private final String word;

  TokenFormat(String word) {
    this.word = word;
  }

  /** The value of the setting {@code tokenFormat}. */
  public String word() {
    return word;
  }
}
