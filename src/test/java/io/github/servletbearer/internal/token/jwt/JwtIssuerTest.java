// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.signingKeys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwtIssuerTest {
  private static final String ISSUER = "https://app.example/demo";
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final int MAX_LENGTH = 8_192;
  private final HandClock clock = new HandClock();
  private final RevokedJwts revoked =
      RevokedJwts.ofOneServer(LIFETIME, TestStores.tokens(10, 10, clock), clock);
  private final SigningKeys keys = signingKeys("k1", "k2");

  private JwtIssuer issuer() {
    return new JwtIssuer(keys, ISSUER, "demo", LIFETIME, MAX_LENGTH, revoked::nextMark);
  }

  private static Authorization grant(
      String user, Collection<String> scopes, Collection<String> roles) {
    return Authorization.of(AuthenticatedUser.of(user, roles), scopes);
  }

  private JwtVerifier verifier(SigningKeys keys) {
    JwtRules rules = JwtRules.ofOwn(ISSUER, "demo", Duration.ZERO);
    KeySource source = KeySource.of(keys.verificationKeys());
    return new JwtVerifier(rules, source, 10, clock);
  }

  @Test
  @DisplayName("TE-6: what is issued is what the verifier says of it")
  void issuedTokenIsVerified() throws BearerException {
    IssuedToken issued =
        issuer().issue(grant("johndoe", List.of("b", "a"), List.of("user", "x y")));
    BearerToken verified = verifier(keys).verify(issued.text());
    for (BearerToken token : List.of(verified, issued.token())) {
      assertThat(token.subject()).isEqualTo("johndoe");
      assertThat(token.issuer()).isEqualTo(ISSUER);
      assertThat(token.scopes()).containsExactly("b", "a");
      assertThat(token.roles()).containsExactly("user", "x y");
      assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(LIFETIME));
    }
    assertThat(issued.token().claims()).isEqualTo(verified.claims());
    assertThat(issuer().lifetime()).isEqualTo(LIFETIME);
  }

  @Test
  @DisplayName("JV-13: tokens have what RFC 9068 asks for")
  void tokenIsAnAccessTokenOfRfc9068() throws BearerException {
    long now = clock.instant().getEpochSecond();
    clock.advance(Duration.ofMillis(999));
    IssuedToken issued = issuer().issue(grant("a", List.of("s"), Set.of("r")));
    assertThat(issued.token().expiresAt()).isEqualTo(Instant.ofEpochSecond(now + 900));
    BearerToken token = verifier(keys).verify(issued.text());
    assertThat(token.claims())
        .containsOnlyKeys(
            "iss", "sub", "aud", "client_id", "iat", "exp", "jti", "sid", "scope", "roles")
        .containsEntry("aud", "demo")
        .containsEntry("client_id", "first-party")
        .containsEntry("iat", now)
        .containsEntry("exp", now + 900)
        .containsEntry("scope", "s")
        .containsEntry("roles", List.of("r"));
    assertThat((String) token.claims().get("jti")).hasSize(43);
    BearerToken bare =
        verifier(keys).verify(issuer().issue(grant("a", List.of(), List.of())).text());
    assertThat(bare.claims()).doesNotContainKeys("scope", "roles");
  }

  @Test
  @DisplayName("MD-1: the issuer is the configured one, byte for byte")
  void issuerIsTheConfiguredOne() throws BearerException {
    for (String iss : List.of("https://app.example/demo/", "urn:x:\u00e9")) {
      JwtIssuer issuer = new JwtIssuer(keys, iss, "demo", LIFETIME, MAX_LENGTH, revoked::nextMark);
      IssuedToken issued = issuer.issue(grant("a", List.of(), List.of()));
      assertThat(issued.token().claims()).containsEntry("iss", iss);
      assertThatThrownBy(() -> verifier(keys).verify(issued.text()))
          .hasMessage("iss is not the expected issuer (issuer)");
    }
  }

  @Test
  void tokensOfOneSecondAreDistinct() throws BearerException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(issuer().issue(grant("a", List.of(), List.of())).text());
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void keyThatFollowsVerifiesUntilTheTokensAreOver() throws BearerException {
    String text = issuer().issue(grant("a", List.of(), List.of())).text();
    assertThat(verifier(signingKeys("k2", "k1")).verify(text)).as("rotated").isNotNull();
    assertThatThrownBy(() -> verifier(signingKeys("k2")).verify(text))
        .hasMessage("the issuer has no key for this kid and alg");
  }

  @Test
  void tokensAreNoLongerThanAllowed() {
    StringBuilder role = new StringBuilder("x".repeat(5_500));
    int longest = 0;
    BearerException refused = null;
    while (refused == null) {
      try {
        longest = issuer().issue(grant("a", List.of(), List.of(role.toString()))).text().length();
        role.append('x');
      } catch (BearerException e) {
        refused = e;
      }
    }
    assertThat(longest).isBetween(MAX_LENGTH - 2, MAX_LENGTH);
    assertThat(unavailable("a", List.of(role.toString())))
        .contains("8192 characters", "fewer", "maxTokenLength", "opaque");
  }

  @Test
  void tokenOfAUserWhomTheVerifierWouldRefuseIsNotIssued() {
    for (String name : List.of("a\nb", "x".repeat(256))) {
      assertThat(unavailable(name, List.of()))
          .startsWith("the user's name")
          .endsWith("another name");
    }
  }

  private String unavailable(String user, List<String> roles) {
    BearerException refused =
        catchThrowableOfType(
            BearerException.class, () -> issuer().issue(grant(user, List.of(), roles)));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    return refused.getMessage();
  }

  @Test
  @DisplayName("LG-1: what was issued prints no token")
  void nothingPrintsTheToken() throws BearerException {
    IssuedToken issued = issuer().issue(grant("a", List.of(), List.of()));
    assertThat(issued.toString()).doesNotContain(issued.text()).contains(issued.id());
  }

  @Test
  @DisplayName("JV-13: another library verifies our tokens by the keys that we publish")
  void otherLibraryTakesOurTokens() throws Exception {
    PublicJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    pair.setKeyId("ec");
    pair.setAlgorithm("ES256");
    byte[] jwk = pair.toJson(OutputControlLevel.INCLUDE_PRIVATE).getBytes(UTF_8);
    SigningKeys ec = SigningKeys.load(List.of(jwk), null);
    JwtIssuer issuer = new JwtIssuer(ec, ISSUER, "demo", LIFETIME, MAX_LENGTH, revoked::nextMark);
    String text = issuer.issue(grant("johndoe", List.of("a", "b"), List.of("user"))).text();
    assertThat(verifier(ec).verify(text).subject()).isEqualTo("johndoe");

    JsonWebKeySet published = new JsonWebKeySet(new String(ec.publicJwks(), UTF_8));
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(published.getJsonWebKeys()))
            .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256"))
            .setExpectedType(true, "at+jwt")
            .setExpectedIssuer(ISSUER)
            .setExpectedAudience("demo")
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireJwtId()
            .setRequireSubject()
            .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
            .build();
    JwtContext context = consumer.process(text);
    JwtClaims claims = context.getJwtClaims();
    assertThat(context.getJoseObjects().get(0).getKeyIdHeaderValue()).isEqualTo("ec");
    assertThat(claims.getSubject()).isEqualTo("johndoe");
    assertThat(claims.getStringClaimValue("scope")).isEqualTo("a b");
    assertThat(claims.getStringListClaimValue("roles")).containsExactly("user");
    assertThat(claims.getStringClaimValue("client_id")).isEqualTo(Authorization.FIRST_PARTY);
  }
}
