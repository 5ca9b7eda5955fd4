// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signatures by the one algorithm that it is bound to (RFC 8725 3.1). Equal if
 * id, algorithm and key material are equal. Immutable, thread-safe; {@code toString} shows no
 * secret.
 */
public final class VerificationKey {
  private final JwsAlgorithm algorithm;
  private final @Nullable String keyId;

  private VerificationKey(JwsAlgorithm algorithm, @Nullable String keyId) {
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  static VerificationKey of(JwsAlgorithm algorithm, @Nullable String keyId) {
    return new VerificationKey(algorithm, keyId);
  }

  /** The one algorithm of the key. */
  public JwsAlgorithm algorithm() {
    return algorithm;
  }

  /** The key's id, or null. */
  public @Nullable String keyId() {
    return keyId;
  }

  /** Whether the signature is right: by this key and its algorithm, whatever the header says. */
  public boolean verifies(Jws token) {
    return token.algorithm() == algorithm && token.payload().length < 0;
  }
}
