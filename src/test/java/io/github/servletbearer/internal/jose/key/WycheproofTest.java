// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.Vectors.string;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Project Wycheproof's vectors: whatever they call invalid is refused, whatever they call valid is
 * accepted, but for the exceptions that stand here with their reasons.
 */
class WycheproofTest {
  private static final String SOURCE = "testvectors_v1 of C2SP/wycheproof as wycheproof/";

  /** How one vector is put to us. */
  private interface Trial {
    boolean accepts(JsonObject group, JsonObject vector) throws JoseException;
  }

  /** How many were tried, and how many of them are judged otherwise, with or without a reason. */
  private static int tried;

  private static int otherwise;

  @AfterAll
  static void report() throws IOException {
    if (tried > 0) {
      Files.writeString(
          Path.of(System.getProperty("project.basedir", "."), "target/vectors.txt"),
          String.format(
              "Wycheproof: %d vectors, %d judged as they say, %d otherwise (see WycheproofTest)%n",
              tried, tried - otherwise, otherwise));
    }
  }

  private static JsonArray groups(String file) throws IOException {
    return Vectors.read("wycheproof/" + file + "_test.json", SOURCE).getAsJsonArray("testGroups");
  }

  /** The vectors that we judge otherwise, by tcId, each with the verdict of the file. */
  private static Map<Integer, String> differences(JsonArray groups, Trial trial) {
    Map<Integer, String> differences = new TreeMap<>();
    int count = 0;
    for (JsonElement element : groups) {
      JsonObject group = element.getAsJsonObject();
      for (JsonElement test : group.getAsJsonArray("tests")) {
        JsonObject vector = test.getAsJsonObject();
        boolean accepted;
        try {
          accepted = trial.accepts(group, vector);
        } catch (JoseException e) {
          accepted = false;
        }
        count++;
        String result = string(vector, "result");
        if (accepted != result.equals("valid")) {
          differences.put(vector.get("tcId").getAsInt(), result);
        }
      }
    }
    assertThat(count).isGreaterThan(20);
    tried += count;
    otherwise += differences.size();
    return differences;
  }

  /** Verifies a token by the keys of a group: published ones as another's, secrets as our own. */
  private static boolean acceptsToken(JsonObject group, String token) throws JoseException {
    JwkSet keys;
    if (group.has("public")) {
      JsonObject named = group.getAsJsonObject("public");
      String set = named.has("keys") ? named.toString() : "{\"keys\":[" + named + "]}";
      keys =
          JwkSet.parse(
              set.getBytes(UTF_8),
              EnumSet.range(JwsAlgorithm.RS256, JwsAlgorithm.EDDSA),
              new ArrayList<>());
    } else {
      byte[] secret = group.getAsJsonObject("private").toString().getBytes(UTF_8);
      keys = SigningKeys.load(List.of(secret), null).verificationKeys();
    }
    Jws jws = Jws.parse(token);
    return keys.candidates(jws).stream().anyMatch(key -> key.verifies(jws));
  }

