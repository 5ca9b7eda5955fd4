// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import org.jspecify.annotations.Nullable;

/** The signature algorithms that may be allowed (RFC 7518 3.1, RFC 8037 3.1); never "none". */
public enum JwsAlgorithm {
  HS256(Family.HMAC, 256),
  HS384(Family.HMAC, 384),
  HS512(Family.HMAC, 512),
  RS256(Family.RSA, 256),
  RS384(Family.RSA, 384),
  RS512(Family.RSA, 512),
  PS256(Family.RSA_PSS, 256),
  PS384(Family.RSA_PSS, 384),
  PS512(Family.RSA_PSS, 512),
  ES256(Family.ECDSA, 256),
  ES384(Family.ECDSA, 384),
  ES512(Family.ECDSA, 512),
  EDDSA(Family.ED25519, 512);

  public enum Family {
    HMAC,
    RSA,
    RSA_PSS,
    ECDSA,
    ED25519
  }

  private static final JwsAlgorithm[] VALUES = values();

  private final Family family;
  private final int hashBits;

  JwsAlgorithm(Family family, int hashBits) {
    this.family = family;
    this.hashBits = hashBits;
  }

  /** The value of {@code alg} that we write, in its exact case. */
  public String header() {
    return this == EDDSA ? "EdDSA" : name();
  }

  /** Whether this {@code alg} value means it: EdDSA by Ed25519 has a second one (RFC 9864 2.2). */
  public boolean isNamed(String value) {
    return header().equals(value) || this == EDDSA && value.equals("Ed25519");
  }

  /** The algorithm of this {@code alg} value, or null. */
  public static @Nullable JwsAlgorithm of(String header) {
    for (JwsAlgorithm algorithm : VALUES) {
      if (algorithm.isNamed(header)) {
        return algorithm;
      }
    }
    return null;
  }

  public boolean isSymmetric() {
    return family == Family.HMAC;
  }

  public Family family() {
    return family;
  }

  /** The bits of the algorithm's SHA-2. */
  public int hashBits() {
    return hashBits;
  }

  /** Whether a JWK of this type and, where the type has one, this curve serves the algorithm. */
  public boolean fits(String keyType, @Nullable String curve) {
    switch (family) {
      case HMAC:
        return keyType.equals("oct");
      case ECDSA:
        return keyType.equals("EC") && curve().equals(curve);
      case ED25519:
        return keyType.equals("OKP") && curve().equals(curve);
      default:
        return keyType.equals("RSA");
    }
  }

  /** The {@code crv} of the algorithm's keys, or an empty text. */
  public String curve() {
    switch (this) {
      case ES256:
        return "P-256";
      case ES384:
        return "P-384";
      case ES512:
        return "P-521";
      case EDDSA:
        return "Ed25519";
      default:
        return "";
    }
  }
}
