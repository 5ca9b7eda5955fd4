// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the application's own keys in all supported formats. A text in none of them is refused and
 * never used as a secret, so a PEM file with one blank too many cannot become one (CVE-2026-34950).
 *
 * <p>No text is ever taken for a secret key: a PEM file with a blank before it would become an HMAC
 * secret that everyone knows.
 */
final class KeySources {
  private KeySources() {}

  static List<SigningKey> read(byte[] content, char @Nullable [] keystorePassword)
      throws JoseException {
    if (Keystores.isOne(content)) {
      return Keystores.read(content, keystorePassword);
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.trim().startsWith("{")) {
      return jwks(content);
    }
    if (Pem.isOne(text)) {
      return Collections.singletonList(Pem.read(text));
    }
    throw new JoseException(
        "not a JWK, JWK Set, PEM file or keystore; a plain text is not a key."
            + " The command genkey makes one");
  }

  private static List<SigningKey> jwks(byte[] json) throws JoseException {
    Map<String, Object> object;
    try {
      object = StrictJson.object(json);
    } catch (InvalidJsonException e) {
      throw new JoseException("the JWK is refused: " + e.getMessage());
    }
    if (object.containsKey("keys")) {
      return set(object.get("keys"));
    }
    return Collections.singletonList(key(Jwk.of(object)));
  }

  private static List<SigningKey> set(@Nullable Object members) throws JoseException {
    List<SigningKey> keys = new ArrayList<>();
    for (Object member : Jwk.set(members)) {
      try {
        keys.add(key(Jwk.of(member)));
      } catch (JoseException e) {
        throw new JoseException("key " + (keys.size() + 1) + " of the set: " + e.getMessage());
      }
    }
    return keys;
  }

  private static SigningKey key(Jwk jwk) throws JoseException {
    jwk.requireUse("sign");
    JwsAlgorithm algorithm = jwk.algorithm(Arrays.asList(JwsAlgorithm.values()));
    return algorithm.isSymmetric()
        ? SigningKey.of(algorithm, jwk.keyId(), jwk.bytes("k"))
        : SigningKey.of(algorithm, jwk.keyId(), jwk.privateKey(), jwk.publicKey());
  }
}
