// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.TestKeys.base64Url;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.security.Key;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in JWK and PEM; those in keystores are KeystoresTest's. */
class SigningKeysTest {
  private static SigningKeys load(byte[]... sources) throws JoseException {
    return SigningKeys.load(List.of(sources), null);
  }

  private static SigningKeys load(String source) throws JoseException {
    return load(source.getBytes(UTF_8));
  }

  private static void refuses(String source, String reason) {
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining(reason);
  }

  private static Map<String, Object> generated(JwsAlgorithm algorithm)
      throws JoseException, InvalidJsonException {
    return new LinkedHashMap<>(StrictJson.object(TestKeys.generated(algorithm)));
  }

  private static String json(Object value) {
    return new Gson().toJson(value);
  }

  private static Jws sign(SigningKeys keys) throws JoseException {
    return Jws.parse(keys.sign("at+jwt", Map.of("sub", "jöhn")));
  }

  private static boolean verifies(JwkSet set, Jws token) {
    return set.candidates(token).stream().anyMatch(key -> key.verifies(token));
  }

  static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static String pem(Key key) {
    return pem(key.getFormat().equals("PKCS#8") ? "PRIVATE KEY" : "PUBLIC KEY", key.getEncoded());
  }

  @ParameterizedTest
  @EnumSource
  void generatedKeySignsWhatItVerifies(JwsAlgorithm algorithm) throws JoseException {
    SigningKeys keys = load(TestKeys.generated(algorithm));
    assertThat(algorithm(keys)).isEqualTo(algorithm);
    Jws token = sign(keys);
    assertThat(token.algorithm()).isEqualTo(algorithm);
    assertThat(token.type()).isEqualTo("at+jwt");
    assertThat(token.keyId()).hasSize(43);
    assertThat(token.payload()).asString(UTF_8).isEqualTo("{\"sub\":\"jöhn\"}");
    assertThat(verifies(keys.verificationKeys(), token)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("MD-5 the published set verifies our tokens and has public members alone")
  void publishedSetIsPublic(JwsAlgorithm algorithm) throws JoseException, InvalidJsonException {
    SigningKeys keys = load(TestKeys.generated(algorithm));
    List<?> published = (List<?>) StrictJson.object(keys.publicJwks()).get("keys");
    List<String> warnings = new ArrayList<>();
    JwkSet set = JwkSet.parse(keys.publicJwks(), EnumSet.allOf(JwsAlgorithm.class), warnings);
    assertThat(warnings).isEmpty();
    assertThat(verifies(set, sign(keys))).isEqualTo(!algorithm.isSymmetric());
    if (algorithm.isSymmetric()) {
      assertThat(published).isEmpty();
    } else {
      Map<?, ?> jwk = (Map<?, ?>) published.get(0);
      assertThat(jwk.get("alg")).isEqualTo(algorithm.header());
      assertThat(jwk.get("use")).isEqualTo("sig");
      assertThat(jwk.get("kid")).isEqualTo(sign(keys).keyId());
      Map<Object, Object> others = new LinkedHashMap<>(jwk);
      others.keySet().removeAll(List.of("alg", "use", "kid", "kty", "crv", "x", "y", "n", "e"));
      assertThat(others).isEmpty();
    }
  }

  /** The algorithm by which the first key signs. */
  static JwsAlgorithm algorithm(SigningKeys keys) {
    try {
      return Jws.parse(keys.sign("JWT", Map.of())).algorithm();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("MD-5 secrets beside key pairs are not published")
  void secretsAreNotPublished() throws JoseException, InvalidJsonException {
    SigningKeys keys =
        load(SigningKeys.generate(JwsAlgorithm.HS256), SigningKeys.generate(JwsAlgorithm.ES256));
    assertThat((List<?>) StrictJson.object(keys.publicJwks()).get("keys")).hasSize(1);
    assertThat(new String(keys.publicJwks(), UTF_8))
        .doesNotContain("\"oct\"", "\"k\"", "\"d\"")
        .endsWith("}\n");
    assertThat(keys.verificationKeys().size()).isEqualTo(2);
  }

  @Test
  void publishedBytesAreACopy() throws JoseException {
    SigningKeys keys = load(SigningKeys.generate(JwsAlgorithm.ES256));
    keys.publicJwks()[0] = 'x';
    assertThat(keys.publicJwks()[0]).isEqualTo((byte) '{');
  }

  @Test
  void generatedKeysAreNewAndStrong() throws JoseException, InvalidJsonException {
    Map<String, Object> rsa = generated(JwsAlgorithm.PS256);
    assertThat(Base64.getUrlDecoder().decode((String) rsa.get("n"))).hasSize(3072 / 8);
    for (JwsAlgorithm algorithm : EnumSet.range(JwsAlgorithm.HS256, JwsAlgorithm.HS512)) {
      Map<String, Object> secret = generated(algorithm);
      assertThat(Base64.getUrlDecoder().decode((String) secret.get("k")))
          .hasSize(algorithm.hashBits() / 8);
      byte[] another = SigningKeys.generate(algorithm);
      assertThat(StrictJson.object(another).get("k")).isNotEqualTo(secret.get("k"));
    }
    for (JwsAlgorithm algorithm : EnumSet.range(JwsAlgorithm.ES256, JwsAlgorithm.EDDSA)) {
      byte[] another = SigningKeys.generate(algorithm);
      assertThat(StrictJson.object(another).get("d")).isNotEqualTo(generated(algorithm).get("d"));
      assertThat(another).asString(UTF_8).startsWith("{\n  \"kid\"");
    }
  }

  @Test
  @DisplayName("RC-3 the first key signs, all verify, so that one can follow another")
  void keysRotate() throws JoseException {
    byte[] old = TestKeys.generated(JwsAlgorithm.RS256);
    byte[] young = SigningKeys.generate(JwsAlgorithm.ES256);
    SigningKeys before = load(old);
    SigningKeys during = load(young, old);
    SigningKeys after = load(young);
    assertThat(algorithm(during)).isEqualTo(JwsAlgorithm.ES256);
    assertThat(verifies(during.verificationKeys(), sign(before))).isTrue();
    assertThat(verifies(after.verificationKeys(), sign(during))).isTrue();
    assertThat(verifies(after.verificationKeys(), sign(before))).isFalse();
    String set = "{\"keys\":[" + new String(young, UTF_8) + "," + new String(old, UTF_8) + "]}";
    assertThat(verifies(load(set).verificationKeys(), sign(before))).isTrue();
    assertThat(algorithm(load(set))).isEqualTo(JwsAlgorithm.ES256);
  }

  @Test
  @DisplayName("JK-6 two keys of one id are refused in our own set")
  void equalIdsAreRefused() throws JoseException, InvalidJsonException {
    Map<String, Object> one = generated(JwsAlgorithm.ES256);
    Map<String, Object> other = generated(JwsAlgorithm.HS256);
    one.put("kid", "a");
    other.put("kid", "a");
    refuses(json(Map.of("keys", List.of(one, other))), "two keys with the id a");
    assertThatThrownBy(() -> load(json(one).getBytes(UTF_8), json(other).getBytes(UTF_8)))
        .hasMessage("key source 2: two keys with the id a");
  }

  @Test
  @DisplayName("JV-3 a key without alg gets the usual one of its kind; with one, that must fit")
  void algorithmIsTheKeysOwn() throws JoseException, InvalidJsonException {
    for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
      Map<String, Object> jwk = generated(algorithm);
      jwk.remove("alg");
      JwsAlgorithm usual =
          switch (algorithm) {
            case HS256, HS384, HS512 -> JwsAlgorithm.HS256;
            case RS256, RS384, RS512, PS256, PS384, PS512 -> JwsAlgorithm.RS256;
            default -> algorithm;
          };
      assertThat(algorithm(load(json(jwk)))).isEqualTo(usual);
      for (String wrong : new String[] {"none", "RSA-OAEP", "A128GCM", "dir"}) {
        jwk.put("alg", wrong);
        refuses(json(jwk), "fit no algorithm");
      }
      jwk.put("alg", algorithm.isSymmetric() ? "RS256" : "HS256");
      refuses(json(jwk), "fit no algorithm");
    }
  }

  @Test
  @DisplayName("JV-4 JV-18 weak keys and keys for other uses are refused")
  void doubtfulKeysAreRefused() throws JoseException, InvalidJsonException {
    Map<String, Object> secret = generated(JwsAlgorithm.HS256);
    for (int length : new int[] {0, 1, 31}) {
      secret.put("k", base64Url(TestKeys.secret(length)));
      refuses(json(secret), "needs a secret of 32 random bytes");
    }
    secret.put("k", base64Url(TestKeys.SECRET) + "=");
    refuses(json(secret), "not base64url");
    secret.put("k", base64Url((" " + pem(TestKeys.rsa().getPublic())).getBytes(UTF_8)));
    refuses(json(secret), "PEM file is no secret");
    secret.remove("k");
    refuses(json(secret), "it has no k");
    refuses(pem(TestKeys.generate("RSA1024").getPrivate()), "2048 to 8192 bits");

    Map<String, Object> jwk = generated(JwsAlgorithm.ES256);
    jwk.put("use", "enc");
    refuses(json(jwk), "not for signatures");
    jwk.remove("use");
    jwk.put("key_ops", List.of("verify"));
    refuses(json(jwk), "not to sign");
    jwk.put("key_ops", List.of("sign"));
    assertThat(algorithm(load(json(jwk)))).isEqualTo(JwsAlgorithm.ES256);
    jwk.put("kid", "a b");
    refuses(json(jwk), "visible characters");
    jwk.put("kid", "a");
    jwk.remove("d");
    refuses(json(jwk), "a public key, which cannot sign");
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ES512", "EDDSA"})
  void halvesOfTwoPairsAreRefused(JwsAlgorithm algorithm)
      throws JoseException, InvalidJsonException {
    Map<String, Object> jwk = generated(algorithm);
    KeyPair pair = TestKeys.pair(algorithm);
    jwk.putAll(TestKeys.jwk(pair.getPublic()));
    assertThatThrownBy(() -> load(json(jwk))).isInstanceOf(JoseException.class);
    KeyPair stranger = TestKeys.generate(algorithm.curve().isEmpty() ? "RSA" : algorithm.curve());
    refuses(pem(pair.getPrivate()) + pem(stranger.getPublic()), "not a pair");
  }

  @Test
  void keyWithoutIdGetsItsThumbprint() throws JoseException, InvalidJsonException {
    Map<String, Object> jwk = generated(JwsAlgorithm.ES256);
    Object thumbprint = jwk.remove("kid");
    assertThat(sign(load(json(jwk))).keyId()).isEqualTo(thumbprint);
    jwk.put("kid", "a");
    assertThat(sign(load(json(jwk))).keyId()).isEqualTo("a");
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ES384", "ES512", "EDDSA"})
  void keyPairIsReadFromPem(JwsAlgorithm algorithm) throws JoseException {
    KeyPair pair = TestKeys.pair(algorithm);
    String text = pem(pair.getPrivate()) + pem(pair.getPublic());
    for (String spelling :
        List.of(
            text,
            text.replace("\n", "\r\n"),
            " \n\t" + text + " ",
            "Bag Attributes\n  name: ü\n" + text.replace("-----\n-----B", "-----\nmore\n-----B"),
            pem(pair.getPublic()) + pem(pair.getPrivate()),
            text + pem(TestKeys.generate("P-256").getPublic()))) {
      SigningKeys keys = load(spelling);
      assertThat(algorithm(keys)).isEqualTo(algorithm);
      assertThat(keys.verificationKeys().contains(TestKeys.key(algorithm, sign(keys).keyId())))
          .isTrue();
    }
  }

  @Test
  void onlyRsaTellsItsPublicKey() throws JoseException {
    SigningKeys keys = load(pem(TestKeys.rsa().getPrivate()));
    assertThat(verifies(keys.verificationKeys(), sign(keys))).isTrue();
    refuses(pem(TestKeys.ec("P-256").getPrivate()), "openssl pkey -in key.pem -pubout >> key.pem");
    refuses(pem(TestKeys.ed25519().getPrivate()), "openssl pkey -in key.pem -pubout >> key.pem");
  }

  @Test
  void otherPemIsRefusedWithItsCure() throws JoseException {
    byte[] der = {0x30, 0x03, 0x02, 0x01, 0x00};
    refuses(pem("ENCRYPTED PRIVATE KEY", der), "openssl pkey -in key.pem -out plain.pem");
    for (String label : new String[] {"RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"}) {
      refuses(pem(label, der), "openssl pkcs8 -topk8 -nocrypt");
    }
    refuses(pem("EC PARAMETERS", der) + pem("EC PRIVATE KEY", der), "openssl pkcs8 -topk8");
    refuses(pem(TestKeys.rsa().getPublic()), "without a private key");
    refuses(pem("CERTIFICATE", der), "not X.509");
    refuses(pem("PRIVATE KEY", der), "not RSA, EC or");
    refuses(pem("PUBLIC KEY", der), "not RSA, EC or");
    refuses("-----BEGIN PRIVATE KEY-----\nge-heim!\n-----END PRIVATE KEY-----", "not base64");
    String key = pem(TestKeys.rsa().getPrivate());
    refuses(key.substring(0, key.length() - 10), "without an end");
    refuses("-----BEGIN PRIVATE KEY", "without an end");
    refuses(key + key, "two private keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "secret",
        "a-text-of-more-than-thirty-two-characters-is-no-secret",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "[]",
        "-----begin private key-----",
        "----BEGIN PRIVATE KEY----"
      })
  @DisplayName("JV-4 a plain text never becomes a secret")
  void plainTextIsRefused(String text) {
    refuses(text, "a plain text is not a key");
  }

  @Test
  @DisplayName("JV-3 a PEM file with blanks before it does not become a secret (CVE-2026-34950)")
  void pemWithBlanksIsNoSecret() throws JoseException {
    for (String blank : new String[] {" ", "\n", "\t", "\u00a0", "\ufeff", "x"}) {
      refuses(blank + pem(TestKeys.rsa().getPublic()), "without a private key");
      assertThat(algorithm(load(blank + pem(TestKeys.rsa().getPrivate()))))
          .isEqualTo(JwsAlgorithm.RS256);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{}", "{\"keys\":1}", "{\"keys\":[1]}", "{\"kty\":\"oct\"}{}"})
  void otherJsonIsRefused(String json) {
    assertThatThrownBy(() -> load(json)).isInstanceOf(JoseException.class);
  }

  @Test
  void noKeyIsRefused() {
    assertThatThrownBy(() -> SigningKeys.load(List.of(), null)).hasMessageContaining("no key");
    refuses("{\"keys\":[]}", "no key");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"HS256", "RS256", "ES256", "EDDSA"},
      mode = Mode.INCLUDE)
  @DisplayName("LG-1 no message and no text shows a secret")
  void secretsAreNotShown(JwsAlgorithm algorithm) throws JoseException, InvalidJsonException {
    Map<String, Object> jwk = generated(algorithm);
    SigningKeys keys = load(json(jwk));
    String shown = keys + " " + keys.verificationKeys().candidates(sign(keys)).get(0);
    for (String member : new String[] {"d", "k", "p", "q"}) {
      Object secret = jwk.get(member);
      if (secret != null) {
        assertThat(shown).doesNotContain((String) secret);
        jwk.put(member, secret + "*");
        assertThatThrownBy(() -> load(json(jwk)))
            .hasMessageNotContaining((String) secret)
            .hasNoCause();
        jwk.put(member, secret);
      }
    }
    assertThat(shown).contains(algorithm.header());
  }
}
