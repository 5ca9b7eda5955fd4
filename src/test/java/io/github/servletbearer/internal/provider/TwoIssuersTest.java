// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.provider.ProviderKeys.A;
import static io.github.servletbearer.internal.provider.ProviderKeys.B;
import static io.github.servletbearer.internal.provider.ProviderKeys.C;
import static io.github.servletbearer.internal.provider.ProviderKeys.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.http.OurThreads;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.TrustedIssuer;
import io.github.servletbearer.internal.token.jwt.TrustedIssuers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two issuers of one filter, each with its own keys: what one does never matters to the other. */
@Timeout(120)
class TwoIssuersTest {
  private static final String PATH = "/keys";
  private static final String ONE = "https://one.example";
  private static final String TWO = "https://two.example";

  private final FakeProvider one = new FakeProvider();
  private final FakeProvider two = new FakeProvider();
  private final HandClock clock = new HandClock();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());
  private final RemoteJwkSet keysOfOne = keys(ONE, one);
  private final RemoteJwkSet keysOfTwo = keys(TWO, two);
  private final JwtVerifier verifier =
      new JwtVerifier(
          TrustedIssuers.of(
              List.of(trusted(ONE, keysOfOne), trusted(TWO, keysOfTwo)), "jwksIssuer"),
          100,
          clock);

  private RemoteJwkSet keys(String issuer, FakeProvider provider) {
    return new RemoteJwkSet(issuer, ProviderKeys.settings(issuer, provider.uri(PATH)), http, clock);
  }

  private static TrustedIssuer trusted(String issuer, RemoteJwkSet keys) {
    ClaimNames names = ClaimNames.of(List.of("sub"), List.of("scope"), List.of());
    return new TrustedIssuer(
        JwtRules.ofProvider(issuer, List.of("api"), names, Duration.ofSeconds(30)), keys);
  }

  @AfterEach
  void noThreadIsLeft() {
    keysOfOne.close();
    keysOfTwo.close();
    http.close();
    one.close();
    two.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  private String token(String issuer, ECKey key, String keyId) {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"jane\",\"aud\":\"api\",\"iat\":%d,\"exp\":%d}"
            .formatted(issuer, now, now + 600);
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(), new Payload(claims));
    try {
      token.sign(new ECDSASigner(key));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private void accepted(String issuer, ECKey key) throws BearerException {
    assertThat(verifier.verify(token(issuer, key, key.getKeyID())).issuer()).isEqualTo(issuer);
  }

  private BearerException refusal(String token) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> verifier.verify(token));
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  @DisplayName("an outage of one issuer does not hurt the other's tokens")
  void outageOfOneDoesNotHurtTheOther() throws Exception {
    one.on(PATH, 500, "");
    two.on(PATH, set(B));
    for (int minute = 0; minute < 60; minute++) {
      assertThat(refusal(token(ONE, A, "a")).error()).isEqualTo(BearerError.UNAVAILABLE);
      accepted(TWO, B);
      clock.advance(Duration.ofMinutes(1));
    }
    one.on(PATH, set(A));
    accepted(ONE, A);
  }

  @Test
  @DisplayName("forged key ids of one issuer cause no call to the other, nor delay its keys")
  void forgedKeyIdsOfOneDoNotConcernTheOther() throws Exception {
    one.on(PATH, set(A));
    two.on(PATH, set(B));
    accepted(ONE, A);
    accepted(TWO, B);
    for (int second = 0; second < 120; second++) {
      refusal(token(ONE, C, "forged-" + second));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(one.count(PATH)).isEqualTo(1 + 4);
    assertThat(two.count(PATH)).isEqualTo(1);
    two.on(PATH, set(B, C));
    accepted(TWO, C);
    assertThat(two.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("a token of one issuer is never verified by a key of the other")
  void keysAreNotShared() throws Exception {
    ECKey keyOfOne = ProviderKeys.key("k");
    ECKey keyOfTwo = ProviderKeys.key("k");
    one.on(PATH, set(keyOfOne));
    two.on(PATH, set(keyOfTwo, B));
    accepted(ONE, keyOfOne);
    accepted(TWO, keyOfTwo);
    accepted(TWO, B);
    assertThat(refusal(token(ONE, keyOfTwo, "k"))).hasMessage("the signature is wrong");
    assertThat(refusal(token(TWO, keyOfOne, "k"))).hasMessage("the signature is wrong");
    assertThat(refusal(token(ONE, keyOfTwo, null))).hasMessage("the signature is wrong");
    assertThat(refusal(token(ONE, B, B.getKeyID())))
        .hasMessage("the issuer has no key for this kid and alg");
    accepted(ONE, keyOfOne);
    accepted(TWO, keyOfTwo);
  }

  @Test
  @DisplayName("a token of a third issuer causes no call at all")
  void strangersCauseNoCall() {
    assertThat(refusal(token("https://three.example", A, "a")))
        .hasMessageStartingWith("iss is not the expected issuer");
    assertThat(one.asked()).isEmpty();
    assertThat(two.asked()).isEmpty();
  }
}
