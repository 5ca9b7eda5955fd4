// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.bytes.Base64Url;
import io.github.servletbearer.internal.jose.Ed25519;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.Nimbus;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JWK (RFC 7517 4), whose members are read one by one and strictly. */
final class Jwk {
  /** What only the holder of a key may know (RFC 7518 6.2.2, 6.3.2, 6.4.1). */
  private static final String[] SECRET = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

  private final Map<String, Object> members;

  private Jwk(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * The JWK that a JSON value is. A member that is null is taken for absent: some providers write
   * all members that they know.
   */
  static Jwk of(@Nullable Object json) throws JoseException {
    if (!(json instanceof Map)) {
      throw new JoseException("it is not a JSON object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : ((Map<?, ?>) json).entrySet()) {
      if (member.getValue() != null) {
        members.put(String.valueOf(member.getKey()), member.getValue());
      }
    }
    return new Jwk(members);
  }

  /** The members of a JWK Set, which are the value of {@code keys} (RFC 7517 5.1). */
  static List<?> set(@Nullable Object keys) throws JoseException {
    if (keys instanceof List) {
      return (List<?>) keys;
    }
    throw new JoseException("not a JWK Set: it has no list named keys (RFC 7517 5.1)");
  }

  /** The {@code kid}, or null. */
  @Nullable String keyId() throws JoseException {
    return optional("kid");
  }

  String keyType() throws JoseException {
    String keyType = optional("kty");
    if (keyType == null) {
      throw new JoseException("it has no kty");
    }
    return keyType;
  }

  boolean hasSecrets() {
    for (String name : SECRET) {
      if (members.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  boolean isForEncryption() {
    return "enc".equals(members.get("use"));
  }

  /** Refuses a key that is not for signatures, or not to verify or sign (RFC 7517 4.2, 4.3). */
  void requireUse(String operation) throws JoseException {
    String use = optional("use");
    if (use != null && !use.equals("sig")) {
      throw new JoseException("it is not for signatures (use)");
    }
    if (members.containsKey("key_ops")) {
      Object operations = members.get("key_ops");
      if (!(operations instanceof List) || !((List<?>) operations).contains(operation)) {
        throw new JoseException("it is not to " + operation + " (key_ops)");
      }
    }
  }

  /**
   * The algorithm that the key names, or the first that fits it: never one that a token names.
   *
   * @param allowed in the order of preference
   */
  JwsAlgorithm algorithm(Collection<JwsAlgorithm> allowed) throws JoseException {
    String keyType = keyType();
    String curve = optional("crv");
    String named = optional("alg");
    for (JwsAlgorithm algorithm : allowed) {
      boolean meant = named == null || algorithm.isNamed(named);
      if (meant && algorithm.fits(keyType, curve)) {
        return algorithm;
      }
    }
    throw new JoseException("its alg, kty and crv fit no algorithm that is allowed");
  }

  PublicKey publicKey() throws JoseException {
    switch (keyType()) {
      case "RSA":
        return Nimbus.keys(part("kty", "n", "e")).getPublic();
      case "EC":
        return Nimbus.keys(part("kty", "crv", "x", "y")).getPublic();
      default:
        return Ed25519.publicKey(bytes("x"));
    }
  }

  PrivateKey privateKey() throws JoseException {
    if (!members.containsKey("d")) {
      throw new JoseException("it is a public key, which cannot sign");
    }
    switch (keyType()) {
      case "RSA":
        return Nimbus.keys(part("kty", "n", "e", "d", "p", "q", "dp", "dq", "qi")).getPrivate();
      case "EC":
        return Nimbus.keys(part("kty", "crv", "x", "y", "d")).getPrivate();
      default:
        return Ed25519.privateKey(bytes("d"));
    }
  }

  /** The bytes of a member in base64url. */
  byte[] bytes(String name) throws JoseException {
    String text = optional(name);
    if (text == null) {
      throw new JoseException("it has no " + name);
    }
    try {
      return Base64Url.decode(text);
    } catch (IllegalArgumentException e) {
      throw new JoseException("its " + name + " is not base64url without padding");
    }
  }

  /**
   * The members of these names that are present. Other members, such as certificates, are not
   * parsed.
   */
  Map<String, Object> part(String... names) throws JoseException {
    Map<String, Object> part = new LinkedHashMap<>();
    for (String name : names) {
      String value = optional(name);
      if (value != null) {
        if (!name.equals("kty") && !name.equals("crv")) {
          bytes(name); // strict, which the library's decoder is not
        }
        part.put(name, value);
      }
    }
    return part;
  }

  /**
   * The thumbprint of the key's certificate, or null where there is none; it only helps to choose.
   *
   * @param name x5t or x5t#S256 (RFC 7517 4.8, 4.9)
   */
  @Nullable String thumbprint(String name) {
    Object value = members.get(name);
    return value instanceof String ? (String) value : null;
  }

  private @Nullable String optional(String name) throws JoseException {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new JoseException("its " + name + " is not a string");
  }
}
