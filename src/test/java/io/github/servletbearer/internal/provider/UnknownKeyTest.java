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
import com.nimbusds.jose.crypto.MACSigner;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invented key ids and keys that change at the same time. */
@Timeout(120)
class UnknownKeyTest {
  private static final String PATH = "/keys";
  private static final String ISSUER = "https://idp.example";

  private final FakeProvider provider = new FakeProvider();
  private final HandClock clock = new HandClock();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());
  private final Crowd crowd = new Crowd();
  private final RemoteJwkSet keys =
      new RemoteJwkSet(ISSUER, ProviderKeys.settings(ISSUER, provider.uri(PATH)), http, clock);
  private final JwtVerifier verifier =
      new JwtVerifier(
          JwtRules.ofProvider(
              ISSUER,
              List.of("api"),
              ClaimNames.of(List.of("sub"), List.of("scope"), List.of()),
              Duration.ofSeconds(30)),
          keys,
          100,
          clock);

  @BeforeEach
  void keysAreKnown() throws BearerException {
    provider.on(PATH, set(A));
    verifier.verify(token(A, now()));
  }

  @AfterEach
  void noThreadIsLeft() {
    crowd.close();
    keys.close();
    http.close();
    provider.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private String token(ECKey key, long issuedAt) {
    return token(key, key.getKeyID(), Long.toString(issuedAt));
  }

  private String token(ECKey key, String keyId, @Nullable String issuedAt) {
    String claims =
        "{\"iss\":\"" + ISSUER + "\",\"sub\":\"johndoe\",\"aud\":\"api\",\"exp\":" + (now() + 600);
    String iat = issuedAt == null ? "" : ",\"iat\":" + issuedAt;
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
            new Payload(claims + iat + "}"));
    try {
      token.sign(new ECDSASigner(key));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private BearerError refusal(String token) {
    return catchThrowableOfType(BearerException.class, () -> verifier.verify(token)).error();
  }

  /** Somebody has made us ask a moment ago, for nothing. */
  private void forge() {
    assertThat(refusal(token(B, "forged", Long.toString(now()))))
        .isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("JK-8: a token of a new key is not refused while its key may not be asked for")
  void newKeyIsNotRefused() throws BearerException {
    forge();
    provider.on(PATH, set(A, B));
    String good = token(B, now());
    for (int second = 0; second < 30; second++) {
      assertThat(refusal(good)).as("after " + second + " s").isEqualTo(BearerError.UNAVAILABLE);
      assertThat(refusal(token(C, "forged" + second, Long.toString(now()))))
          .isEqualTo(BearerError.UNAVAILABLE);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(provider.count(PATH)).as("no more calls for it").isEqualTo(2);
    assertThat(verifier.verify(good).subject()).isEqualTo("johndoe");
    assertThat(provider.count(PATH)).isEqualTo(3);
  }

  @Test
  @DisplayName("JK-8: a token by an algorithm that is not allowed is refused, and no key asked for")
  void otherAlgorithmsAreRefused() throws Exception {
    JWSObject refresh =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS512).keyID("the-providers-own").build(),
            new Payload("{\"iss\":\"" + ISSUER + "\",\"iat\":" + now() + "}"));
    refresh.sign(new MACSigner(new byte[64]));
    assertThat(refusal(refresh.serialize())).isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(1);
    forge();
    assertThat(refusal(refresh.serialize())).isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("JK-8: the first request after the time has passed fetches the new key for all")
  void forgedTokenFetchesForAll() throws BearerException {
    forge();
    provider.on(PATH, set(A, B));
    clock.advance(Duration.ofSeconds(30));
    assertThat(refusal(token(C, "forged-again", Long.toString(now()))))
        .isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(verifier.verify(token(B, now())).subject()).isEqualTo("johndoe");
    assertThat(provider.count(PATH)).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "JK-8: a token that is older than the known keys by two minutes has a key that is gone")
  void removedKeyIsRefused() {
    String old = token(A, now() - 300);
    provider.on(PATH, set(B));
    forge();
    for (int i = 0; i < 100; i++) {
      assertThat(refusal(token(A, now() - 121 - i))).isEqualTo(BearerError.INVALID_TOKEN);
      assertThat(refusal(old)).isEqualTo(BearerError.INVALID_TOKEN);
    }
    assertThat(refusal(token(A, now() - 120))).as("may be").isEqualTo(BearerError.UNAVAILABLE);
    assertThat(provider.count(PATH)).as("a crowd of them costs no call").isEqualTo(2);
  }

  @Test
  @DisplayName("JK-8: a token that does not say when it was issued may be new")
  void tokenWithoutTimeMayBeNew() {
    forge();
    assertThat(refusal(token(B, "b", null))).isEqualTo(BearerError.UNAVAILABLE);
  }

  @ParameterizedTest
  @DisplayName("JK-8: a time that is none is refused as such")
  @ValueSource(strings = {"null", "-1", "\"1\"", "253402300800", "1e300", "[]"})
  void malformedTimeIsRefused(String issuedAt) {
    forge();
    assertThat(refusal(token(B, "b", issuedAt))).isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("JK-3: an hour of forged tokens, from many threads, is a call each half minute")
  void forgedTokensAreFewCalls() throws Exception {
    for (int halfMinute = 0; halfMinute < 120; halfMinute++) {
      String time = Long.toString(now());
      List<Future<BearerError>> answers =
          crowd.inParallel(4, () -> refusal(token(C, "forged" + Math.random(), time)));
      for (Future<BearerError> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS))
            .isIn(BearerError.UNAVAILABLE, BearerError.INVALID_TOKEN);
      }
      clock.advance(Duration.ofSeconds(30));
    }
    OurThreads.end();
    // Keys of 15 minutes are fetched anyway, at a moment that one of the others needs as well.
    assertThat(provider.count(PATH)).isBetween(121L, 121L + 4);
  }
}
