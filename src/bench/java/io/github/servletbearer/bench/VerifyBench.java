// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A JWT, verified by all steps and from the memory of verified tokens, with what the JDK alone
 * takes for the cryptography in it as the yardsticks. The text is a new String each time, as in
 * each request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class VerifyBench {
  private static final String ISSUER = "https://login.example.com/shop";
  private static final String AUDIENCE = "api";

  /** The signature algorithm; RSA keys have 2048 bits. */
  @Param({"HS256", "RS256", "ES256"})
  public String algorithm;

  /** How many claims: 5 make a token of some 540 characters with RS256, 11 one of 780. */
  @Param({"5", "11"})
  public int claims;

  private String header;
  private JwtVerifier verifier;
  private JwtVerifier remembering;
  private RawSignature raw;

  /** Makes key and token, and lets each verifier see the token once. */
  @Setup
  public void prepare()
      throws JoseException, JOSEException, BearerException, GeneralSecurityException {
    JWK key = key();
    byte[] jwk = key.toJSONString().getBytes(StandardCharsets.UTF_8);
    SigningKeys keys = SigningKeys.load(List.of(jwk), null);
    String token = keys.sign("at+jwt", claims == 5 ? few() : many());
    header = "Bearer " + token;
    JwtRules rules =
        JwtRules.ofProvider(
            ISSUER,
            List.of(AUDIENCE),
            ClaimNames.of(List.of("sub"), List.of("scope"), List.of("roles")),
            Duration.ofSeconds(30));
    KeySource source = KeySource.of(keys.verificationKeys());
    verifier = new JwtVerifier(rules, source, 0, Clock.systemUTC());
    remembering = new JwtVerifier(rules, source, 10_000, Clock.systemUTC());
    verifier.verify(token);
    remembering.verify(token);
    raw = RawSignature.of(algorithm, key, token);
    if (!raw.verify()) {
      throw new IllegalStateException("the yardstick is broken");
    }
  }

  private JWK key() throws JOSEException {
    return switch (algorithm) {
      case "HS256" -> new OctetSequenceKeyGenerator(256).keyID("k1").generate();
      case "RS256" -> new RSAKeyGenerator(2048).keyID("k1").generate();
      default -> new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    };
  }

  private static Map<String, Object> few() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", "alice");
    claims.put("aud", AUDIENCE);
    claims.put("exp", System.currentTimeMillis() / 1000 + 86_400);
    claims.put("scope", "items:read");
    return claims;
  }

  private static Map<String, Object> many() {
    Map<String, Object> claims = few();
    claims.put("scope", "items:read items:write");
    claims.put("roles", List.of("clerk", "boss"));
    claims.put("iat", System.currentTimeMillis() / 1000);
    claims.put("client_id", "frontend");
    claims.put("jti", "nPq8TqkVbq0g6s1kQdM2Jw3cX5y7Zt9u");
    claims.put("sid", "8f0c8d2e-1f5b-4c57-9d6b-0d3a2a1f7e11");
    return claims;
  }

  private String text() {
    return header.substring("Bearer ".length());
  }

  /** By all steps. */
  @Benchmark
  public BearerToken verifyFully() throws BearerException {
    return verifier.verify(text());
  }

  /** The signature alone, by the JDK. */
  @Benchmark
  public boolean rawSignature() throws GeneralSecurityException {
    return raw.verify();
  }

  /** One that was verified before. */
  @Benchmark
  public BearerToken verifyRemembered() throws BearerException {
    return remembering.verify(text());
  }

  /** The SHA-256 of the text alone, by the JDK. */
  @Benchmark
  public byte[] rawHash() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
  }
}
