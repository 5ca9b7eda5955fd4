// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JWT made by hand, right at first, wrong in whatever detail a test wants. Signed by HS256. */
final class TestJwt {
  static final String ISSUER = "https://idp.example/realm";
  static final JwtRules RULES = rules(ISSUER);

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private String secretOf = "k1";

  /** A good one, from now on for a minute. */
  TestJwt(Clock clock) {
    long now = clock.instant().getEpochSecond();
    header("alg", "'HS256'").header("kid", "'k1'");
    claim("iss", "'" + ISSUER + "'").claim("sub", "'johndoe'").claim("aud", "'api'");
    claim("iat", Long.toString(now)).claim("exp", Long.toString(now + 60));
  }

  static JwtRules rules(String issuer) {
    ClaimNames names =
        ClaimNames.of(
            List.of("sub"),
            List.of("scope", "scp"),
            List.of("https://example.com/roles", "realm_access.roles"));
    return JwtRules.ofProvider(issuer, Set.of("api", "other"), names, Duration.ofSeconds(30));
  }

  /** Sets a member of the header to JSON, in which ' stands for ". */
  TestJwt header(String name, String json) {
    header.put(name, json.replace('\'', '"'));
    return this;
  }

  /** Sets a claim to JSON, in which ' stands for ". */
  TestJwt claim(String name, String json) {
    claims.put(name, json.replace('\'', '"'));
    return this;
  }

  TestJwt without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** Names a key and signs by it. */
  TestJwt by(String keyId) {
    return header("kid", "'" + keyId + "'").signedBy(keyId);
  }

  /** Signs by a key, whatever the header says. */
  TestJwt signedBy(String keyId) {
    secretOf = keyId;
    return this;
  }

  String text() {
    String signed = base64Url(json(header)) + "." + base64Url(json(claims));
    return signed + "." + base64Url(mac(secretOf, signed));
  }

  private static byte[] json(Map<String, String> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            json.append(json.length() == 1 ? "\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value));
    return json.append('}').toString().getBytes(UTF_8);
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] mac(String keyId, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret(keyId), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] secret(String keyId) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(("secret of " + keyId).getBytes(UTF_8));
  }

  /** Keys by id; the same id is always the same key. */
  static SigningKeys signingKeys(String... keyIds) {
    try {
      List<byte[]> jwks = new ArrayList<>();
      for (String keyId : keyIds) {
        String jwk = "{'kty':'oct','alg':'HS256','kid':'" + keyId + "','k':'";
        jwk += base64Url(secret(keyId)) + "'}";
        jwks.add(jwk.replace('\'', '"').getBytes(UTF_8));
      }
      return SigningKeys.load(jwks, null);
    } catch (JoseException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static JwkSet keys(String... keyIds) {
    return signingKeys(keyIds).verificationKeys();
  }

  /** Why the log is told that the token was refused. */
  static String refusal(JwtVerifier verifier, TestJwt jwt) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> verifier.verify(jwt.text()));
    assertThat(refused).as("a refusal").isNotNull();
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_TOKEN);
    return refused.getMessage();
  }

  /** A verifier of tokens by key k1 that remembers nothing. */
  static JwtVerifier verifier(JwtRules rules, Clock clock) {
    return new JwtVerifier(rules, KeySource.of(keys("k1")), 0, clock);
  }
}
