// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import io.github.servletbearer.internal.bytes.Base64Url;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** EdDSA over Ed25519 (RFC 8037 3.1), which Java has since 15: used by names alone. */
public final class Ed25519 {
  public static final String NAME = "Ed25519";
  private static final int KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** What stands before the 32 bytes of a public key in its encoding (RFC 8410 4). */
  private static final byte[] PUBLIC_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  /** What stands before the 32 bytes of a private key in its encoding (RFC 8410 7). */
  private static final byte[] PRIVATE_PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private Ed25519() {}

  static SignatureVerifier verifier(PublicKey key) throws JoseException {
    bytes(PUBLIC_PREFIX, key.getEncoded());
    return JdkSignature.of(NAME, null, key, SIGNATURE_LENGTH, "15");
  }

  /** The key of a JWK's {@code x}. */
  public static PublicKey publicKey(byte[] x) throws JoseException {
    try {
      return factory().generatePublic(new X509EncodedKeySpec(encoded(PUBLIC_PREFIX, x)));
    } catch (GeneralSecurityException e) {
      throw new JoseException("x is no point of Ed25519");
    }
  }

  /** The key of a JWK's {@code d}. */
  public static PrivateKey privateKey(byte[] d) throws JoseException {
    try {
      return factory().generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE_PREFIX, d)));
    } catch (GeneralSecurityException e) {
      throw new JoseException("d is no private key of Ed25519");
    }
  }

  /** The members of a key's JWK, {@code d} too where the private key is given (RFC 8037 2). */
  public static Map<String, Object> jwk(PublicKey key, @Nullable PrivateKey secret)
      throws JoseException {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "OKP");
    jwk.put("crv", NAME);
    jwk.put("x", Base64Url.encode(bytes(PUBLIC_PREFIX, key.getEncoded())));
    if (secret != null) {
      jwk.put("d", Base64Url.encode(bytes(PRIVATE_PREFIX, secret.getEncoded())));
    }
    return jwk;
  }

  public static Signer signer(PrivateKey key) {
    return text -> {
      try {
        Signature signature = Signature.getInstance(NAME);
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new JoseException("the private key is none of Ed25519");
      }
    };
  }

  private static KeyFactory factory() throws JoseException {
    try {
      return KeyFactory.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw new JoseException("EdDSA needs Java 15 or newer; use ES256 on this one");
    }
  }

  private static byte[] encoded(byte[] prefix, byte[] bytes) throws JoseException {
    if (bytes.length != KEY_LENGTH) {
      throw new JoseException("a key of Ed25519 has 32 bytes");
    }
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + KEY_LENGTH);
    System.arraycopy(bytes, 0, encoded, prefix.length, KEY_LENGTH);
    return encoded;
  }

  private static byte[] bytes(byte[] prefix, byte[] encoded) throws JoseException {
    boolean expected =
        encoded.length == prefix.length + KEY_LENGTH
            && Arrays.equals(Arrays.copyOf(encoded, prefix.length), prefix);
    if (!expected) {
      throw new JoseException("not a key of Ed25519");
    }
    return Arrays.copyOfRange(encoded, prefix.length, encoded.length);
  }
}
