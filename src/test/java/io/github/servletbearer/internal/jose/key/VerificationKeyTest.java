// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.TestKeys.base64Url;
import static io.github.servletbearer.internal.jose.key.TestKeys.token;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VerificationKeyTest {
  private static boolean verifies(VerificationKey key, String token) throws JoseException {
    return key.verifies(Jws.parse(token));
  }

  private static void refusesKey(JwsAlgorithm algorithm, PublicKey key, String reason) {
    assertThatThrownBy(() -> VerificationKey.of(algorithm, null, key))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @EnumSource
  void signatureOfTheAlgorithmIsVerified(JwsAlgorithm algorithm) throws JoseException {
    assertThat(verifies(TestKeys.key(algorithm, null), token(algorithm))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void changedTokenIsRefused(JwsAlgorithm algorithm) throws JoseException {
    VerificationKey key = TestKeys.key(algorithm, null);
    String token = token(algorithm);
    int lastDot = token.lastIndexOf('.');
    assertThat(verifies(key, token.replace(".e30.", ".W10."))).isFalse();
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(lastDot + 1));
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(verifies(key, token.substring(0, lastDot + 1) + base64Url(changed))).isFalse();
    }
    for (int length : new int[] {1, signature.length - 1, signature.length + 1}) {
      byte[] changed = Arrays.copyOf(signature, length);
      assertThat(verifies(key, token.substring(0, lastDot + 1) + base64Url(changed))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("JV-3 a key of one algorithm takes no other, though the signature be right")
  void keyIsBoundToItsAlgorithm(JwsAlgorithm algorithm) throws JoseException {
    VerificationKey key = TestKeys.key(algorithm, null);
    for (JwsAlgorithm claimed : JwsAlgorithm.values()) {
      String header = "{\"alg\":\"" + claimed.header() + "\"}";
      assertThat(verifies(key, token(algorithm, header))).isEqualTo(claimed == algorithm);
      if (claimed != algorithm) {
        assertThat(verifies(key, token(claimed, header))).isFalse();
        // and what another algorithm signed is not this one's signature
        String own = "{\"alg\":\"" + algorithm.header() + "\"}";
        assertThat(verifies(key, token(claimed, own))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HS.*", mode = Mode.MATCH_ANY)
  @DisplayName("JV-3 no encoding of a public key is a secret that signs for it")
  void publicKeyIsNoSecret(JwsAlgorithm symmetric) throws Exception {
    List<PublicKey> keys =
        List.of(
            TestKeys.rsa().getPublic(),
            TestKeys.ec("P-256").getPublic(),
            TestKeys.ed25519().getPublic());
    List<JwsAlgorithm> algorithms =
        List.of(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA);
    for (int i = 0; i < keys.size(); i++) {
      VerificationKey key = VerificationKey.of(algorithms.get(i), null, keys.get(i));
      for (byte[] secret : encodings(keys.get(i))) {
        for (String alg : new String[] {symmetric.header(), algorithms.get(i).header()}) {
          String forged =
              TestKeys.signed(
                  "{\"alg\":\"" + alg + "\"}",
                  text -> TestKeys.hmac("HmacSHA" + symmetric.header().substring(2), secret, text));
          assertThat(verifies(key, forged)).isFalse();
        }
      }
      refusesKey(symmetric, keys.get(i), "does not fit " + symmetric.header());
    }
  }

  /** Ten spellings in which a public key is at hand for an attacker. */
  private static List<byte[]> encodings(PublicKey key) {
    String body = Base64.getEncoder().encodeToString(key.getEncoded());
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key.getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    String jwk = new Gson().toJson(TestKeys.jwk(key));
    List<byte[]> encodings = new ArrayList<>();
    encodings.add(key.getEncoded());
    for (String text :
        List.of(
            body,
            lines,
            pem,
            pem + "\n",
            "\n" + pem + "\n",
            pem.replace("\n", "\r\n"),
            pem.replace("PUBLIC KEY", "RSA PUBLIC KEY"),
            jwk,
            "{\"keys\":[" + jwk + "]}")) {
      encodings.add(text.getBytes(UTF_8));
    }
    return encodings;
  }

  @Test
  @DisplayName("JV-6 a token signed by a key that it brings along is refused (CVE-2018-0114)")
  void embeddedKeyIsNotUsed() throws JoseException {
    KeyPair attacker = TestKeys.generate("P-256");
    String jwk = new Gson().toJson(TestKeys.jwk(attacker.getPublic()));
    for (String member :
        List.of("\"jwk\":" + jwk, "\"jku\":\"http://127.0.0.1:1/jwks.json\"", "\"x5c\":[\"AA\"]")) {
      String token =
          TestKeys.signed(
              "{\"alg\":\"ES256\"," + member + "}",
              text -> {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initSign(attacker.getPrivate());
                signature.update(text);
                return signature.sign();
              });
      assertThat(verifies(TestKeys.key(JwsAlgorithm.ES256, null), token)).isFalse();
      VerificationKey theirs = VerificationKey.of(JwsAlgorithm.ES256, null, attacker.getPublic());
      assertThat(verifies(theirs, token)).as("well made").isTrue();
    }
  }

  @Test
  @DisplayName("JV-2 a token of alg none does not even come to a key")
  void unsignedTokensAreRefused() {
    String none = base64Url("{\"alg\":\"none\"}".getBytes(UTF_8)) + ".e30.";
    assertThatThrownBy(() -> Jws.parse(none)).isInstanceOf(JoseException.class);
    assertThatThrownBy(() -> Jws.parse(none + "AA")).isInstanceOf(JoseException.class);
  }

  @Test
  @DisplayName("JV-4 a secret is as long as the hash at least; an empty or textual key is none")
  void shortSecretsAreRefused() throws JoseException {
    int[] bytes = {32, 48, 64};
    JwsAlgorithm[] algorithms = {JwsAlgorithm.HS256, JwsAlgorithm.HS384, JwsAlgorithm.HS512};
    for (int i = 0; i < 3; i++) {
      JwsAlgorithm algorithm = algorithms[i];
      VerificationKey.of(algorithm, null, TestKeys.secret(bytes[i]));
      for (int length : new int[] {0, 1, bytes[i] - 1}) {
        assertThatThrownBy(() -> VerificationKey.of(algorithm, null, TestKeys.secret(length)))
            .isInstanceOf(JoseException.class)
            .hasMessageContaining("needs a secret of " + algorithm.hashBits() / 8);
      }
    }
    for (byte[] text : encodings(TestKeys.rsa().getPublic())) {
      if (new String(text, UTF_8).contains("BEGIN")) {
        assertThatThrownBy(() -> VerificationKey.of(JwsAlgorithm.HS256, null, text))
            .hasMessageContaining("PEM file is no secret");
      }
    }
    assertThatThrownBy(() -> VerificationKey.of(JwsAlgorithm.RS256, null, TestKeys.SECRET))
        .hasMessageContaining("key pair");
  }

  @Test
  @DisplayName("JV-4 TC-1 an HMAC cut short is refused")
  void shortMacsAreRefused() throws JoseException {
    VerificationKey key = TestKeys.key(JwsAlgorithm.HS256, null);
    for (int length : new int[] {1, 16, 31}) {
      String cut =
          TestKeys.signed(
              "{\"alg\":\"HS256\"}",
              text -> Arrays.copyOf(TestKeys.sign(JwsAlgorithm.HS256, text), length));
      assertThat(verifies(key, cut)).isFalse();
    }
  }

  @Test
  void secretIsCopied() throws JoseException {
    byte[] secret = TestKeys.SECRET.clone();
    VerificationKey key = VerificationKey.of(JwsAlgorithm.HS256, null, secret);
    Arrays.fill(secret, (byte) 0);
    assertThat(verifies(key, token(JwsAlgorithm.HS256))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = "ES.*", mode = Mode.MATCH_ANY)
  @DisplayName("JV-5 r and s of zero, of the order and above are refused before Java sees them")
  void numbersOutOfRangeAreRefused(JwsAlgorithm algorithm) throws JoseException {
    VerificationKey key = TestKeys.key(algorithm, null);
    ECPublicKey publicKey = (ECPublicKey) TestKeys.pair(algorithm).getPublic();
    BigInteger order = publicKey.getParams().getOrder();
    int half = (order.bitLength() + 7) / 8;
    BigInteger[] odd = {
      BigInteger.ZERO,
      order,
      order.add(BigInteger.ONE),
      BigInteger.ONE.shiftLeft(8 * half).subtract(BigInteger.ONE)
    };
    BigInteger[] plain = {BigInteger.ONE, order.subtract(BigInteger.ONE)};
    for (BigInteger bad : odd) {
      for (BigInteger other : List.of(bad, plain[0], plain[1], BigInteger.ZERO)) {
        assertThat(verifies(key, ecToken(algorithm, half, bad, other))).isFalse();
        assertThat(verifies(key, ecToken(algorithm, half, other, bad))).isFalse();
      }
    }
    for (BigInteger r : plain) {
      for (BigInteger s : plain) {
        assertThat(verifies(key, ecToken(algorithm, half, r, s))).isFalse();
      }
    }
  }

  private static String ecToken(JwsAlgorithm algorithm, int half, BigInteger r, BigInteger s) {
    return TestKeys.signed("{\"alg\":\"" + algorithm.header() + "\"}", text -> pair(half, r, s));
  }

  private static byte[] pair(int half, BigInteger r, BigInteger s) {
    byte[] signature = new byte[2 * half];
    for (int i = 0; i < half; i++) {
      signature[half - 1 - i] = r.shiftRight(8 * i).byteValue();
      signature[2 * half - 1 - i] = s.shiftRight(8 * i).byteValue();
    }
    return signature;
  }

  @ParameterizedTest
  @EnumSource(names = "ES.*", mode = Mode.MATCH_ANY)
  @DisplayName("JV-5 numbers of every length are transcoded right")
  void manySignaturesAreVerified(JwsAlgorithm algorithm) throws Exception {
    VerificationKey key = TestKeys.key(algorithm, null);
    for (int i = 0; i < 300; i++) { // every 128th or so has a number that is a byte shorter
      byte[] text = ("text " + i).getBytes(UTF_8);
      assertThat(key.verifies(text, text.length, TestKeys.sign(algorithm, text))).isTrue();
    }
  }

  @Test
  @DisplayName("JV-5 a signature in DER is refused, and so is another curve's length")
  void otherFormsOfEcdsaAreRefused() throws JoseException {
    VerificationKey key = TestKeys.key(JwsAlgorithm.ES256, null);
    String der =
        TestKeys.signed(
            "{\"alg\":\"ES256\"}",
            text -> {
              Signature signature = Signature.getInstance("SHA256withECDSA");
              signature.initSign(TestKeys.ec("P-256").getPrivate());
              signature.update(text);
              return signature.sign();
            });
    assertThat(verifies(key, der)).isFalse();
    for (int length : new int[] {62, 63, 65, 96, 132}) {
      String zeros = TestKeys.signed("{\"alg\":\"ES256\"}", text -> new byte[length]);
      assertThat(verifies(key, zeros)).isFalse();
    }
  }

  @Test
  @DisplayName("JV-18 a key on another curve than the algorithm's is refused")
  void otherCurvesAreRefused() {
    refusesKey(JwsAlgorithm.ES256, TestKeys.ec("P-384").getPublic(), "on the curve P-256");
    refusesKey(JwsAlgorithm.ES384, TestKeys.ec("P-521").getPublic(), "on the curve P-384");
    refusesKey(JwsAlgorithm.ES512, TestKeys.ec("P-256").getPublic(), "on the curve P-521");
    refusesKey(JwsAlgorithm.RS256, TestKeys.ec("P-256").getPublic(), "does not fit RS256");
    refusesKey(JwsAlgorithm.ES256, TestKeys.rsa().getPublic(), "does not fit ES256");
    refusesKey(JwsAlgorithm.EDDSA, TestKeys.rsa().getPublic(), "not a key of Ed25519");
  }

  @Test
  @DisplayName("JV-18 a point off the curve, at infinity or outside the field is refused")
  void pointsOffTheCurveAreRefused() {
    ECPublicKey good = (ECPublicKey) TestKeys.ec("P-256").getPublic();
    BigInteger x = good.getW().getAffineX();
    BigInteger y = good.getW().getAffineY();
    BigInteger p = ((ECFieldFp) good.getParams().getCurve().getField()).getP();
    for (ECPoint point :
        List.of(
            new ECPoint(x, y.add(BigInteger.ONE)),
            new ECPoint(y, x),
            new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
            new ECPoint(x.add(p), y),
            new ECPoint(x, y.add(p)),
            new ECPoint(x, y.subtract(p)),
            ECPoint.POINT_INFINITY)) {
      refusesKey(JwsAlgorithm.ES256, new Point(point, good.getParams()), "on the curve P-256");
    }
  }

  /** A key that no factory of the JDK has looked at. */
  private record Point(ECPoint w, ECParameterSpec params) implements ECPublicKey {
    @Override
    public ECPoint getW() {
      return w;
    }

    @Override
    public ECParameterSpec getParams() {
      return params;
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  private static RSAPublicKey rsa(BigInteger modulus, BigInteger exponent) throws Exception {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  @Test
  @DisplayName("JV-18 RSA keys have 2048 to 8192 bits, odd moduli, small odd exponents")
  void weakRsaKeysAreRefused() throws Exception {
    BigInteger n = ((RSAPublicKey) TestKeys.rsa().getPublic()).getModulus();
    BigInteger f4 = BigInteger.valueOf(65537);
    VerificationKey.of(JwsAlgorithm.RS256, null, rsa(n, BigInteger.valueOf(3)));
    VerificationKey.of(
        JwsAlgorithm.RS256, null, rsa(n, BigInteger.ONE.shiftLeft(32).add(BigInteger.ONE)));
    refusesKey(JwsAlgorithm.RS256, TestKeys.generate("RSA1024").getPublic(), "2048 to 8192 bits");
    refusesKey(JwsAlgorithm.RS256, rsa(n.shiftRight(1).setBit(0), f4), "2048 to 8192 bits");
    refusesKey(
        JwsAlgorithm.RS256, rsa(BigInteger.ONE.shiftLeft(8192).setBit(0), f4), "2048 to 8192 bits");
    refusesKey(JwsAlgorithm.RS256, rsa(n.clearBit(0), f4), "modulus is odd");
    refusesKey(JwsAlgorithm.PS256, rsa(n, BigInteger.valueOf(65536)), "exponent");
    // the JDK has checks of its own; ours come first
    refusesKey(JwsAlgorithm.RS256, new Rsa(n, BigInteger.ONE), "exponent");
    refusesKey(JwsAlgorithm.RS256, new Rsa(n, BigInteger.valueOf(-3)), "exponent");
    refusesKey(JwsAlgorithm.RS256, new Rsa(n, BigInteger.ONE.shiftLeft(33).setBit(0)), "exponent");
    refusesKey(JwsAlgorithm.RS256, new Rsa(n, n.subtract(BigInteger.TWO)), "exponent");
    refusesKey(
        JwsAlgorithm.RS256,
        new Rsa(BigInteger.ONE.shiftLeft(1_000_000).setBit(0), f4),
        "2048 to 8192 bits");
  }

  /** A key that no factory of the JDK has looked at. */
  private record Rsa(BigInteger modulus, BigInteger exponent) implements RSAPublicKey {
    @Override
    public BigInteger getModulus() {
      return modulus;
    }

    @Override
    public BigInteger getPublicExponent() {
      return exponent;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  @Test
  @DisplayName("JV-18 a modulus with the mark of CVE-2017-15361 is refused")
  void keysOfWeakChipsAreRefused() throws Exception {
    // Powers of 65537 modulo every small prime, as those chips' moduli are.
    BigInteger marked = BigInteger.valueOf(65537).pow(128);
    refusesKey(JwsAlgorithm.RS256, new Rsa(marked, BigInteger.valueOf(65537)), "CVE-2017-15361");
    VerificationKey.of(JwsAlgorithm.RS256, null, TestKeys.rsa().getPublic());
  }

  @Test
  void pssTakesItsOwnSaltLengthAlone() throws JoseException {
    VerificationKey key = TestKeys.key(JwsAlgorithm.PS256, null);
    for (int salt : new int[] {0, 20, 31, 32, 33}) {
      String token =
          TestKeys.signed(
              "{\"alg\":\"PS256\"}",
              text -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
                signature.initSign(TestKeys.rsa().getPrivate());
                signature.update(text);
                return signature.sign();
              });
      assertThat(verifies(key, token)).isEqualTo(salt == 32);
    }
  }

  @Test
  void keysAreEqualByIdAlgorithmAndMaterial() throws JoseException {
    VerificationKey key = TestKeys.key(JwsAlgorithm.RS256, "a");
    assertThat(key).isEqualTo(TestKeys.key(JwsAlgorithm.RS256, "a"));
    assertThat(key).hasSameHashCodeAs(TestKeys.key(JwsAlgorithm.RS256, "a"));
    assertThat(key).isNotEqualTo(TestKeys.key(JwsAlgorithm.RS256, "b"));
    assertThat(key).isNotEqualTo(TestKeys.key(JwsAlgorithm.RS256, null));
    assertThat(key).isNotEqualTo(TestKeys.key(JwsAlgorithm.RS384, "a"));
    assertThat(key)
        .isNotEqualTo(
            VerificationKey.of(JwsAlgorithm.RS256, "a", TestKeys.generate("RSA").getPublic()));
    VerificationKey secret = TestKeys.key(JwsAlgorithm.HS256, null);
    assertThat(secret).isEqualTo(TestKeys.key(JwsAlgorithm.HS256, null));
    assertThat(secret)
        .isNotEqualTo(VerificationKey.of(JwsAlgorithm.HS256, null, TestKeys.secret(32)));
  }

  @Test
  void textShowsAlgorithmAndIdAlone() throws JoseException {
    assertThat(TestKeys.key(JwsAlgorithm.HS256, "k\u00851").toString())
        .isEqualTo("HS256 key k\\u00851");
    assertThat(TestKeys.key(JwsAlgorithm.EDDSA, null).toString()).isEqualTo("EdDSA key -");
  }
}
