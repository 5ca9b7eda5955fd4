// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.jose.Ed25519;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.Nimbus;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes keys. */
final class NewKey {
  /** As strong as the 128 bits of the others; 2048 are 112 (NIST SP 800-57 part 1, 5.6.1). */
  private static final int RSA_BITS = 3072;

  private NewKey() {}

  /** A private JWK with thumbprint, algorithm and use. */
  static Map<String, Object> jwk(JwsAlgorithm algorithm) throws JoseException {
    Map<String, Object> members;
    if (algorithm.isSymmetric()) {
      byte[] secret = new byte[algorithm.hashBits() / 8];
      new SecureRandom().nextBytes(secret);
      members = SigningKey.secretJwk(secret);
    } else {
      KeyPair pair = pair(algorithm);
      members = SigningKey.jwk(algorithm, pair.getPublic(), pair.getPrivate());
    }
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kid", Nimbus.thumbprint(members));
    jwk.put("alg", algorithm.header());
    jwk.put("use", "sig");
    jwk.putAll(members);
    return jwk;
  }

  private static KeyPair pair(JwsAlgorithm algorithm) throws JoseException {
    try {
      return generator(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new JoseException(
          "this Java cannot make keys for " + algorithm.header() + "; use ES256");
    }
  }

  private static KeyPairGenerator generator(JwsAlgorithm algorithm)
      throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (algorithm.family()) {
      case ECDSA:
        generator = KeyPairGenerator.getInstance("EC");
        // P-256 is secp256r1 here, and so on.
        generator.initialize(
            new ECGenParameterSpec("secp" + algorithm.curve().substring(2) + "r1"));
        return generator;
      case ED25519:
        return KeyPairGenerator.getInstance(Ed25519.NAME);
      default:
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator;
    }
  }
}
