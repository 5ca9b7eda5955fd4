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
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.People;
import io.github.servletbearer.internal.token.RefreshResult;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the server's clock, forward or back, and mostly corrects that later. */
class ClockSetTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration REFRESH = Duration.ofHours(12);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ISSUER = "https://app.example/demo";

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final AuthenticatedUser alice = people.add("alice", "read");

  /** Ways to end a token of alice before its time. */
  enum Way {
    ACCESS_TOKEN,
    REFRESH_TOKEN,
    USER,
    ALL;

    void end(IssuedTokens tokens, IssuedToken login) throws BearerException {
      switch (this) {
        case ACCESS_TOKEN -> tokens.revoke(login.text(), null);
        case REFRESH_TOKEN -> tokens.revoke(String.valueOf(login.refreshText()), null);
        case USER -> tokens.revokeUser("alice");
        case ALL -> tokens.revokeAll();
      }
    }
  }

  /** Whether tokens are JWTs, by how many hours the clock is set, and how a token is ended. */
  static Stream<Arguments> cases() {
    return Stream.of(1, 24, 24 * 365, -1, -24, -24 * 365)
        .flatMap(
            hours ->
                Stream.of(Way.values())
                    .flatMap(
                        way ->
                            Stream.of(
                                Arguments.of(true, hours, way), Arguments.of(false, hours, way))));
  }

  private IssuedTokens tokens(boolean jwt, int max) {
    return new IssuedTokens(
        jwt ? jwts(max) : new OpaqueTokens(ACCESS, TestStores.tokens(max, max, clock), clock),
        new RefreshTokens(REFRESH, REFRESH, TestStores.tokens(max, max, clock), clock));
  }

  private JwtTokens jwts(int max) {
    SigningKeys keys = TestJwt.signingKeys("k1");
    JwtRules rules = JwtRules.ofOwn(ISSUER, "demo", Duration.ZERO);
    KeySource source = KeySource.of(keys.verificationKeys());
    RevokedJwts revoked =
        RevokedJwts.ofOneServer(ACCESS, TestStores.tokens(max, max, clock), clock);
    return new JwtTokens(
        new JwtIssuer(keys, ISSUER, "demo", ACCESS, 8192, revoked::nextMark),
        new JwtVerifier(rules, source, 100, clock),
        revoked);
  }

  private IssuedToken login(IssuedTokens tokens) throws BearerException {
    return tokens.issue(Authorization.of(alice, List.of("read")));
  }

  private static boolean isGood(IssuedTokens tokens, IssuedToken login) {
    try {
      tokens.verify(login.text());
      return true;
    } catch (BearerException e) {
      assertThat(e.error()).isEqualTo(BearerError.INVALID_TOKEN);
      return false;
    }
  }

  /** Lets time pass, and asks again and again. */
  private void staysRefused(IssuedTokens tokens, IssuedToken login, Duration during)
      throws BearerException {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(during) < 0;
        passed = passed.plus(MINUTE)) {
      assertThat(isGood(tokens, login)).as("after " + passed).isFalse();
      tokens.purge();
      clock.advance(MINUTE);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("a revoked token stays so where the clock is set, expired ones go, and back")
  void revokedBeforeTheClockIsSet(boolean jwt, int hours, Way way) throws BearerException {
    IssuedTokens tokens = tokens(jwt, 100);
    IssuedToken login = login(tokens);
    assertThat(isGood(tokens, login)).isTrue();
    way.end(tokens, login);
    clock.set(Duration.ofHours(hours));
    tokens.purge();
    assertThat(isGood(tokens, login)).isFalse();
    clock.set(Duration.ofHours(-hours));
    staysRefused(tokens, login, ACCESS.multipliedBy(2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("a token that was made by a wrong time can be revoked by the right one")
  void issuedWhileTheClockIsWrong(boolean jwt, int hours, Way way) throws BearerException {
    IssuedTokens tokens = tokens(jwt, 100);
    clock.set(Duration.ofHours(hours));
    IssuedToken login = login(tokens);
    assertThat(isGood(tokens, login)).isTrue();
    clock.set(Duration.ofHours(-hours));
    way.end(tokens, login);
    staysRefused(tokens, login, ACCESS.multipliedBy(2));
    if (hours > 0) { // up to the moment at which it was made, by the clock
      clock.advance(Duration.ofHours(hours).minus(ACCESS.multipliedBy(2)).minus(MINUTE));
      staysRefused(tokens, login, ACCESS.multipliedBy(2));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("what was revoked by a wrong time does not prevent logins by the right one")
  void revokedWhileTheClockIsWrong(boolean jwt, int hours, Way way) throws BearerException {
    IssuedTokens tokens = tokens(jwt, 100);
    IssuedToken login = login(tokens);
    clock.set(Duration.ofHours(hours));
    IssuedToken second = login(tokens);
    way.end(tokens, second);
    clock.set(Duration.ofHours(-hours));
    tokens.purge(); // looks at the clock; JWTs count seconds, so the next one is free
    clock.advance(Duration.ofSeconds(1));
    assertThat(isGood(tokens, second)).isFalse();
    assertThat(isGood(tokens, login(tokens))).isTrue();
    if (way == Way.USER || way == Way.ALL) {
      staysRefused(tokens, login, ACCESS.multipliedBy(2));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("a revoked token is not valid again where the date is set back after its end")
  void forgottenBeforeTheClockIsSet(boolean jwt, int hours, Way way) throws BearerException {
    for (int minutes : new int[] {6, 10, 20, 60 * Math.abs(hours)}) {
      IssuedTokens tokens = tokens(jwt, 100);
      IssuedToken login = login(tokens);
      assertThat(isGood(tokens, login)).isTrue();
      way.end(tokens, login);
      clock.advance(ACCESS.plusMinutes(5));
      tokens.purge();
      clock.set(Duration.ofMinutes(-minutes));
      assertThat(isGood(tokens, login)).isFalse();
      tokens.purge();
      clock.advance(Duration.ofSeconds(1));
      assertThat(isGood(tokens, login(tokens))).as("a new one").isTrue();
      staysRefused(tokens, login, ACCESS.multipliedBy(2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 24 * 365, -1, -24, -24 * 365})
  @DisplayName("what a wrong time has left does not fill the memory for longer than it lives")
  void memoryIsNotBlocked(int hours) throws BearerException {
    for (boolean jwt : new boolean[] {true, false}) {
      IssuedTokens tokens = tokens(jwt, 20);
      clock.set(Duration.ofHours(hours));
      for (int i = 0; i < 2; i++) {
        tokens.revoke(login(tokens).text(), null);
      }
      tokens.revokeUser("bob");
      clock.set(Duration.ofHours(-hours));
      for (int i = 0; i < 20; i++) {
        tokens.issueAccess(Authorization.of(AuthenticatedUser.of("u" + i, Set.of()), List.of()));
      }
      clock.advance(REFRESH);
      tokens.purge();
      assertThat(tokens.purge()).isZero();
      for (int i = 0; i < 20; i++) {
        IssuedToken token =
            tokens.issue(Authorization.of(AuthenticatedUser.of("v" + i, Set.of()), List.of()));
        tokens.revoke(token.text(), null);
      }
      assertThat(tokens.refreshTokens()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 24 * 365, -1, -24, -24 * 365})
  @DisplayName("no token that we keep lives longer than its time, whatever the clock says")
  void lifetimeIsKept(int hours) throws BearerException {
    IssuedTokens tokens = tokens(false, 20);
    clock.set(Duration.ofHours(hours));
    IssuedToken login = login(tokens);
    clock.set(Duration.ofHours(-hours));
    clock.advance(ACCESS);
    assertThat(isGood(tokens, login)).isFalse();
    clock.advance(REFRESH.minus(ACCESS));
    assertThat(tokens.refresh(login.refreshText(), null, Set.of(), people).kind())
        .isEqualTo(RefreshResult.Kind.UNKNOWN);
    assertThat(tokens.accessTokens() + tokens.refreshTokens()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 24 * 365})
  @DisplayName("a time that passed while the server was suspended counts")
  void suspendedTimeCounts(int hours) throws BearerException {
    IssuedTokens tokens = tokens(false, 20);
    IssuedToken login = login(tokens);
    clock.set(Duration.ofHours(hours));
    assertThat(isGood(tokens, login)).isFalse();
    assertThat(tokens.refresh(login.refreshText(), null, Set.of(), people).kind())
        .isEqualTo(RefreshResult.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  @DisplayName("a user whose login failed by a full memory is answered so, and nothing is lost")
  void fullIsFull(int hours) throws BearerException {
    IssuedTokens tokens = tokens(false, 1);
    login(tokens);
    clock.set(Duration.ofHours(hours));
    people.add("bob", "read");
    assertThat(
            catchThrowableOfType(
                    BearerException.class,
                    () ->
                        tokens.issue(
                            Authorization.of(AuthenticatedUser.of("bob", Set.of()), List.of())))
                .error())
        .isEqualTo(BearerError.UNAVAILABLE);
    clock.advance(REFRESH);
    assertThat(tokens.issue(Authorization.of(alice, List.of())).refreshText()).isNotNull();
  }
}