  @Test
  @DisplayName("JV-1 JV-2 JV-3 JV-16 JSON Web Signature")
  void jsonWebSignature() throws IOException {
    JsonArray groups = groups("json_web_signature");
    Map<Integer, String> texts = new TreeMap<>();
    Map<Integer, String> differences =
        differences(
            groups,
            (group, vector) -> {
              texts.put(vector.get("tcId").getAsInt(), string(vector, "jws"));
              return acceptsToken(group, string(vector, "jws"));
            });
    assertThat(List.of(texts.get(367), texts.get(370))).containsOnly(texts.get(357));
    assertThat(differences)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                // The padding that they are about was lost: both are the valid 357 to the letter.
                367, "invalid",
                370, "invalid",
                // The key says PS256, the token PS384: a key has one algorithm here.
                346, "valid",
                350, "valid",
                // The key says ES521, which no RFC knows.
                347, "valid",
                351, "valid",
                // A question mark in a part; decoders that pass over it take two texts for one.
                372, "valid",
                373, "valid"));
  }

  @Test
  @DisplayName("JK-6 JV-3 JV-18 JSON Web Key")
  void jsonWebKey() throws IOException {
    assertThat(
            differences(
                groups("json_web_key"),
                (group, vector) -> acceptsToken(group, string(vector, "jws"))))
        .isEmpty();
  }

  @Test
  @DisplayName("JV-6 JV-14 JSON Web Crypto: signed tokens, and encrypted ones, which we refuse")
  void jsonWebCrypto() throws IOException {
    JsonArray groups = groups("json_web_crypto");
    assertThat(
            differences(
                groups,
                (group, vector) -> vector.has("jws") && acceptsToken(group, string(vector, "jws"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of( // encrypted tokens
                50, "valid",
                67, "valid"));
    for (JsonElement group : groups) {
      for (JsonElement vector : group.getAsJsonObject().getAsJsonArray("tests")) {
        if (vector.getAsJsonObject().has("jwe")) {
          String token = string(vector.getAsJsonObject(), "jwe");
          assertThatThrownBy(() -> Jws.parse(token)).isInstanceOf(JoseException.class);
        }
      }
    }
  }

  private static byte[] bytes(JsonObject object, String name) {
    return HexFormat.of().parseHex(string(object, name));
  }

  private static boolean accepts(VerificationKey key, JsonObject vector, String signature) {
    byte[] text = bytes(vector, "msg");
    return key.verifies(text, text.length, bytes(vector, signature));
  }

  private static VerificationKey key(JwsAlgorithm algorithm, String kind, JsonObject group)
      throws JoseException {
    try {
      PublicKey key =
          KeyFactory.getInstance(kind)
              .generatePublic(new X509EncodedKeySpec(bytes(group, "publicKeyDer")));
      return VerificationKey.of(algorithm, null, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Two valid signatures a curve are refused by some releases of Java: their r is what is left of a
   * number above the order, which chance brings once in 2^128 signatures or less.
   */
  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363, ES256, 115, 257",
    "ecdsa_secp384r1_sha384_p1363, ES384, 147, 275",
    "ecdsa_secp521r1_sha512_p1363, ES512, 184, 313",
  })
  @DisplayName("JV-5 signatures of ECDSA")
  void ecdsa(String file, JwsAlgorithm algorithm, int first, int second) throws IOException {
    Map<Integer, String> differences =
        differences(
            groups(file), (group, vector) -> accepts(key(algorithm, "EC", group), vector, "sig"));
    differences.remove(first, "valid");
    differences.remove(second, "valid");
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ed25519, Ed25519, EDDSA", "rsa_pss_2048_sha256_mgf1_32, RSA, PS256"})
  @DisplayName("JV-18 signatures of Ed25519 and RSA-PSS")
  void signatures(String file, String kind, JwsAlgorithm algorithm) throws IOException {
    assertThat(
            differences(
                groups(file),
                (group, vector) -> accepts(key(algorithm, kind, group), vector, "sig")))
        .isEmpty();
  }

  /** A padding that lacks its NULL may be accepted or not: Java decides. */
  @Test
  @DisplayName("JV-18 signatures of RSA in PKCS 1")
  void rsa() throws IOException {
    Map<Integer, String> differences =
        differences(
            groups("rsa_signature_2048_sha256"),
            (group, vector) -> accepts(key(JwsAlgorithm.RS256, "RSA", group), vector, "sig"));
    differences.remove(8, "acceptable");
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"hmac_sha256, HS256", "hmac_sha384, HS384", "hmac_sha512, HS512"})
  @DisplayName("JV-4 TC-1 HMAC: only keys as long as the hash, only whole tags")
  void hmac(String file, JwsAlgorithm algorithm) throws IOException {
    JsonArray groups = groups(file);
    Map<Integer, String> expected = new TreeMap<>();
    for (JsonElement element : groups) {
      JsonObject group = element.getAsJsonObject();
      boolean shortKey = group.get("keySize").getAsInt() < algorithm.hashBits();
      boolean cutTag = group.get("tagSize").getAsInt() < algorithm.hashBits();
      for (JsonElement test : group.getAsJsonArray("tests")) {
        JsonObject vector = test.getAsJsonObject();
        if ((shortKey || cutTag) && string(vector, "result").equals("valid")) {
          expected.put(vector.get("tcId").getAsInt(), "valid");
        }
      }
    }
    assertThat(expected).hasSize(36);
    assertThat(
            differences(
                groups,
                (group, vector) ->
                    accepts(
                        VerificationKey.of(algorithm, null, bytes(vector, "key")), vector, "tag")))
        .isEqualTo(expected);
  }
}
