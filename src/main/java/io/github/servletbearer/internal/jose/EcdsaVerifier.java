// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** ECDSA over the NIST curves with SHA-2 (RFC 7518 3.4). */
final class EcdsaVerifier implements SignatureVerifier {
  private final JdkSignature signature;
  private final BigInteger order;

  /** The bytes of r and of s: 32, 48 or 66. */
  private final int half;

  private EcdsaVerifier(JdkSignature signature, BigInteger order, int half) {
    this.signature = signature;
    this.order = order;
    this.half = half;
  }

  /**
   * @throws JoseException if the key is not a point of the algorithm's curve
   */
  static EcdsaVerifier of(JwsAlgorithm algorithm, ECPublicKey key) throws JoseException {
    if (!Nimbus.isOnCurve(algorithm.curve(), key)) {
      throw new JoseException(
          algorithm.header() + " needs a key on the curve " + algorithm.curve());
    }
    BigInteger order = key.getParams().getOrder();
    String name = "SHA" + algorithm.hashBits() + "withECDSA";
    return new EcdsaVerifier(
        JdkSignature.of(name, null, key, 0, "8"), order, (order.bitLength() + 7) / 8);
  }

  /**
   * Checks both numbers before the JDK sees them: some releases accepted r = s = 0 as a signature
   * of any text (CVE-2022-21449).
   */
  @Override
  public boolean verifies(byte[] text, int length, byte[] bytes) {
    if (bytes.length != 2 * half) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOf(bytes, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, half, bytes.length));
    return isInRange(r) && isInRange(s) && signature.verifies(text, length, Nimbus.der(bytes));
  }

  private boolean isInRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(order) < 0;
  }

  @Override
  public byte[] material() {
    return signature.material();
  }
}
