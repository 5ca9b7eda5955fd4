// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import org.jspecify.annotations.Nullable;

/** The signature algorithms that may be allowed (RFC 7518 3.1, RFC 8037 3.1); never "none". */
public enum JwsAlgorithm {
  HS256("HS256"),
  HS384("HS384"),
  HS512("HS512"),
  RS256("RS256"),
  RS384("RS384"),
  RS512("RS512"),
  PS256("PS256"),
  PS384("PS384"),
  PS512("PS512"),
  ES256("ES256"),
  ES384("ES384"),
  ES512("ES512"),
  EDDSA("EdDSA");

  private final String header;

  JwsAlgorithm(String header) {
    this.header = header;
  }

  /** The value of {@code alg}, in its exact case. */
  public String header() {
    return header;
  }

  /** The algorithm of this {@code alg} value, or null. */
  public static @Nullable JwsAlgorithm of(String header) {
    for (JwsAlgorithm algorithm : values()) {
      if (algorithm.header.equals(header)) {
        return algorithm;
      }
    }
    return null;
  }

  /** Whether signer and verifier share one secret. */
  public boolean isSymmetric() {
    return this == HS256 || this == HS384 || this == HS512;
  }
}
