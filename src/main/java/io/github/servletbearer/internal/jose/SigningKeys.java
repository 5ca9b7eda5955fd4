// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's own keys: the first signs, all verify, so that one can follow another
 * (rotation). Immutable, thread-safe; {@code toString} shows no secret.
 */
public final class SigningKeys {
  private SigningKeys() {}

  /**
   * Reads keys from the contents of files, variables or JNDI entries, each a JWK, a JWK Set (RFC
   * 7517), PEM (RFC 7468: PKCS 8, with the public key or certificate behind it where the private
   * one does not tell it), or a PKCS 12 or JKS keystore. A key without an id gets its thumbprint
   * (RFC 7638).
   *
   * @param sources in the order of their use
   * @param keystorePassword for keystores, or null
   * @throws JoseException if anything is doubtful: a weak or public-only key, two keys of one id
   */
  public static SigningKeys load(List<byte[]> sources, char @Nullable [] keystorePassword)
      throws JoseException {
    throw new JoseException("not written yet " + sources.size() + (keystorePassword == null));
  }

  /** What verifies, symmetric keys included. */
  public KeySet verificationKeys() {
    throw new UnsupportedOperationException();
  }

  /** The JWK Set to publish: public members only, and no symmetric key (RFC 7517 9.2). */
  public byte[] publicJwks() {
    throw new UnsupportedOperationException();
  }

  /** The algorithm of the key that signs. */
  public JwsAlgorithm algorithm() {
    throw new UnsupportedOperationException();
  }

  /**
   * Signs claims by the first key.
   *
   * @param type the header's {@code typ}
   * @return the compact serialisation
   */
  public String sign(String type, Map<String, Object> claims) {
    throw new UnsupportedOperationException(type + claims.size());
  }
}
