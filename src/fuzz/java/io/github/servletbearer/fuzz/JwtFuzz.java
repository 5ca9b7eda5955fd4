// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Nothing that was not signed by the key is ever taken, and nothing but a refusal happens: to raw
 * texts, to headers and claims that are odd inside, and to a good token with a few bytes changed.
 */
public final class JwtFuzz {
  private static final String ISSUER = "https://idp.example.com";
  private static final SigningKeys KEYS = keys();
  private static final String GOOD = KEYS.sign("at+jwt", claims());
  private static final JwtVerifier VERIFIER =
      new JwtVerifier(
          JwtRules.ofProvider(
              ISSUER,
              List.of("api"),
              ClaimNames.of(List.of("sub"), List.of("scope"), List.of("roles")),
              Duration.ofSeconds(30)),
          KeySource.of(KEYS.verificationKeys()),
          100,
          Clock.systemUTC());

  private JwtFuzz() {}

  private static SigningKeys keys() {
    try {
      return SigningKeys.load(List.of(SigningKeys.generate(JwsAlgorithm.HS256)), null);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> claims() {
    long now = System.currentTimeMillis() / 1000;
    return Map.of("iss", ISSUER, "sub", "johndoe", "aud", "api", "iat", now, "exp", now + 86_400);
  }

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    String token =
        switch (data.consumeInt(0, 2)) {
          case 0 -> data.consumeRemainingAsString();
          case 1 -> parts(data);
          default -> changed(data);
        };
    try {
      VERIFIER.verify(token);
    } catch (BearerException e) {
      if (e.error() != BearerError.INVALID_TOKEN) {
        throw new IllegalStateException("refused as " + e.error());
      }
      return;
    }
    if (!token.equals(GOOD)) {
      throw new IllegalStateException("a token was taken that nobody has signed");
    }
  }

  private static String parts(FuzzedDataProvider data) {
    String header = data.consumeString(300);
    String claims = data.consumeString(1_000);
    return base64(header) + "." + base64(claims) + "." + data.consumeRemainingAsString();
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String changed(FuzzedDataProvider data) {
    StringBuilder token = new StringBuilder(GOOD);
    for (int i = data.consumeInt(0, 3); i > 0; i--) {
      token.setCharAt(data.consumeInt(0, token.length() - 1), data.consumeChar());
    }
    return token.toString();
  }
}
