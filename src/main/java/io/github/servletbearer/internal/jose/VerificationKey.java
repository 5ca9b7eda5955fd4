// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import io.github.servletbearer.internal.log.Redacted;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signatures by the one algorithm that it is bound to (RFC 8725 3.1). Equal if
 * id, algorithm and key material are equal. Immutable, thread-safe; {@code toString} shows no
 * secret.
 */
public final class VerificationKey {
  private final JwsAlgorithm algorithm;
  private final @Nullable String keyId;
  private final SignatureVerifier verifier;

  private VerificationKey(
      JwsAlgorithm algorithm, @Nullable String keyId, SignatureVerifier verifier) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.verifier = verifier;
  }

  /** Binds a public key to an algorithm; refuses one that is weak or does not fit. */
  public static VerificationKey of(JwsAlgorithm algorithm, @Nullable String keyId, PublicKey key)
      throws JoseException {
    return new VerificationKey(algorithm, keyId, verifier(algorithm, key));
  }

  /** Binds a secret of the application to an algorithm; copies it, refuses a short one. */
  public static VerificationKey of(JwsAlgorithm algorithm, @Nullable String keyId, byte[] secret)
      throws JoseException {
    if (!algorithm.isSymmetric()) {
      throw new JoseException(algorithm.header() + " needs a key pair, not a secret");
    }
    return new VerificationKey(algorithm, keyId, HmacVerifier.of(algorithm, secret));
  }

  private static SignatureVerifier verifier(JwsAlgorithm algorithm, PublicKey key)
      throws JoseException {
    switch (algorithm.family()) {
      case RSA:
      case RSA_PSS:
        if (key instanceof RSAPublicKey) {
          return RsaVerifier.of(algorithm, (RSAPublicKey) key);
        }
        break;
      case ECDSA:
        if (key instanceof ECPublicKey) {
          return EcdsaVerifier.of(algorithm, (ECPublicKey) key);
        }
        break;
      case ED25519:
        return Ed25519.verifier(key);
      case HMAC: // never: everyone who has the public key could sign
        break;
    }
    throw new JoseException("the key does not fit " + algorithm.header());
  }

  public JwsAlgorithm algorithm() {
    return algorithm;
  }

  public @Nullable String keyId() {
    return keyId;
  }

  /** Whether the signature is valid: by this key and its algorithm, regardless of the header. */
  public boolean verifies(Jws token) {
    return token.algorithm() == algorithm
        && verifies(token.text(), token.signedLength(), token.signature());
  }

  /** Whether this is the signature of the first bytes of a text. */
  public boolean verifies(byte[] text, int length, byte[] signature) {
    return verifier.verifies(text, length, signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof VerificationKey)) {
      return false;
    }
    VerificationKey that = (VerificationKey) other;
    return algorithm == that.algorithm
        && Objects.equals(keyId, that.keyId)
        && MessageDigest.isEqual(verifier.material(), that.verifier.material());
  }

  @Override
  public int hashCode() {
    return Objects.hash(algorithm, keyId); // nothing of a secret
  }

  @Override
  public String toString() {
    return algorithm.header() + " key " + Redacted.line(keyId);
  }
}
