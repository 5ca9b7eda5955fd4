// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;

/** The yardstick: one signature and the JDK, with a new object for each verification. */
final class RawSignature {
  private final String name;
  private final Key key;
  private final byte[] input;
  private final byte[] signature;

  private RawSignature(String name, Key key, byte[] input, byte[] signature) {
    this.name = name;
    this.key = key;
    this.input = input;
    this.signature = signature;
  }

  static RawSignature of(String algorithm, JWK key, String token) throws JOSEException {
    int dot = token.lastIndexOf('.');
    byte[] input = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    return switch (algorithm) {
      case "HS256" -> {
        Key secret = key.toOctetSequenceKey().toSecretKey("HmacSHA256");
        yield new RawSignature("HmacSHA256", secret, input, signature);
      }
      case "RS256" ->
          new RawSignature("SHA256withRSA", key.toRSAKey().toPublicKey(), input, signature);
      default -> {
        byte[] der = ECDSA.transcodeSignatureToDER(signature);
        yield new RawSignature("SHA256withECDSA", key.toECKey().toPublicKey(), input, der);
      }
    };
  }

  boolean verify() throws GeneralSecurityException {
    if (name.startsWith("Hmac")) {
      Mac mac = Mac.getInstance(name);
      mac.init(key);
      return MessageDigest.isEqual(mac.doFinal(input), signature);
    }
    Signature verifier = Signature.getInstance(name);
    verifier.initVerify((PublicKey) key);
    verifier.update(input);
    return verifier.verify(signature);
  }
}
