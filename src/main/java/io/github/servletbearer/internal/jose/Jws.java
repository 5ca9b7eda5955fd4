// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import org.jspecify.annotations.Nullable;

/**
 * A signed token as it came over the wire, taken apart strictly and not verified: nothing that it
 * says is to be believed (RFC 7515 3.1, compact serialisation). Immutable.
 */
public final class Jws {
  private Jws() {}

  /**
   * Takes a token apart.
   *
   * @throws JoseException if the alphabet, the number of dots, the base64url (RFC 4648 3.5, unused
   *     bits zero), the header's JSON, {@code alg}, {@code kid} or {@code typ} are not as they must
   *     be, or if the header has {@code crit}, {@code b64} or asks for encryption
   */
  public static Jws parse(String token) throws JoseException {
    throw new JoseException("not written yet " + token.length());
  }

  /** The header's {@code alg}: what the token claims, to be compared with the key's own. */
  public JwsAlgorithm algorithm() {
    throw new UnsupportedOperationException();
  }

  /** The header's {@code kid}, 1 to 256 visible characters, or null. */
  public @Nullable String keyId() {
    throw new UnsupportedOperationException();
  }

  /** The header's {@code typ}, or null. */
  public @Nullable String type() {
    throw new UnsupportedOperationException();
  }

  /** The payload's bytes; not copied. */
  public byte[] payload() {
    throw new UnsupportedOperationException();
  }
}
