// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.ISSUER;
import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static io.github.servletbearer.internal.token.jwt.TestJwt.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever sends made-up tokens gets no memory for them. */
class ForgedTokensTest {
  private static final int TOKENS = 100_000;
  private static final long MEGABYTE = 1024 * 1024;

  private final HandClock clock = new HandClock();
  private final JwtVerifier verifier =
      new JwtVerifier(RULES, KeySource.of(keys("k1")), 2 * TOKENS, clock);
  private final ValidTokenCache<?> remembered = verifier.remembered();

  @Test
  @DisplayName("JV-19: 100,000 forged tokens leave nothing behind")
  void forgedTokensLeaveNothing() {
    refuseAll(0, 5_000); // what is loaded and compiled once is no trace of a token
    long before = usedHeap();
    refuseAll(5_000, TOKENS);
    long grown = usedHeap() - before;
    assertThat(remembered.size()).isZero();
    assertThat(remembered.hits()).isZero();
    assertThat(remembered.misses()).isEqualTo(TOKENS);
    assertThat(grown).as("bytes that stay").isLessThan(MEGABYTE);
  }

  private void refuseAll(int from, int to) {
    for (int i = from; i < to; i++) {
      refuse(verifier, forged(i));
    }
  }

  /** Each another text: wrongly signed, by an unknown key, of another issuer, or long expired. */
  private String forged(int number) {
    TestJwt jwt = new TestJwt(clock).claim("jti", "'" + number + "'");
    return switch (number % 4) {
      case 0 -> jwt.signedBy("k2").text();
      case 1 -> jwt.by("kid-" + number).text();
      case 2 -> jwt.claim("iss", "'" + ISSUER + number + "'").text();
      default -> jwt.claim("exp", Integer.toString(number)).text();
    };
  }

  @Test
  @DisplayName("JV-19: nor do those for a public key")
  void forgedTokensOfAPublicKeyLeaveNothing() throws Exception {
    PublicJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    pair.setKeyId("k1");
    pair.setAlgorithm("ES256");
    String set = "{\"keys\":[" + pair.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    List<String> warnings = new ArrayList<>();
    JwkSet keys = JwkSet.parse(set.getBytes(UTF_8), EnumSet.of(JwsAlgorithm.ES256), warnings);
    assertThat(warnings).isEmpty();
    JwtVerifier es256 = new JwtVerifier(RULES, KeySource.of(keys), 2 * TOKENS, clock);
    for (int i = 0; i < 200; i++) {
      String mac = new TestJwt(clock).header("alg", "'ES256'").claim("jti", "'" + i + "'").text();
      refuse(es256, mac);
      refuse(es256, mac + mac.substring(mac.lastIndexOf('.') + 1, mac.length() - 1) + "A");
    }
    assertThat(es256.remembered().size()).isZero();
  }

  private static void refuse(JwtVerifier verifier, String token) {
    try {
      verifier.verify(token);
    } catch (BearerException e) {
      assertThat(e.error()).isEqualTo(BearerError.INVALID_TOKEN);
      return;
    }
    throw new AssertionError("a forged token was taken");
  }

  /** After collections, until another one frees nothing more. */
  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      System.gc();
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (now >= used) {
        return used;
      }
      used = now;
    }
    return used;
  }
}
