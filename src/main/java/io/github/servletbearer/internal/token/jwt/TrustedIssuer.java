// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

/**
 * An issuer whose tokens are accepted: what they must contain, and the only keys that may have
 * signed them (RFC 8725 3.8). Thread-safe as its keys are.
 */
public final class TrustedIssuer {
  private final JwtRules rules;
  private final KeySource keys;

  /**
   * @param keys of this issuer, and of no other
   */
  public TrustedIssuer(JwtRules rules, KeySource keys) {
    this.rules = rules;
    this.keys = keys;
  }

  /** What its tokens must contain. */
  JwtRules rules() {
    return rules;
  }

  /** Where its keys come from. */
  KeySource keys() {
    return keys;
  }
}
