// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.bytes.Base64Url;
import io.github.servletbearer.internal.jose.Ed25519;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.Nimbus;
import io.github.servletbearer.internal.jose.Signer;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs: bound to one algorithm, with an id, and tested to verify what it signs.
 * Immutable, thread-safe.
 */
final class SigningKey {
  private static final byte[] PROBE = "servlet-bearer".getBytes(StandardCharsets.US_ASCII);

  private final VerificationKey verificationKey;
  private final String keyId;
  private final Signer signer;
  private final @Nullable Map<String, Object> publicJwk;

  private SigningKey(
      VerificationKey verificationKey,
      String keyId,
      Signer signer,
      @Nullable Map<String, Object> publicJwk) {
    this.verificationKey = verificationKey;
    this.keyId = keyId;
    this.signer = signer;
    this.publicJwk = publicJwk;
  }

  /**
   * A key pair.
   *
   * @param named the algorithm, or null for the usual one of such keys
   * @param id the key's id, or null for its thumbprint (RFC 7638)
   * @throws JoseException also if the two keys are not a pair
   */
  static SigningKey of(
      @Nullable JwsAlgorithm named, @Nullable String id, PrivateKey privateKey, PublicKey publicKey)
      throws JoseException {
    JwsAlgorithm algorithm = named == null ? usual(publicKey) : named;
    Map<String, Object> jwk = jwk(algorithm, publicKey, null);
    String keyId = keyId(id, jwk);
    VerificationKey key = VerificationKey.of(algorithm, keyId, publicKey);
    Signer signer =
        algorithm.family() == JwsAlgorithm.Family.ED25519
            ? Ed25519.signer(privateKey)
            : Nimbus.signer(algorithm, privateKey);
    jwk.put("kid", keyId);
    jwk.put("alg", algorithm.header());
    jwk.put("use", "sig");
    return proved(new SigningKey(key, keyId, signer, Collections.unmodifiableMap(jwk)));
  }

  static SigningKey of(JwsAlgorithm algorithm, @Nullable String id, byte[] secret)
      throws JoseException {
    String keyId = keyId(id, secretJwk(secret));
    VerificationKey key = VerificationKey.of(algorithm, keyId, secret);
    return proved(new SigningKey(key, keyId, Nimbus.signer(algorithm, secret), null));
  }

  /** The members that make a key, private ones too where the private key is given. */
  static Map<String, Object> jwk(
      JwsAlgorithm algorithm, PublicKey publicKey, @Nullable PrivateKey privateKey)
      throws JoseException {
    return algorithm.family() == JwsAlgorithm.Family.ED25519
        ? Ed25519.jwk(publicKey, privateKey)
        : Nimbus.jwk(algorithm, publicKey, privateKey);
  }

  static Map<String, Object> secretJwk(byte[] secret) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "oct");
    jwk.put("k", Base64Url.encode(secret));
    return jwk;
  }

  private static JwsAlgorithm usual(PublicKey key) throws JoseException {
    if (key instanceof RSAPublicKey) {
      return JwsAlgorithm.RS256;
    }
    if (!(key instanceof ECPublicKey)) {
      return JwsAlgorithm.EDDSA;
    }
    for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
      if (algorithm.family() == JwsAlgorithm.Family.ECDSA
          && Nimbus.isOnCurve(algorithm.curve(), (ECPublicKey) key)) {
        return algorithm;
      }
    }
    throw new JoseException("an EC key is one of P-256, P-384 or P-521 here");
  }

  private static String keyId(@Nullable String id, Map<String, Object> jwk) throws JoseException {
    if (id == null) {
      return Nimbus.thumbprint(jwk);
    }
    if (!Jws.isOwnKeyId(id)) {
      throw new JoseException(
          "a key's id (kid, or the keystore's alias) is 1 to 256 visible" + " characters of ASCII");
    }
    return id;
  }

  private static SigningKey proved(SigningKey key) throws JoseException {
    if (!key.verificationKey.verifies(PROBE, PROBE.length, key.signer.sign(PROBE))) {
      throw new JoseException("the private and the public key are not a pair");
    }
    return key;
  }

  VerificationKey verificationKey() {
    return verificationKey;
  }

  String keyId() {
    return keyId;
  }

  JwsAlgorithm algorithm() {
    return verificationKey.algorithm();
  }

  /** The key's entry in a published set; null for a secret. */
  @Nullable Map<String, Object> publicJwk() {
    return publicJwk;
  }

  byte[] sign(byte[] text) throws JoseException {
    return signer.sign(text);
  }
}
