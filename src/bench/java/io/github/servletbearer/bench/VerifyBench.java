// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.SigningKeys;
import io.github.servletbearer.internal.token.ClaimNames;
import io.github.servletbearer.internal.token.JwtRules;
import io.github.servletbearer.internal.token.JwtVerifier;
import io.github.servletbearer.internal.token.KeySource;
import io.github.servletbearer.internal.token.VerifiedTokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
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
 * A JWT of usual size, verified: by all steps, from the memory of verified tokens, and, as the
 * yardstick, its bare signature by the JDK. Quote the ratios of one run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "-XX:+UseSerialGC")
public class VerifyBench {
  private static final String ISSUER = "https://idp.example.com/realms/shop";
  private static final String AUDIENCE = "inventory-api";

  /** The signature algorithm. */
  @Param({"HS256", "RS256", "ES256"})
  public String algorithm;

  private char[] text;
  private JwtVerifier verifier;
  private JwtVerifier remembering;
  private RawSignature raw;

  /** Makes key and token, and lets one verifier see the token once. */
  @Setup
  public void prepare() throws JoseException, BearerException, GeneralSecurityException {
    byte[] key = SigningKeys.generate(JwsAlgorithm.of(algorithm));
    SigningKeys keys = SigningKeys.load(List.of(key), null);
    String token = keys.sign("at+jwt", claims());
    text = token.toCharArray();
    JwtRules rules =
        JwtRules.ofProvider(
            ISSUER,
            List.of(AUDIENCE),
            ClaimNames.of("sub", List.of("scope"), List.of("roles")),
            Duration.ofSeconds(30));
    KeySource source = KeySource.of(keys.verificationKeys());
    verifier = new JwtVerifier(rules, source, new VerifiedTokens(0), Clock.systemUTC());
    remembering = new JwtVerifier(rules, source, new VerifiedTokens(10_000), Clock.systemUTC());
    remembering.verify(token);
    int dot = token.lastIndexOf('.');
    raw =
        RawSignature.of(
            algorithm,
            key,
            token.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
            Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    if (!raw.verify()) {
      throw new IllegalStateException("the yardstick is broken");
    }
  }

  private static Map<String, Object> claims() {
    long now = System.currentTimeMillis() / 1000;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", "8f0c8d2e-1f5b-4c57-9d6b-0d3a2a1f7e11");
    claims.put("aud", AUDIENCE);
    claims.put("client_id", "frontend");
    claims.put("iat", now);
    claims.put("exp", now + 86_400);
    claims.put("jti", "nPq8TqkVbq0g6s1kQdM2Jw3cX5y7Zt9u");
    claims.put("scope", "items:read items:write");
    claims.put("roles", List.of("clerk", "boss"));
    return claims;
  }

  /** By all steps. */
  @Benchmark
  public BearerToken verifyFully() throws BearerException {
    return verifier.verify(new String(text));
  }

  /** One that was verified before; the text is a new String, as in each request. */
  @Benchmark
  public BearerToken verifyRemembered() throws BearerException {
    return remembering.verify(new String(text));
  }

  /** The signature alone, by the JDK: nothing can be faster. */
  @Benchmark
  public boolean rawSignature() throws GeneralSecurityException {
    return raw.verify();
  }
}
