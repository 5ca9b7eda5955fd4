// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;

/** A JWT that is made from a real one: with another header, other claims, another signature. */
final class JwtForge {

  private final JsonObject header;
  private final JsonObject claims;
  private final String signature;

  private JwtForge(JsonObject header, JsonObject claims, String signature) {
    this.header = header;
    this.claims = claims;
    this.signature = signature;
  }

  static JwtForge of(String token) {
    String[] parts = token.split("\\.", -1);
    return new JwtForge(json(parts[0]), json(parts[1]), parts[2]);
  }

  /** Claims of a token as JSON. */
  static JsonObject claims(String token) {
    return of(token).claims;
  }

  /** The {@code kid} of a token. */
  static String keyId(String token) {
    return of(token).header.get("kid").getAsString();
  }

  /** A key of 2048 bits, with all that its public half is made of. */
  static PrivateKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another value in the header; null removes it. */
  JwtForge header(String name, String value) {
    JsonObject changed = header.deepCopy();
    changed.remove(name);
    if (value != null) {
      changed.addProperty(name, value);
    }
    return new JwtForge(changed, claims, signature);
  }

  JwtForge claim(String name, String value) {
    JsonObject changed = claims.deepCopy();
    changed.addProperty(name, value);
    return new JwtForge(header, changed, signature);
  }

  /** Issued so many seconds ago. */
  JwtForge issuedBefore(long seconds) {
    JsonObject changed = claims.deepCopy();
    changed.addProperty("iat", System.currentTimeMillis() / 1000 - seconds);
    return new JwtForge(header, changed, signature);
  }

  /** Names a key that does not exist, another one each time. */
  JwtForge unknownKey() {
    return header("kid", UUID.randomUUID().toString());
  }

  /** With the signature that the real token has. */
  String withOldSignature() {
    return unsigned() + '.' + signature;
  }

  /** Signed by RS256, whatever the header says. */
  String signedBy(PrivateKey key) {
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initSign(key);
      rs256.update(unsigned().getBytes(StandardCharsets.US_ASCII));
      return unsigned() + '.' + encoded(rs256.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String unsigned() {
    return encoded(bytes(header)) + '.' + encoded(bytes(claims));
  }

  private static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JsonObject json(String part) {
    String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
