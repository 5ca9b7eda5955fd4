// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/**
 * The keys of the shapes, made anew for each run by another library than ours: A and B are RSA, E
 * is P-256, S is a secret that is never published.
 */
final class ShapeKeys {
  private static final Map<String, JWK> KEYS = make();
  private static final byte[] SECRET = new byte[64];

  private ShapeKeys() {}

  private static Map<String, JWK> make() {
    try {
      return Map.of(
          "A", new RSAKeyGenerator(2048).generate(),
          "B", new RSAKeyGenerator(2048).generate(),
          "E", new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JWK Set of these keys, each with the members of its row. */
  static String set(JsonArray described) {
    JsonArray keys = new JsonArray();
    for (JsonElement element : described) {
      JsonObject members = element.getAsJsonObject().deepCopy();
      String name = members.remove("key").getAsString();
      JsonElement times = members.remove("times");
      for (int i = 1; i <= (times == null ? 1 : times.getAsInt()); i++) {
        keys.add(key(name, members, i));
      }
    }
    JsonObject set = new JsonObject();
    set.add("keys", keys);
    return set.toString();
  }

  private static JsonObject key(String name, JsonObject members, int number) {
    JsonObject key =
        KEYS.containsKey(name)
            ? JsonParser.parseString(KEYS.get(name).toPublicJWK().toJSONString()).getAsJsonObject()
            : new JsonObject(); // of a type that the row invents
    members
        .entrySet()
        .forEach(
            member ->
                key.add(
                    member.getKey(),
                    JsonParser.parseString(
                        member.getValue().toString().replace("#", "" + number))));
    return key;
  }

  /** A token of this header and these claims as they are, signed by the header's algorithm. */
  static String token(JsonObject header, JsonObject claims, String key) {
    String signed = encoded(header) + "." + encoded(claims);
    try {
      return signed
          + "."
          + signer(key)
              .sign(JWSHeader.parse(header.toString()), signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner signer(String key) throws JOSEException {
    return switch (key) {
      case "S" -> new MACSigner(SECRET);
      case "E" -> new ECDSASigner(KEYS.get(key).toECKey());
      default -> new RSASSASigner(KEYS.get(key).toRSAKey());
    };
  }

  private static String encoded(JsonObject json) {
    return Base64URL.encode(json.toString()).toString();
  }
}
