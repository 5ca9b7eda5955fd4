// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import org.jspecify.annotations.Nullable;

/** The JDK's {@link Signature} for one public key. Immutable, thread-safe. */
final class JdkSignature implements SignatureVerifier {
  private final String name;
  private final @Nullable AlgorithmParameterSpec parameters;
  private final PublicKey key;
  private final int length;
  private final byte[] material;

  private JdkSignature(
      String name, @Nullable AlgorithmParameterSpec parameters, PublicKey key, int length) {
    this.name = name;
    this.parameters = parameters;
    this.key = key;
    this.length = length;
    this.material = key.getEncoded();
  }

  /**
   * Starts a verification once, so that an unsupported algorithm is known before any request.
   *
   * @param name the JDK's name of the algorithm
   * @param length the bytes of each signature, or 0 where they vary
   * @param since the first Java that has it, for the message
   */
  static JdkSignature of(
      String name,
      @Nullable AlgorithmParameterSpec parameters,
      PublicKey key,
      int length,
      String since)
      throws JoseException {
    JdkSignature signature = new JdkSignature(name, parameters, key, length);
    try {
      signature.start();
    } catch (GeneralSecurityException e) {
      throw new JoseException(
          "this Java cannot verify " + name + " with the key; " + name + " needs Java " + since);
    }
    return signature;
  }

  /** Fresh each time: a kept one would be shared by threads, or left behind in them. */
  private Signature start() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(name);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.initVerify(key);
    return signature;
  }

  @Override
  public boolean verifies(byte[] text, int textLength, byte[] encoded) {
    if (length != 0 && encoded.length != length) {
      return false;
    }
    try {
      Signature signature = start();
      signature.update(text, 0, textLength);
      return signature.verify(encoded);
    } catch (GeneralSecurityException e) {
      return false; // so the JDK reports many malformed signatures
    }
  }

  @Override
  public byte[] material() {
    return material;
  }
}
