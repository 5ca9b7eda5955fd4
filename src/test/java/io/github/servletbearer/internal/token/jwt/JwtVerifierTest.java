// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.ISSUER;
import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static io.github.servletbearer.internal.token.jwt.TestJwt.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private final HandClock clock = new HandClock();
  private final long now = clock.instant().getEpochSecond();
  private final CountingKeys keys = new CountingKeys(keys("k1"));

  /** Keys that count how often they are asked for, and may become others. */
  private static final class CountingKeys implements KeySource {
    private final List<JwkSet> askedAfter = new ArrayList<>();
    private JwkSet current;
    private JwkSet next;
    private int asked;

    CountingKeys(JwkSet keys) {
      current = keys;
      next = keys;
    }

    @Override
    public JwkSet keys() {
      asked++;
      return current;
    }

    @Override
    public JwkSet keysAfter(JwkSet known, long issuedAtMillis) {
      askedAfter.add(known);
      current = next;
      return next;
    }
  }

  private TestJwt jwt() {
    return new TestJwt(clock);
  }

  private JwtVerifier verifier(JwtRules rules) {
    return new JwtVerifier(rules, keys, 0, clock);
  }

  private BearerToken verify(TestJwt jwt) throws BearerException {
    return verifier(RULES).verify(jwt.text());
  }

  private String refusal(TestJwt jwt) {
    return TestJwt.refusal(verifier(RULES), jwt);
  }

  @Test
  void validTokenHasItsClaims() throws BearerException {
    BearerToken token = verify(jwt().claim("scope", "'a b'").claim("x", "{'y':[1,{'z':null}]}"));
    assertThat(token.subject()).isEqualTo("johndoe");
    assertThat(token.issuer()).isEqualTo(ISSUER);
    assertThat(token.scopes()).containsExactly("a", "b");
    assertThat(token.roles()).isEmpty();
    assertThat(token.claims())
        .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "scope", "x")
        .containsEntry("exp", now + 60);
    assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(now + 90));
  }

  @Test
  void claimsCannotBeChangedAtAnyDepth() throws BearerException {
    Map<String, Object> claims = verify(jwt().claim("x", "{'y':[1,{'z':null}]}")).claims();
    Map<?, ?> x = (Map<?, ?>) claims.get("x");
    List<?> y = (List<?>) x.get("y");
    assertThat(y).hasToString("[1, {z=null}]");
    assertThatThrownBy(() -> claims.remove("x")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(x::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(y::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(((Map<?, ?>) y.get(1))::clear)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "opaque", "e30.e30.", "e30.e30.AA.AA.AA"})
  void otherTextIsNoJwt(String text) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> verifier(RULES).verify(text));
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(refused).hasMessageStartingWith("no signed JWT: ");
    assertThat(keys.asked).isZero();
  }

  // Signature and keys

  @Test
  void wrongSignatureIsRefused() throws BearerException {
    assertThat(refusal(jwt().signedBy("k2"))).isEqualTo("the signature is wrong");
    assertThat(keys.askedAfter).as("no reason for newer keys").isEmpty();
    String text = jwt().text();
    int payload = text.indexOf('.') + 3;
    String changed =
        text.substring(0, payload)
            + (text.charAt(payload) == 'A' ? 'B' : 'A')
            + text.substring(payload + 1);
    assertThatThrownBy(() -> verifier(RULES).verify(changed)).isInstanceOf(BearerException.class);
    assertThat(verifier(RULES).verify(text)).isNotNull();
  }

  @Test
  void unknownKeyAsksForNewerOnesOnce() throws BearerException {
    JwkSet before = keys.current;
    assertThat(refusal(jwt().by("k2"))).isEqualTo("the issuer has no key for this kid and alg");
    assertThat(keys.askedAfter).containsExactly(before);
    keys.next = keys("k2");
    assertThat(verify(jwt().by("k2")).subject()).isEqualTo("johndoe");
    assertThat(refusal(jwt())).as("k1 is gone").contains("no key");
  }

  @Test
  void unknownKeysAreNoRefusal() throws BearerException {
    BearerException down = new BearerException(BearerError.UNAVAILABLE, "down");
    KeySource none =
        new KeySource() {
          @Override
          public JwkSet keys() throws BearerException {
            throw down;
          }

          @Override
          public JwkSet keysAfter(JwkSet known, long issuedAtMillis) throws BearerException {
            throw down;
          }
        };
    JwtVerifier verifier = new JwtVerifier(RULES, none, 0, clock);
    assertThatThrownBy(() -> verifier.verify(jwt().text())).isSameAs(down);
  }

  @Test
  @DisplayName("JV-15: no step of the verification can be made but by the step before it")
  void stepsAreMadeByStepsAlone() {
    List<Class<?>> steps = new ArrayList<>(List.of(UntrustedJwt.class, SignedJwt.class));
    steps.addAll(List.of(UntrustedJwt.class.getDeclaredClasses()));
    steps.addAll(List.of(SignedJwt.class.getDeclaredClasses()));
    assertThat(steps).hasSize(9);
    for (Class<?> step : steps) {
      assertThat(step).isFinal();
      for (Constructor<?> constructor : step.getDeclaredConstructors()) {
        assertThat(Modifier.isPrivate(constructor.getModifiers()) || constructor.isSynthetic())
            .as("%s", constructor)
            .isTrue();
      }
    }
  }

  // iss, aud, typ, cnf

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'https://idp.example/realm/'",
        "'https://idp.example/real'",
        "'HTTPS://idp.example/realm'",
        "'https://idp.example/realm '",
        "''",
        "null",
        "1",
        "['https://idp.example/realm']",
        "{'https://idp.example/realm':1}"
      })
  @DisplayName("JV-11, JV-12: another issuer is refused before any key is looked for")
  void issuerIsExact(String iss) {
    assertThat(refusal(jwt().claim("iss", iss))).contains("iss");
    assertThat(refusal(jwt().without("iss")))
        .isEqualTo("iss is not the expected issuer (jwksIssuer)");
    assertThat(keys.asked).isZero();
    assertThat(keys.askedAfter).isEmpty();
  }

  @Test
  @DisplayName("JV-12: no issuer's key verifies another's tokens, though the kid is the same")
  void issuersKeysAreNotMixed() throws BearerException {
    String other = "https://other.example";
    KeySource others = KeySource.of(keys("k2"));
    JwtVerifier a = verifier(RULES);
    JwtVerifier b = new JwtVerifier(TestJwt.rules(other), others, 0, clock);
    TestJwt ofOther = jwt().claim("iss", "'" + other + "'").by("k2");
    assertThat(b.verify(ofOther.text()).issuer()).isEqualTo(other);
    assertThat(TestJwt.refusal(a, ofOther))
        .isEqualTo("iss is not the expected issuer (jwksIssuer)");
    assertThat(TestJwt.refusal(b, jwt())).isEqualTo("iss is not the expected issuer (jwksIssuer)");
    assertThat(TestJwt.refusal(b, ofOther.by("k1"))).as("a's key").contains("no key");
    assertThat(TestJwt.refusal(b, ofOther.by("k2").signedBy("k1")))
        .isEqualTo("the signature is wrong");
    assertThat(TestJwt.refusal(a, jwt().by("k2"))).as("b's key").contains("no key");
  }

  @Test
  @DisplayName("JV-11: the token must be meant for us, alone or among others")
  void audienceMustBeOurs() throws BearerException {
    for (String json : List.of("'api'", "'other'", "['api']", "['x','other']", "['api','api']")) {
      assertThat(verify(jwt().claim("aud", json))).as(json).isNotNull();
    }
    for (String json : List.of("'API'", "'api '", "'x'", "''", "[]", "['x']", "['']")) {
      assertThat(refusal(jwt().claim("aud", json)))
          .as(json)
          .isEqualTo("aud names no accepted audience (jwksAudience)");
    }
    for (String json :
        List.of("null", "1", "{'api':1}", "['api',1]", "['api',null]", "[['api']]")) {
      assertThat(refusal(jwt().claim("aud", json))).as(json).startsWith("the claim aud is n");
    }
    assertThat(refusal(jwt().without("aud")))
        .isEqualTo("no audience: the token has none of the claims of jwksAudienceClaims, [aud]");
  }

  @Test
  @DisplayName("JV-11: there are no rules without an issuer or an audience")
  void issuerAndAudienceAreMandatory() {
    ClaimNames names = RULES.names();
    assertThatThrownBy(() -> JwtRules.ofProvider("", Set.of("api"), names, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JwtRules.ofProvider(ISSUER, Set.of(), names, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JwtRules.ofOwn(ISSUER, "", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'at+jwt', true, true",
    "AT+JWT, true, true",
    "application/at+jwt, true, true",
    "Application/At+Jwt, true, true",
    ", true, false",
    "JWT, true, false",
    "jwt, true, false",
    "'', false, false",
    "at+jw, false, false",
    "at+jwt2, false, false",
    "' at+jwt', false, false",
    "id+jwt, false, false",
    "logout+jwt, false, false",
    "secevent+jwt, false, false",
    "dpop+jwt, false, false",
    "application/jwt, false, false",
    "appl\u0131cation/at+jwt, false, false",
    "JOSE, false, false",
  })
  @DisplayName("JV-13: typ is that of an access token; our own always say at+jwt")
  void typeIsThatOfAnAccessToken(String type, boolean provider, boolean own) {
    TestJwt jwt = type == null ? jwt() : jwt().header("typ", "'" + type + "'");
    JwtRules ownRules = JwtRules.ofOwn(ISSUER, "api", Duration.ZERO);
    assertThat(takes(RULES, jwt)).as("provider").isEqualTo(provider);
    assertThat(takes(ownRules, jwt)).as("own").isEqualTo(own);
  }

  private boolean takes(JwtRules rules, TestJwt jwt) {
    try {
      return verifier(rules).verify(jwt.text()) != null;
    } catch (BearerException e) {
      assertThat(e).hasMessage("typ is not that of an access token");
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {"at_hash, 'x'", "c_hash, 'x'", "typ, 'ID'", "typ, 'Refresh'"})
  @DisplayName("JV-13: an ID token or refresh token is no access token, whatever its header says")
  void claimsOfOtherTokensAreRefused(String name, String json) throws BearerException {
    assertThat(refusal(jwt().claim(name, json))).startsWith("no access token: ");
    assertThat(verifier(RULES).verify(jwt().claim("typ", "'Bearer'").text())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'jkt':'x'}", "{'x5t#S256':'x'}", "{}", "null", "''", "false"})
  @DisplayName(
      "MD-6: a token bound to a key is refused, not accepted from any client that sends it")
  void boundTokenIsNoBearerToken(String cnf) {
    assertThat(refusal(jwt().claim("cnf", cnf))).startsWith("cnf binds the token");
  }

  // what is logged

  @Test
  @DisplayName("TC-2, LG-1: one text on the wire, and the reason quotes nothing of the token")
  void refusalsQuoteNothing() {
    String secret = "CANARY";
    String quoted = "'" + secret + "'";
    List<TestJwt> bad = new ArrayList<>();
    for (String claim : List.of("iss", "aud", "exp", "nbf", "iat", "realm_access")) {
      bad.add(jwt().claim(claim, quoted));
      bad.add(jwt().claim(claim, "[{" + quoted + ":1}]"));
    }
    bad.add(jwt().claim("sub", "'" + secret + "\\n'"));
    bad.add(jwt().claim("scope", "{" + quoted + ":1}"));
    bad.add(jwt().claim("cnf", quoted));
    bad.add(jwt().claim(secret, secret));
    bad.add(jwt().by(secret));
    bad.add(jwt().signedBy("k2").claim("jti", quoted));
    for (String member : List.of("typ", "alg", "crit", secret)) {
      bad.add(jwt().header(member, member.equals(secret) ? secret : quoted));
    }
    Set<String> onTheWire = new TreeSet<>();
    for (TestJwt jwt : bad) {
      BearerException refused = catchThrowableOfType(BearerException.class, () -> verify(jwt));
      assertThat(refused).hasMessageNotContaining(secret).hasNoCause();
      onTheWire.add(refused.error().status() + refused.error().description());
    }
    assertThat(onTheWire).containsExactly("401The access token is invalid or has expired");
  }

  @Test
  @DisplayName("AR-7: nothing that holds a token can be serialised, or prints it")
  void nothingIsSerialised() throws BearerException {
    for (Class<?> type :
        List.of(
            BearerToken.class,
            IssuedToken.class,
            TokenHash.class,
            SignedJwt.class,
            SignedJwt.Verified.class,
            UntrustedJwt.class,
            Claims.class,
            ValidTokenCache.class)) {
      assertThat(Serializable.class.isAssignableFrom(type)).as("%s", type).isFalse();
    }
    TestJwt jwt = jwt().claim("email", "'CANARY'");
    assertThat(verify(jwt).toString()).doesNotContain("CANARY", jwt.text());
  }
}
