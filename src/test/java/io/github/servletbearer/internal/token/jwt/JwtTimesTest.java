// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.ISSUER;
import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static io.github.servletbearer.internal.token.jwt.TestJwt.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From when to when a JWT is good. */
class JwtTimesTest {
  private final HandClock clock = new HandClock();
  private final long now = clock.instant().getEpochSecond();

  private TestJwt jwt() {
    return new TestJwt(clock);
  }

  private BearerToken verify(TestJwt jwt) throws BearerException {
    return verifier(RULES, clock).verify(jwt.text());
  }

  private String refusal(TestJwt jwt) {
    return TestJwt.refusal(verifier(RULES, clock), jwt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "nbf", "iat"})
  @DisplayName(
      "JV-10: a time is a number up to the year 9999; one of another type is not as if absent")
  void timesAreNumbersOfSeconds(String claim) {
    String reason =
        "the claim " + claim + " is no number of seconds since 1970, up to the year 9999";
    for (String json : List.of("'1893456000'", "''", "[]", "[1893456000]", "{}", "true", "false")) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).isEqualTo(reason);
    }
    for (String json :
        List.of("-1", "-0.001", "-1e10", "9007199254740993", "9223372036854775807")) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).isEqualTo(reason);
    }
    for (String json : List.of("253402300800", "253402300800.0", "2534023008e2", now + "000")) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).isEqualTo(reason);
    }
    for (String json : List.of(now + "000000", now + "000.5", now + "e3", "1e12", "1.0E+300")) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).isEqualTo(reason);
    }
    for (String json : List.of("9223372036854775808", "9007199254740994.0", "1e30", "1e308")) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).isEqualTo(reason);
    }
    assertThat(refusal(jwt().claim(claim, "null"))).isEqualTo("the claim " + claim + " is null");
    String digits = "1" + "0".repeat(64);
    String exponent = "1e" + "9".repeat(63);
    for (String json :
        List.of("1e309", "NaN", "Infinity", "0x7fffffff", "01893456000", digits, exponent)) {
      assertThat(refusal(jwt().claim(claim, json))).as(json).startsWith("the claims are not JSON");
    }
  }

  @Test
  @DisplayName("JV-10: a token without exp is refused")
  void endIsRequired() {
    assertThat(refusal(jwt().without("exp"))).isEqualTo("exp is missing");
  }

  @Test
  @DisplayName("JV-10: an end is valid as integer, decimal or power, up to the year 9999")
  void endMayBeAnyNumber() throws BearerException {
    for (String end :
        List.of(
            now + 1 + "", now + ".5", now / 10 + "1e1", "1e10", "253402300799", "253402300799.9")) {
      assertThat(verify(jwt().claim("exp", end)).hasExpired(clock.millis())).as(end).isFalse();
    }
    assertThat(verify(jwt().claim("exp", now + ".5")).expiresAt())
        .isEqualTo(Instant.ofEpochMilli(now * 1000 + 30_500));
    for (String end :
        List.of(
            "0",
            "-0.0",
            "1",
            "1e-300",
            "0.0e9",
            now - 30 + "",
            now - 30 + ".0",
            now - 31 + ".999")) {
      assertThat(refusal(jwt().claim("exp", end))).as(end).isEqualTo("expired");
    }
  }

  @Test
  @DisplayName("JV-10: a token ends when exp and the skew are over, and says that moment itself")
  void tokenEndsWithTheSkew() throws BearerException {
    TestJwt jwt = jwt();
    BearerToken token = verify(jwt);
    clock.advance(Duration.ofSeconds(90).minusMillis(1));
    assertThat(verify(jwt)).isNotNull();
    assertThat(token.hasExpired(clock.millis())).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(refusal(jwt)).isEqualTo("expired");
    assertThat(token.hasExpired(clock.millis())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nbf", "iat"})
  @DisplayName("JV-10: nbf and iat may be absent, or up to the skew in the future")
  void beginningsAreHeeded(String claim) throws BearerException {
    assertThat(verify(jwt().without(claim))).isNotNull();
    for (String json : List.of("0", now + "", now + 30 + "", now + 30 + ".0", now + 29 + ".9")) {
      assertThat(verify(jwt().claim(claim, json))).as(json).isNotNull();
    }
    for (String json : List.of(now + 31 + "", now + 30 + ".001", "253402300799")) {
      assertThat(refusal(jwt().claim(claim, json)))
          .as(json)
          .startsWith(claim + " is in the future");
    }
  }

  @Test
  @DisplayName("JV-10: the skew is 0 to 120 seconds")
  void skewIsBounded() throws BearerException {
    assertThatThrownBy(() -> rules(Duration.ofSeconds(121)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rules(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(rules(Duration.ofMinutes(2)).skew()).isEqualTo(Duration.ofMinutes(2));
    JwtVerifier exact = verifier(rules(Duration.ZERO), clock);
    assertThat(TestJwt.refusal(exact, jwt().claim("exp", now + ""))).isEqualTo("expired");
    assertThat(exact.verify(jwt().claim("exp", now + 1 + "").text())).isNotNull();
  }

  private static JwtRules rules(Duration skew) {
    return JwtRules.ofProvider(ISSUER, Set.of("api"), RULES.names(), skew);
  }
}
