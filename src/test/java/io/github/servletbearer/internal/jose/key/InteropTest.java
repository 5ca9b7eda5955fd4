// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.json.StrictJson;
import java.security.Key;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A second library, jose4j: each verifies what the other signs, and reads the other's keys. */
class InteropTest {
  private static JsonWebKey theirs(JwsAlgorithm algorithm) throws Exception {
    return JsonWebKey.Factory.newJwk(new String(TestKeys.generated(algorithm), UTF_8));
  }

  private static boolean theyVerify(String token, Key key, JwsAlgorithm algorithm)
      throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.header()));
    jws.setCompactSerialization(token);
    jws.setKey(key);
    return jws.verifySignature();
  }

  @ParameterizedTest
  @EnumSource
  void theyVerifyWhatWeSign(JwsAlgorithm algorithm) throws Exception {
    SigningKeys keys = SigningKeys.load(List.of(TestKeys.generated(algorithm)), null);
    String token = keys.sign("at+jwt", Map.of("sub", "jöhn", "exp", 1795000000L));
    if (algorithm.isSymmetric()) {
      assertThat(theyVerify(token, theirs(algorithm).getKey(), algorithm)).isTrue();
    } else {
      JsonWebKeySet set = new JsonWebKeySet(new String(keys.publicJwks(), UTF_8));
      JsonWebKey key = set.findJsonWebKey(Jws.parse(token).keyId(), null, "sig", null);
      assertThat(theyVerify(token, key.getKey(), algorithm)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void weVerifyWhatTheySign(JwsAlgorithm algorithm) throws Exception {
    JsonWebKey key = theirs(algorithm);
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload("{\"sub\":\"jöhn\"}");
    jws.setAlgorithmHeaderValue(algorithm.header());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setKey(key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey());
    Jws token = Jws.parse(jws.getCompactSerialization());
    assertThat(token.payload()).asString(UTF_8).isEqualTo("{\"sub\":\"jöhn\"}");
    assertThat(keys(key, algorithm).candidates(token).get(0).verifies(token)).isTrue();
  }

  /** The keys as they write them. */
  private static JwkSet keys(JsonWebKey key, JwsAlgorithm algorithm) throws Exception {
    if (key instanceof OctetSequenceJsonWebKey) {
      byte[] secret = key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC).getBytes(UTF_8);
      return SigningKeys.load(List.of(secret), null).verificationKeys();
    }
    String set = new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    List<String> warnings = new ArrayList<>();
    JwkSet keys = JwkSet.parse(set.getBytes(UTF_8), EnumSet.of(algorithm), warnings);
    assertThat(warnings).isEmpty();
    return keys;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("RFC 7638: both compute the same thumbprint")
  void thumbprintsAreEqual(JwsAlgorithm algorithm) throws Exception {
    assertThat(theirs(algorithm).calculateBase64urlEncodedThumbprint("SHA-256"))
        .isEqualTo(StrictJson.object(TestKeys.generated(algorithm)).get("kid"));
  }

  @ParameterizedTest
  @EnumSource
  void weReadThePrivateKeysThatTheyWrite(JwsAlgorithm algorithm) throws Exception {
    Map<String, Object> jwk =
        theirs(algorithm)
            .toParams(
                algorithm.isSymmetric()
                    ? JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC
                    : JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    SigningKeys keys = SigningKeys.load(List.of(new Gson().toJson(jwk).getBytes(UTF_8)), null);
    assertThat(SigningKeysTest.algorithm(keys)).isEqualTo(algorithm);
    assertThat(theyVerify(keys.sign("JWT", Map.of()), verifying(algorithm), algorithm)).isTrue();
  }

  private static Key verifying(JwsAlgorithm algorithm) throws Exception {
    JsonWebKey key = theirs(algorithm);
    return key instanceof PublicJsonWebKey pair ? pair.getPublicKey() : key.getKey();
  }
}
