// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.bytes.Base64Url;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import io.github.servletbearer.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's own keys: the first signs, all verify, so that one can follow another
 * (rotation). Immutable, thread-safe; {@code toString} shows no secret.
 */
public final class SigningKeys {
  private final SigningKey first;
  private final JwkSet verificationKeys;
  private final byte[] publicJwks;

  private SigningKeys(List<SigningKey> keys) {
    first = keys.get(0);
    List<VerificationKey> verifying = new ArrayList<>();
    List<Map<String, Object>> published = new ArrayList<>();
    for (SigningKey key : keys) {
      verifying.add(key.verificationKey());
      Map<String, Object> jwk = key.publicJwk();
      if (jwk != null) {
        published.add(jwk);
      }
    }
    verificationKeys = JwkSet.of(verifying);
    publicJwks = Json.line(Collections.singletonMap("keys", published));
  }

  /**
   * Reads keys from the contents of files, variables or JNDI entries, each a JWK, a JWK Set (RFC
   * 7517), PEM (RFC 7468: PKCS 8, followed by the public key or certificate where the private one
   * does not contain it), or a PKCS 12 or JKS keystore. A key without an id gets its thumbprint
   * (RFC 7638), one of a keystore its alias. A JWK's {@code alg} is the key's algorithm; without
   * it, that is RS256 for RSA, ES256, ES384 or ES512 by the curve, EdDSA for Ed25519, HS256 for a
   * secret.
   *
   * @param sources in the order of their use
   * @param keystorePassword for keystores, or null
   * @throws JoseException if anything is doubtful: a weak or public-only key, two keys of one id
   */
  public static SigningKeys load(List<byte[]> sources, char @Nullable [] keystorePassword)
      throws JoseException {
    List<SigningKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      try {
        for (SigningKey key : KeySources.read(sources.get(i), keystorePassword)) {
          if (!ids.add(key.keyId())) {
            throw new JoseException("two keys with the id " + key.keyId());
          }
          keys.add(key);
        }
      } catch (JoseException e) {
        throw sources.size() == 1
            ? e
            : new JoseException("key source " + (i + 1) + ": " + e.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new JoseException("no key to sign with");
    }
    return new SigningKeys(keys);
  }

  /**
   * Generates a key: a private JWK as indented JSON in UTF-8, with its thumbprint as id. RSA keys
   * have 3072 bits, secrets as many as their hash.
   *
   * @throws JoseException if this Java cannot; EdDSA needs 15
   */
  public static byte[] generate(JwsAlgorithm algorithm) throws JoseException {
    return Json.pretty(NewKey.jwk(algorithm));
  }

  /** What verifies, symmetric keys included. */
  public JwkSet verificationKeys() {
    return verificationKeys;
  }

  /** The JWK Set to publish: public members only, and no symmetric key (RFC 7517 9.2). A copy. */
  public byte[] publicJwks() {
    return publicJwks.clone();
  }

  /** Signs claims by the first key, with this {@code typ}; the compact serialisation. */
  public String sign(String type, Map<String, Object> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", type);
    header.put("alg", first.algorithm().header());
    header.put("kid", first.keyId());
    String text =
        Base64Url.encode(Json.compact(header)) + "." + Base64Url.encode(Json.compact(claims));
    try {
      byte[] signature = first.sign(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + Base64Url.encode(signature);
    } catch (JoseException e) {
      throw new IllegalStateException(e.getMessage()); // it could, when it was loaded
    }
  }

  @Override
  public String toString() {
    return "signing with " + first.verificationKey() + ", " + verificationKeys.size() + " in all";
  }
}
