// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;

/** RSASSA-PKCS1-v1_5 and RSASSA-PSS with SHA-2 (RFC 7518 3.3, 3.5). */
public final class RsaVerifier {
  private static final int MIN_BITS = 2048;

  /** A signature of 8192 bits takes the time of twenty of 2048. */
  private static final int MAX_BITS = 8192;

  /** Exponents are 3 or 65537 in practice; a huge one makes each signature take seconds. */
  private static final int MAX_EXPONENT_BITS = 33;

  private static final int[] SMALL_PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private RsaVerifier() {}

  static SignatureVerifier of(JwsAlgorithm algorithm, RSAPublicKey key) throws JoseException {
    BigInteger modulus = key.getModulus();
    requireStrong(modulus, key.getPublicExponent());
    PublicKey plain = publicKey(modulus, key.getPublicExponent()); // whatever it came with
    int length = (modulus.bitLength() + 7) / 8;
    int bits = algorithm.hashBits();
    if (algorithm.family() == JwsAlgorithm.Family.RSA) {
      return JdkSignature.of("SHA" + bits + "withRSA", null, plain, length, "8");
    }
    // Salt as long as the hash, and one hash for both purposes (RFC 7518 3.5).
    String hash = "SHA-" + bits;
    PSSParameterSpec parameters =
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
    return JdkSignature.of("RSASSA-PSS", parameters, plain, length, "8u251 or 11");
  }

  /** The key of these numbers, of the JDK's usual provider and without parameters. */
  public static PublicKey publicKey(BigInteger modulus, BigInteger exponent) throws JoseException {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new JoseException("this Java does not accept the RSA key");
    }
  }

  private static void requireStrong(BigInteger modulus, BigInteger exponent) throws JoseException {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new JoseException("an RSA key has 2048 to 8192 bits here (RFC 7518 3.3)");
    }
    if (!modulus.testBit(0)) {
      throw new JoseException("an RSA key's modulus is odd");
    }
    boolean usual =
        exponent.testBit(0)
            && exponent.compareTo(BigInteger.ONE) > 0
            && exponent.bitLength() <= MAX_EXPONENT_BITS;
    if (!usual) {
      throw new JoseException("an RSA key's exponent is odd, 3 or more, of 33 bits at most, here");
    }
    if (isOfWeakChips(modulus)) {
      throw new JoseException("the RSA key can be factored (CVE-2017-15361); make another one");
    }
  }

  /**
   * Whether the key was made by chips whose primes can be recognised (CVE-2017-15361): modulo every
   * small prime, the modulus is a power of 65537. By chance so is one in 2^27 or fewer.
   */
  private static boolean isOfWeakChips(BigInteger modulus) {
    for (int prime : SMALL_PRIMES) {
      int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
      int power = 1;
      boolean met = false;
      for (int i = 0; i < prime && !met; i++) {
        met = power == rest;
        power = power * (65537 % prime) % prime;
      }
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
