// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.TestKeys.jwk;
import static io.github.servletbearer.internal.jose.key.TestKeys.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final Set<JwsAlgorithm> ASYMMETRIC =
      EnumSet.range(JwsAlgorithm.RS256, JwsAlgorithm.EDDSA);

  private final List<String> warnings = new ArrayList<>();

  private JwkSet parse(Set<JwsAlgorithm> allowed, Object... keys) throws JoseException {
    String json = GSON.toJson(Map.of("keys", Arrays.asList(keys)));
    return JwkSet.parse(json.getBytes(UTF_8), allowed, warnings);
  }

  private JwkSet parse(Object... keys) throws JoseException {
    return parse(ASYMMETRIC, keys);
  }

  /** A good RSA key with these members beside its own. */
  private static Map<String, Object> rsa(Object... members) {
    return with(jwk(TestKeys.rsa().getPublic()), members);
  }

  private static Map<String, Object> with(Map<String, Object> jwk, Object... members) {
    Map<String, Object> result = new LinkedHashMap<>(jwk);
    for (int i = 0; i < members.length; i += 2) {
      result.put((String) members[i], members[i + 1]);
    }
    return result;
  }

  private static String header(String alg, String kid) {
    return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\"}";
  }

  private static Jws signed(JwsAlgorithm algorithm, String kid) throws JoseException {
    return Jws.parse(token(algorithm, header(algorithm.header(), kid)));
  }

  /** The key is left out, another one of the set still serves, and one sentence says why. */
  private void leavesOut(Object key, String reason) throws JoseException {
    warnings.clear();
    JwkSet set = parse(key, with(jwk(TestKeys.ec("P-256").getPublic()), "kid", "good"));
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.find(signed(JwsAlgorithm.ES256, "good"))).isNotNull();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith("Key 1").contains(reason).endsWith(".");
    if (key instanceof Map<?, ?> members) {
      for (String name : new String[] {"n", "d", "k", "x"}) {
        Object material = members.get(name);
        if (material instanceof String text && !text.isEmpty()) {
          assertThat(warnings.get(0)).doesNotContain(text);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HS.*", mode = EnumSource.Mode.MATCH_NONE)
  void keyOfEachAlgorithmIsFoundAndVerifies(JwsAlgorithm algorithm) throws JoseException {
    Map<String, Object> jwk = jwk(TestKeys.pair(algorithm).getPublic());
    JwkSet set = parse(with(jwk, "kid", "a", "alg", algorithm.header(), "use", "sig"));
    assertThat(warnings).isEmpty();
    Jws token = signed(algorithm, "a");
    VerificationKey key = set.find(token);
    assertThat(key).isNotNull();
    assertThat(key.verifies(token)).isTrue();
    assertThat(key).isEqualTo(TestKeys.key(algorithm, "a"));
  }

  @Test
  @DisplayName(
      "JV-3 a key without alg takes the first allowed one that fits it, whatever a token says")
  void algorithmComesFromConfiguration() throws JoseException {
    Set<JwsAlgorithm> allowed =
        new LinkedHashSet<>(List.of(JwsAlgorithm.ES256, JwsAlgorithm.PS256, JwsAlgorithm.RS256));
    JwkSet set = parse(allowed, rsa("kid", "a"));
    assertThat(set.find(signed(JwsAlgorithm.PS256, "a"))).isNotNull();
    assertThat(set.find(signed(JwsAlgorithm.RS256, "a"))).isNull();
    assertThat(set.find(signed(JwsAlgorithm.HS256, "a"))).isNull();
    for (String curve : new String[] {"P-256", "P-384", "P-521"}) {
      JwkSet ec = parse(with(jwk(TestKeys.ec(curve).getPublic()), "kid", "a"));
      for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
        assertThat(ec.find(signed(algorithm, "a")) != null)
            .isEqualTo(algorithm.curve().equals(curve));
      }
    }
  }

  @Test
  @DisplayName("JV-3 alg, kty and crv of a key must agree")
  void membersMustAgree() throws JoseException {
    String reason = "fit no algorithm that is allowed";
    for (String alg :
        new String[] {"ES256", "HS256", "EdDSA", "none", "RSA-OAEP", "rs256", "RS1", ""}) {
      leavesOut(rsa("alg", alg), reason);
    }
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    leavesOut(with(ec, "alg", "ES384"), reason);
    leavesOut(with(ec, "alg", "RS256"), reason);
    leavesOut(with(ec, "crv", "P-384", "alg", "ES256"), reason);
    leavesOut(with(ec, "crv", "secp256k1"), reason);
    leavesOut(with(ec, "kty", "OKP"), reason);
    leavesOut(with(ec, "kty", "RSA"), "no key of its kty");
    leavesOut(with(jwk(TestKeys.ed25519().getPublic()), "crv", "X25519"), reason);
    leavesOut(with(jwk(TestKeys.ed25519().getPublic()), "crv", "Ed448"), reason);
    leavesOut(rsa("kty", "rsa"), reason);
    leavesOut(rsa("alg", 1), "its alg is not a string");
    leavesOut(rsa("kty", null), "its kty is not a string");
    leavesOut(Map.of("kid", "a"), "it has no kty");
  }

  @Test
  @DisplayName("JV-2 a key of an algorithm that is not allowed is left out")
  void algorithmsAreAllowedOneByOne() throws JoseException {
    JwkSet set = parse(EnumSet.of(JwsAlgorithm.ES256), rsa("kid", "a", "alg", "RS256"));
    assertThat(set.size()).isZero();
    assertThat(warnings.get(0)).contains("(kid a)", "fit no algorithm that is allowed");
  }

  @Test
  @DisplayName("JV-4 JK-6 secrets and private keys of a set never serve")
  void secretsAreLeftOut() throws JoseException {
    String reason = "it is a secret or private key";
    String k = TestKeys.base64Url(TestKeys.SECRET);
    leavesOut(Map.of("kty", "oct", "k", k, "kid", "a", "alg", "HS256"), reason);
    for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
      leavesOut(rsa(member, "AQAB"), reason);
      leavesOut(rsa(member, null), reason);
    }
    assertThat(
            parse(EnumSet.allOf(JwsAlgorithm.class), Map.of("kty", "oct", "k", k, "alg", "HS256"))
                .size())
        .isZero();
    assertThat(parse(EnumSet.allOf(JwsAlgorithm.class), rsa("alg", "HS256")).size()).isZero();
  }

  @Test
  @DisplayName("JK-6 keys for other uses are left out")
  void otherUsesAreLeftOut() throws JoseException {
    for (String use : new String[] {"", "SIG", "ENC", "signature"}) {
      leavesOut(rsa("use", use), "not for signatures (use)");
    }
    leavesOut(rsa("use", null), "its use is not a string");
    for (Object operations :
        Arrays.asList(List.of(), List.of("encrypt"), List.of("sign"), "verify", null, Map.of())) {
      leavesOut(rsa("key_ops", operations), "not to verify (key_ops)");
    }
    assertThat(parse(rsa("use", "sig", "key_ops", List.of("sign", "verify"))).size()).isEqualTo(1);
  }

  @Test
  @DisplayName("JK-6 keys for encryption are left out without a word, but for private ones")
  void keysForEncryptionAreNotOurs() throws JoseException {
    assertThat(parse(rsa("use", "enc", "alg", "RSA-OAEP"), rsa()).size()).isEqualTo(1);
    assertThat(warnings).isEmpty();
    leavesOut(rsa("use", "enc", "d", "AQAB"), "secret or private key");
  }

  @Test
  @DisplayName("JV-2 Ed25519 by its name of RFC 9864 is EdDSA, for keys and for tokens")
  void edwardsCurveHasTwoNames() throws JoseException {
    Map<String, Object> jwk = with(jwk(TestKeys.ed25519().getPublic()), "alg", "Ed25519");
    JwkSet keys = parse(EnumSet.of(JwsAlgorithm.EDDSA), jwk);
    String header = TestKeys.base64Url("{\"alg\":\"Ed25519\"}".getBytes(UTF_8));
    VerificationKey key = keys.find(Jws.parse(header + ".e30.AAAA"));
    assertThat(key).isNotNull();
    assertThat(key.algorithm()).isEqualTo(JwsAlgorithm.EDDSA);
    assertThat(JwsAlgorithm.of("Ed448")).isNull();
    assertThat(JwsAlgorithm.of("ed25519")).isNull();
  }

  @Test
  @DisplayName("JK-6 JV-18 weak and broken keys are left out, the rest of the set serves")
  void weakKeysAreLeftOut() throws JoseException {
    leavesOut(jwk(TestKeys.generate("RSA1024").getPublic()), "2048 to 8192 bits");
    leavesOut(rsa("e", "AQ"), "left out");
    leavesOut(rsa("e", "AAAA"), "left out");
    leavesOut(rsa("e", "Ag"), "left out");
    leavesOut(rsa("e", rsa().get("n")), "left out");
    leavesOut(rsa("n", null), "its n is not a string");
    leavesOut(rsa("n", ""), "no key of its kty");
    leavesOut(rsa("n", rsa().get("n") + "=="), "its n is not base64url");
    leavesOut(Map.of("kty", "RSA", "e", "AQAB"), "no key of its kty");
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    leavesOut(with(ec, "x", ec.get("y")), "no key of its kty");
    leavesOut(with(ec, "x", "AA", "y", "AA"), "no key of its kty");
    Map<String, Object> ed = jwk(TestKeys.ed25519().getPublic());
    leavesOut(with(ed, "x", "AAAA"), "32 bytes");
    leavesOut(Map.of("kty", "OKP", "crv", "Ed25519"), "it has no x");
    for (Object none : Arrays.asList(null, "a", 1, List.of(), true)) {
      leavesOut(none, "it is not a JSON object");
    }
  }

  @Test
  @DisplayName("JV-6 certificates in a key are not read")
  void certificatesAreIgnored() throws JoseException {
    assertThat(
            parse(rsa("x5c", List.of("not a certificate"), "x5t", 1, "x5u", "http://127.0.0.1:1/"))
                .size())
        .isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  @DisplayName("JV-7 a kid is 1 to 256 visible characters, or absent")
  void kidIsBounded() throws JoseException {
    for (String kid : new String[] {"", "a b", "k".repeat(257), "a\nb", "ä"}) {
      leavesOut(rsa("kid", kid), "its kid is not 1 to 256 visible characters");
      assertThat(warnings.get(0)).doesNotContain("\n");
    }
    leavesOut(rsa("kid", 1), "its kid is not a string");
    leavesOut(rsa("kid", null), "its kid is not a string");
  }

  @Test
  @DisplayName("JK-6 of two keys of one kid the later is left out")
  void laterOfTwoIsLeftOut() throws JoseException {
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    JwkSet set = parse(rsa("kid", "a", "alg", "RS256"), with(ec, "kid", "a"), with(ec, "kid", "b"));
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.find(signed(JwsAlgorithm.RS256, "a"))).isNotNull();
    assertThat(set.find(signed(JwsAlgorithm.ES256, "a"))).isNull();
    assertThat(warnings)
        .containsExactly("Key 2 (kid a) of the set is left out: an earlier key has the same kid.");
  }

  @Test
  void ownSetsAreOfDistinctIds() throws JoseException {
    VerificationKey key = TestKeys.key(JwsAlgorithm.ES256, "a");
    assertThatThrownBy(() -> JwkSet.of(List.of(key, key)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("JV-7 a token's kid is looked up exactly, and no other key is tried")
  void kidDecides() throws JoseException {
    JwkSet set = parse(rsa("kid", "a", "alg", "RS256"));
    assertThat(set.find(signed(JwsAlgorithm.RS256, "a"))).isNotNull();
    for (String kid : new String[] {"A", "aa", "b", "../a", "a'--"}) {
      assertThat(set.find(signed(JwsAlgorithm.RS256, kid))).isNull();
    }
    assertThat(parse(rsa("alg", "RS256")).find(signed(JwsAlgorithm.RS256, "a"))).isNull();
  }

  @Test
  void tokenWithoutKidNeedsTheOnlyKeyOfItsAlgorithm() throws JoseException {
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    Jws token = Jws.parse(token(JwsAlgorithm.RS256));
    JwkSet one = parse(rsa("kid", "a", "alg", "RS256"), with(ec, "kid", "b"));
    assertThat(one.find(token)).isEqualTo(TestKeys.key(JwsAlgorithm.RS256, "a"));
    assertThat(one.find(Jws.parse(token(JwsAlgorithm.PS256)))).isNull();
    JwkSet two = parse(rsa("kid", "a", "alg", "RS256"), rsa("alg", "RS256"));
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.find(token)).isNull();
    assertThat(JwkSet.of(List.of()).find(token)).isNull();
  }

  @Test
  void keyIsContainedByEquality() throws JoseException {
    JwkSet set = parse(rsa("kid", "a", "alg", "RS256"));
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.RS256, "a"))).isTrue();
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.RS256, "b"))).isFalse();
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.PS256, "a"))).isFalse();
  }

  @Test
  @DisplayName("JK-2 64 keys are read, 65 are refused")
  void numberOfKeysIsBounded() throws JoseException {
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    List<Map<String, Object>> keys = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      keys.add(with(ec, "kid", "k" + i));
    }
    assertThat(parse(keys.toArray()).size()).isEqualTo(64);
    keys.add(Collections.emptyMap());
    assertThatThrownBy(() -> parse(keys.toArray())).hasMessageContaining("more than 64 keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":\"a\"}", "{\"Keys\":[]}"})
  void otherObjectsAreRefused(String json) {
    assertThatThrownBy(() -> JwkSet.parse(json.getBytes(UTF_8), ASYMMETRIC, warnings))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining("no list named keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "<html>", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]}x"})
  @DisplayName("JV-9 a key set is strict JSON")
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> JwkSet.parse(text.getBytes(UTF_8), ASYMMETRIC, warnings))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining("the key set is refused: ");
  }

  @Test
  void emptySetIsASet() throws JoseException {
    assertThat(parse().size()).isZero();
    assertThat(warnings).isEmpty();
  }
}
