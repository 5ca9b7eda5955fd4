// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TestStores;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that share a store and whose clocks differ from the store's. */
class SeveralServersTest {
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final String ISSUER = "https://app.example/demo";

  private final HandClock storeClock = new HandClock();
  private final TokenStore store = TestStores.tokens(100, 100, storeClock);
  private final SigningKeys keys = TestJwt.signingKeys("k1");
  private final Authorization alice =
      Authorization.of(AuthenticatedUser.of("alice", List.of()), List.of());

  private JwtTokens server(HandClock clock) {
    RevokedJwts revoked = RevokedJwts.ofSeveralServers(LIFETIME.plus(SKEW), SKEW, store, clock);
    JwtRules rules = JwtRules.ofOwn(ISSUER, "demo", SKEW);
    return new JwtTokens(
        new JwtIssuer(keys, ISSUER, "demo", LIFETIME, 8192, revoked::nextMark),
        new JwtVerifier(rules, KeySource.of(keys.verificationKeys()), 100, clock),
        revoked);
  }

  private static HandClock ahead(Duration by) {
    HandClock clock = new HandClock();
    clock.set(by);
    return clock;
  }

  private static boolean isValid(JwtTokens server, IssuedToken token) throws BearerException {
    try {
      server.verify(token.text());
      return true;
    } catch (BearerException e) {
      assertThat(e.error()).isEqualTo(BearerError.INVALID_TOKEN);
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"30, 0", "30, -30", "30, 30", "0, -30", "-30, 30", "-30, -30", "0, 0"})
  @DisplayName("RV-4: no token issued before all of a user's were revoked stays valid under skew")
  void revocationOfUserHoldsUnderSkew(int issuerSeconds, int revokerSeconds)
      throws BearerException {
    JwtTokens issuer = server(ahead(Duration.ofSeconds(issuerSeconds)));
    JwtTokens revoker = server(ahead(Duration.ofSeconds(revokerSeconds)));
    IssuedToken token = issuer.make(alice);
    revoker.revokeUser("alice");
    for (JwtTokens server : List.of(issuer, revoker)) {
      assertThat(isValid(server, token)).isFalse();
    }
  }

  @Test
  @DisplayName("RV-4: no token issued before all were revoked stays valid under skew")
  void revocationOfAllHoldsUnderSkew() throws BearerException {
    JwtTokens issuer = server(ahead(SKEW));
    IssuedToken token = issuer.make(alice);
    server(ahead(SKEW.negated())).revokeAll();
    assertThat(isValid(issuer, token)).isFalse();
  }

  @Test
  @DisplayName("a user whose tokens were revoked gets new ones after clockSkew, and is told when")
  void loginWaitsForSkew() throws BearerException {
    HandClock clock = new HandClock();
    JwtTokens server = server(clock);
    server.revokeUser("alice");
    BearerException refused = catchThrowableOfType(BearerException.class, () -> server.make(alice));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    Duration wait = Duration.ofSeconds(Long.parseLong(refused.headers().get("Retry-After")));
    assertThat(wait).isEqualTo(SKEW.plusSeconds(3)); // as docs/clients.md says
    clock.advance(wait);
    storeClock.advance(wait);
    assertThat(isValid(server, server.make(alice))).isTrue();
  }

  @Test
  @DisplayName("a server that is ahead of the store by more than clockSkew issues no token")
  void wrongClockIssuesNothing() {
    JwtTokens server = server(ahead(SKEW.plusSeconds(2)));
    BearerException refused = catchThrowableOfType(BearerException.class, () -> server.make(alice));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refused).hasMessageContaining("clockSkew").hasMessageContaining("NTP");
  }

  @Test
  @DisplayName("what a server with a wrong clock revokes is dated by the store")
  void wrongClockRevokesByTheStore() throws BearerException {
    server(ahead(Duration.ofDays(365))).revokeUser("alice");
    assertThat(store.count(Kind.REVOKED_USER)).isEqualTo(1);
    storeClock.advance(Duration.ofMinutes(1));
    HandClock clock = new HandClock();
    clock.advance(Duration.ofMinutes(1));
    assertThat(isValid(server(clock), server(clock).make(alice))).isTrue();
  }
}
