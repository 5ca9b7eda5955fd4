// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-2 (RFC 7518 3.2). */
final class HmacVerifier implements SignatureVerifier {
  private final byte[] secret;
  private final Mac keyed; // never used itself, so it may be cloned by many

  private HmacVerifier(byte[] secret, Mac keyed) {
    this.secret = secret;
    this.keyed = keyed;
  }

  /**
   * @throws JoseException if the secret has fewer bytes than the hash, or is a key file's text: a
   *     public key used as a secret would let everyone sign
   */
  static HmacVerifier of(JwsAlgorithm algorithm, byte[] secret) throws JoseException {
    int bytes = algorithm.hashBits() / 8;
    if (secret.length < bytes) {
      throw new JoseException(
          algorithm.header() + " needs a secret of " + bytes + " random bytes or more");
    }
    if (new String(secret, StandardCharsets.ISO_8859_1).contains("-----BEGIN")) {
      throw new JoseException("the text of a PEM file is no secret; give the file itself as key");
    }
    String name = "HmacSHA" + algorithm.hashBits();
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      mac.update(new byte[0]); // the JDK's hashes the key's block with the first update
      return new HmacVerifier(secret.clone(), (Mac) mac.clone());
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new JoseException("this Java has no " + name + " that can be used");
    }
  }

  @Override
  public boolean verifies(byte[] text, int length, byte[] signature) {
    try {
      Mac mac = (Mac) keyed.clone(); // the key's part of the work is done
      mac.update(text, 0, length);
      return MessageDigest.isEqual(mac.doFinal(), signature);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("it was cloned before");
    }
  }

  @Override
  public byte[] material() {
    return secret;
  }
}
