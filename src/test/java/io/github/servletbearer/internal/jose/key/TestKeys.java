// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys, and signatures that are not ours: by the JDK alone, as an outsider would make them. */
public final class TestKeys {
  static final byte[] SECRET = secret(64);
  private static final Map<String, KeyPair> PAIRS = new TreeMap<>();

  private static final Map<JwsAlgorithm, byte[]> GENERATED = new EnumMap<>(JwsAlgorithm.class);

  private TestKeys() {}

  static byte[] secret(int length) {
    byte[] secret = new byte[length];
    for (int i = 0; i < length; i++) {
      secret[i] = (byte) (i * 7 + 1);
    }
    return secret;
  }

  static KeyPair rsa() {
    return pair("RSA");
  }

  static KeyPair ec(String curve) {
    return pair(curve);
  }

  static KeyPair ed25519() {
    return pair("Ed25519");
  }

  /** A pair that fits the algorithm; the same one each time. */
  static KeyPair pair(JwsAlgorithm algorithm) {
    return algorithm.curve().isEmpty() ? rsa() : pair(algorithm.curve());
  }

  private static synchronized KeyPair pair(String kind) {
    return PAIRS.computeIfAbsent(kind, TestKeys::generate);
  }

  /** A new pair. */
  static KeyPair generate(String kind) {
    try {
      return switch (kind) {
        case "RSA" -> generator("RSA", 2048).generateKeyPair();
        case "RSA1024" -> generator("RSA", 1024).generateKeyPair();
        case "Ed25519" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        default -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
          yield generator.generateKeyPair();
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPairGenerator generator(String name, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
    generator.initialize(bits);
    return generator;
  }

  /** What {@link SigningKeys#generate} makes; the same each time, for RSA takes long. */
  public static synchronized byte[] generated(JwsAlgorithm algorithm) throws JoseException {
    byte[] jwk = GENERATED.get(algorithm);
    if (jwk == null) {
      jwk = SigningKeys.generate(algorithm);
      GENERATED.put(algorithm, jwk);
    }
    return jwk;
  }

  /** The key that verifies what {@link #token} signs by the same algorithm. */
  static VerificationKey key(JwsAlgorithm algorithm, String keyId) throws JoseException {
    return algorithm.isSymmetric()
        ? VerificationKey.of(algorithm, keyId, SECRET)
        : VerificationKey.of(algorithm, keyId, pair(algorithm).getPublic());
  }

  /** A token with this header, signed as the algorithm says whatever the header does. */
  public static String token(JwsAlgorithm algorithm, String header) {
    return signed(header, text -> sign(algorithm, text));
  }

  public static String token(JwsAlgorithm algorithm) {
    return token(algorithm, "{\"alg\":\"" + algorithm.header() + "\"}");
  }

  static String signed(String header, Signing signing) {
    String text = base64Url(header.getBytes(UTF_8)) + "." + base64Url("{}".getBytes(UTF_8));
    try {
      return text + "." + base64Url(signing.sign(text.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One way to sign. */
  interface Signing {
    byte[] sign(byte[] text) throws GeneralSecurityException;
  }

  static byte[] hmac(String name, byte[] secret, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(secret, name));
    return mac.doFinal(text);
  }

  static byte[] sign(JwsAlgorithm algorithm, byte[] text) throws GeneralSecurityException {
    String bits = algorithm.header().substring(2);
    String hash = "SHA-" + bits;
    Signature signature =
        switch (algorithm.header().substring(0, 2)) {
          case "HS" -> null;
          case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
          case "PS" -> Signature.getInstance("RSASSA-PSS");
          case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
          default -> Signature.getInstance("Ed25519");
        };
    if (signature == null) {
      return hmac("HmacSHA" + bits, SECRET, text);
    }
    if (algorithm.header().startsWith("PS")) {
      int salt = Integer.parseInt(bits) / 8;
      signature.setParameter(
          new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
    }
    signature.initSign(pair(algorithm).getPrivate());
    signature.update(text);
    return signature.sign();
  }

  /** The JWK of a public key, without kid, alg and use. */
  static Map<String, Object> jwk(PublicKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    if (key instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", base64Url(unsigned(rsa.getModulus(), 0)));
      jwk.put("e", base64Url(unsigned(rsa.getPublicExponent(), 0)));
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", base64Url(unsigned(ec.getW().getAffineX(), (bits + 7) / 8)));
      jwk.put("y", base64Url(unsigned(ec.getW().getAffineY(), (bits + 7) / 8)));
    } else {
      byte[] encoded = key.getEncoded();
      jwk.put("kty", "OKP");
      jwk.put("crv", "Ed25519");
      jwk.put("x", base64Url(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }
    return jwk;
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    int zeros = signed[0] == 0 && signed.length > 1 ? 1 : 0;
    byte[] bytes = new byte[Math.max(length, signed.length - zeros)];
    System.arraycopy(
        signed, zeros, bytes, bytes.length - signed.length + zeros, signed.length - zeros);
    return bytes;
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
