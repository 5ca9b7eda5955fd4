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
    assertThat(set.candidates(signed(JwsAlgorithm.ES256, "good"))).isNotEmpty();
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
    VerificationKey key = set.candidates(token).get(0);
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
    assertThat(set.candidates(signed(JwsAlgorithm.PS256, "a"))).isNotEmpty();
    assertThat(set.candidates(signed(JwsAlgorithm.RS256, "a"))).isEmpty();
    assertThat(set.candidates(signed(JwsAlgorithm.HS256, "a"))).isEmpty();
    for (String curve : new String[] {"P-256", "P-384", "P-521"}) {
      JwkSet ec = parse(with(jwk(TestKeys.ec(curve).getPublic()), "kid", "a"));
      for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
        assertThat(ec.candidates(signed(algorithm, "a")).isEmpty())
            .isNotEqualTo(algorithm.curve().equals(curve));
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
    leavesOut(rsa("kty", 1), "its kty is not a string");
    leavesOut(rsa("kty", null), "it has no kty");
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
    leavesOut(rsa("use", 1), "its use is not a string");
    for (Object operations :
        List.of(List.of(), List.of("encrypt"), List.of("sign"), "verify", Map.of())) {
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
    VerificationKey key = keys.candidates(Jws.parse(header + ".e30.AAAA")).get(0);
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
    leavesOut(rsa("n", null), "no key of its kty");
    leavesOut(rsa("n", 1), "its n is not a string");
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

  @ParameterizedTest
  @DisplayName("JV-7 a kid has any characters, and is compared to the letter")
  @ValueSource(strings = {"", "a b", "a\\nb", "ä", "钥匙", "../a", "a'--", "\\u0000"})
  void kidHasAnyCharacters(String kid) throws JoseException {
    String text = kid.replace("\\n", "\n").replace("\\u0000", "\0");
    JwkSet set = parse(rsa("kid", text, "alg", "RS256"), rsa("kid", "other", "alg", "RS256"));
    assertThat(set.candidates(signed(JwsAlgorithm.RS256, kid)))
        .containsExactly(TestKeys.key(JwsAlgorithm.RS256, text));
    assertThat(set.candidates(signed(JwsAlgorithm.RS256, kid + "x"))).isEmpty();
    leavesOut(rsa("kid", 1), "its kid is not a string");
  }

  @Test
  @DisplayName("members that are null are absent: all of them that a provider may write")
  void nullsAreAbsent() throws JoseException {
    for (String name : List.of("key_ops", "use", "alg", "kid", "x5t", "x5c", "d", "k", "crv")) {
      JwkSet set = parse(rsa(name, null));
      assertThat(warnings).as(name).isEmpty();
      assertThat(set.candidates(Jws.parse(token(JwsAlgorithm.RS256)))).as(name).hasSize(1);
    }
    leavesOut(rsa("e", null), "no key of its kty");
  }

  @Test
  @DisplayName("of keys that share a kid those of the token's algorithm are tried, in any order")
  void kidMayRepeat() throws JoseException {
    Map<String, Object> ec = with(jwk(TestKeys.ec("P-256").getPublic()), "kid", "a");
    Map<String, Object> rs = rsa("kid", "a", "alg", "RS256");
    Map<String, Object> ps = rsa("kid", "a", "alg", "PS256");
    Map<String, Object> other =
        with(jwk(TestKeys.generate("RSA").getPublic()), "kid", "a", "alg", "RS256");
    for (List<Map<String, Object>> order :
        List.of(List.of(ps, rs, ec), List.of(ec, rs, ps), List.of(rs, ps, ec))) {
      JwkSet set = parse(order.toArray());
      assertThat(warnings).isEmpty();
      for (JwsAlgorithm algorithm :
          List.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256, JwsAlgorithm.ES256)) {
        assertThat(set.candidates(signed(algorithm, "a")))
            .containsExactly(TestKeys.key(algorithm, "a"));
      }
      assertThat(set.candidates(signed(JwsAlgorithm.ES384, "a"))).isEmpty();
    }
    assertThat(parse(other, rs).candidates(signed(JwsAlgorithm.RS256, "a"))).hasSize(2);
  }

  @Test
  @DisplayName("without a kid the certificate's thumbprint decides, and all keys where none has it")
  void thumbprintDecides() throws JoseException {
    Map<String, Object> first = rsa("kid", "a", "alg", "RS256", "x5t", "XA", "x5t#S256", "SA");
    Map<String, Object> second = rsa("kid", "b", "alg", "RS256", "x5t", "XB", "x5t#S256", "SB");
    Map<String, Object> third = rsa("kid", "c", "alg", "RS256");
    JwkSet set = parse(first, second, third);
    assertThat(idsFor(set, "\"x5t\":\"XB\"")).containsExactly("b");
    assertThat(idsFor(set, "\"x5t#S256\":\"SA\"")).containsExactly("a");
    assertThat(idsFor(set, "\"x5t\":\"XB\",\"x5t#S256\":\"SA\"")).containsExactly("a");
    assertThat(idsFor(set, "\"x5t\":\"XB\",\"x5t#S256\":\"??\"")).containsExactly("b");
    assertThat(idsFor(set, "\"x5t\":\"??\"")).containsExactly("a", "b", "c");
    assertThat(idsFor(set, "\"kid\":\"c\",\"x5t\":\"XA\"")).containsExactly("c");
    assertThat(idsFor(set, "\"kid\":\"?\",\"x5t\":\"XA\"")).isEmpty();
  }

  private static List<String> idsFor(JwkSet set, String member) throws JoseException {
    Jws token = Jws.parse(token(JwsAlgorithm.RS256, "{\"alg\":\"RS256\"," + member + "}"));
    return set.candidates(token).stream().map(VerificationKey::keyId).toList();
  }

  @Test
  @DisplayName("JV-7 a token's kid is looked up exactly, and no other key is tried")
  void kidDecides() throws JoseException {
    JwkSet set = parse(rsa("kid", "a", "alg", "RS256"));
    assertThat(set.candidates(signed(JwsAlgorithm.RS256, "a"))).isNotEmpty();
    for (String kid : new String[] {"A", "aa", "b", "../a", "a'--"}) {
      assertThat(set.candidates(signed(JwsAlgorithm.RS256, kid))).isEmpty();
    }
    assertThat(parse(rsa("alg", "RS256")).candidates(signed(JwsAlgorithm.RS256, "a"))).isEmpty();
  }

  @Test
  @DisplayName("a token that names no key is tried with all of its algorithm, eight at most")
  void tokenWithoutKidIsTriedWithAll() throws JoseException {
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    Jws token = Jws.parse(token(JwsAlgorithm.RS256));
    JwkSet one = parse(rsa("kid", "a", "alg", "RS256"), with(ec, "kid", "b"));
    assertThat(one.candidates(token)).containsExactly(TestKeys.key(JwsAlgorithm.RS256, "a"));
    assertThat(one.candidates(Jws.parse(token(JwsAlgorithm.PS256)))).isEmpty();
    JwkSet two = parse(rsa("kid", "a", "alg", "RS256"), rsa("alg", "RS256"));
    assertThat(two.candidates(token)).hasSize(2);
    Object[] many = new Object[71];
    for (int i = 0; i < many.length; i++) {
      many[i] = rsa("kid", "k" + i, "alg", "RS256");
    }
    JwkSet large = parse(many);
    assertThat(large.size()).isEqualTo(71);
    assertThat(large.candidates(token)).hasSize(8);
    assertThat(large.candidates(signed(JwsAlgorithm.RS256, "k70"))).hasSize(1);
    assertThat(JwkSet.of(List.of()).candidates(token)).isEmpty();
  }

  @Test
  void keyIsContainedByEquality() throws JoseException {
    JwkSet set = parse(rsa("kid", "a", "alg", "RS256"));
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.RS256, "a"))).isTrue();
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.RS256, "b"))).isFalse();
    assertThat(set.contains(TestKeys.key(JwsAlgorithm.PS256, "a"))).isFalse();
  }

  @Test
  @DisplayName("JK-2 500 keys are read, 501 are refused")
  void numberOfKeysIsBounded() throws JoseException {
    Map<String, Object> ec = jwk(TestKeys.ec("P-256").getPublic());
    List<Map<String, Object>> keys = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      keys.add(with(ec, "kid", "k" + i));
    }
    assertThat(parse(keys.toArray()).size()).isEqualTo(500);
    keys.add(Collections.emptyMap());
    assertThatThrownBy(() -> parse(keys.toArray())).hasMessageContaining("more than 500 keys");
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
