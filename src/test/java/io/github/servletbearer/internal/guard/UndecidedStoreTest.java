// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.FakeJwts;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.People;
import io.github.servletbearer.internal.token.RefreshResult;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.jwt.JwtTokens;
import io.github.servletbearer.internal.token.jwt.RevokedJwts;
import io.github.servletbearer.internal.token.store.FaultyTokenStore;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.servlet.ServletContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that cannot decide means 503: never a valid token, and never an unknown one. */
@ParameterizedClass(name = "jwt={0}")
@ValueSource(booleans = {false, true})
class UndecidedStoreTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration REFRESH = Duration.ofDays(1);

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final AuthenticatedUser alice = people.add("alice", "read");
  private final FaultyTokenStore store = new FaultyTokenStore(TestStores.tokens(1_000, 100, clock));
  private final IssuedTokens tokens;

  UndecidedStoreTest(boolean jwt) {
    FakeJwts jwts = new FakeJwts(ACCESS, clock);
    AccessTokens access =
        jwt
            ? new JwtTokens(jwts, jwts, RevokedJwts.ofOneServer(ACCESS, store, clock))
            : new OpaqueTokens(ACCESS, store, clock);
    tokens = new IssuedTokens(access, new RefreshTokens(REFRESH, REFRESH, store, clock));
  }

  private IssuedToken login() throws BearerException {
    return tokens.issue(Authorization.of(alice, List.of("read")));
  }

  private static void undecided(ThrowingCallable call) {
    BearerException refused = catchThrowableOfType(BearerException.class, call);
    assertThat(refused).isNotNull();
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  @DisplayName("a request gets 503 with Retry-After, and the application does not run")
  void requestGets503() throws Exception {
    IssuedToken login = login();
    Settings settings = TestSettings.with();
    Fakes.Request request = new Fakes.Request();
    request.servletPath = "/api";
    request.header("Authorization", "Bearer " + login.text());
    RequestGuard guard =
        new RequestGuard(
            settings.filters().get("f"),
            settings,
            tokens,
            TestCors.of(),
            new Counters(),
            Fakes.as(ServletContext.class, new RequestGuardTest.Context()),
            clock);
    List<Object> passed = new ArrayList<>();
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      store.failAfter(0);
      Fakes.Response down = new Fakes.Response();
      guard.filter(request.http(), down.http(), (next, answer) -> passed.add(next));
      assertThat(down.status).isEqualTo(503);
      assertThat(down.header("Retry-After")).isNotNull();
      assertThat(passed).isEmpty();
      store.recover();
      guard.filter(request.http(), new Fakes.Response().http(), (next, answer) -> passed.add(next));
      assertThat(passed).hasSize(1);
      assertThat(log.lines()).singleElement().asString().contains("the store is down");
    }
  }

  @Test
  @DisplayName("whichever call fails, a token is valid or undecided, and a revoked one never valid")
  void verificationIsUndecided() throws BearerException {
    IssuedToken valid = login();
    IssuedToken revoked = login();
    tokens.revoke(revoked.text(), null);
    tokens.revokeUser("somebody"); // so that the store is asked for users, too
    int undecided = 0;
    for (int calls = 0; calls < 10; calls++) {
      for (IssuedToken token : List.of(valid, revoked)) {
        store.failAfter(calls);
        try {
          tokens.verify(token.text());
          assertThat(token).isSameAs(valid);
        } catch (BearerException e) {
          undecided += e.error() == BearerError.UNAVAILABLE ? 1 : 0;
          assertThat(e.error() == BearerError.UNAVAILABLE || token == revoked).isTrue();
        }
      }
    }
    assertThat(undecided).isGreaterThan(1);
  }

  @Test
  @DisplayName("whichever call fails, a login is complete or undecided")
  void loginIsUndecided() throws BearerException {
    int undecided = 0;
    for (int calls = 0; calls < 10; calls++) {
      store.failAfter(calls);
      IssuedToken login = null;
      try {
        login = login();
      } catch (BearerException e) {
        assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
        undecided++;
      }
      store.recover();
      if (login != null) {
        assertThat(tokens.verify(login.text()).subject()).isEqualTo("alice");
      }
    }
    assertThat(undecided).isPositive();
  }

  @Test
  @DisplayName("RR-1: whichever call fails, a refresh token is used at most once")
  void refreshIsUndecided() throws BearerException {
    int undecided = 0;
    for (int calls = 0; calls < 12; calls++) {
      IssuedToken login = login();
      store.failAfter(calls);
      RefreshResult first = null;
      try {
        first = tokens.refresh(login.refreshText(), null, Set.of(), people);
      } catch (BearerException e) {
        assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
        undecided++;
      }
      store.recover();
      Kind again = tokens.refresh(login.refreshText(), null, Set.of(), people).kind();
      if (first == null) {
        assertThat(again).isIn(Kind.ISSUED, Kind.REUSED);
      } else {
        assertThat(first.kind()).isEqualTo(Kind.ISSUED);
        assertThat(again).isEqualTo(Kind.REUSED);
      }
    }
    assertThat(undecided).isBetween(1, 11);
  }

  @Test
  @DisplayName("RR-2: whichever call fails when a used token comes, the next try ends all tokens")
  void reuseIsUndecided() throws BearerException {
    int undecided = 0;
    for (int calls = 0; calls < 12; calls++) {
      IssuedToken login = login();
      IssuedToken next = tokens.refresh(login.refreshText(), null, Set.of(), people).token();
      store.failAfter(calls);
      try {
        tokens.refresh(login.refreshText(), null, Set.of(), people);
      } catch (BearerException e) {
        assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
        undecided++;
      }
      store.recover();
      Kind again = tokens.refresh(login.refreshText(), null, Set.of(), people).kind();
      assertThat(again).isIn(Kind.REUSED, Kind.UNKNOWN);
      for (IssuedToken token : List.of(login, next)) {
        assertThat(
                catchThrowableOfType(BearerException.class, () -> tokens.verify(token.text()))
                    .error())
            .isEqualTo(BearerError.INVALID_TOKEN);
      }
    }
    assertThat(undecided).isBetween(1, 11);
  }

  @Test
  @DisplayName("RV-3: a revocation that could not be made is not reported as made")
  void revocationIsUndecided() throws BearerException {
    IssuedToken login = login();
    store.failAfter(0);
    undecided(() -> tokens.revoke(login.text(), null));
    undecided(() -> tokens.revoke(login.refreshText(), null));
    undecided(() -> tokens.revokeUser("alice"));
    undecided(tokens::revokeAll);
    undecided(tokens::purge);
    undecided(tokens::refreshTokens);
    store.recover();
    assertThat(tokens.verify(login.text()).subject()).isEqualTo("alice");
  }

  @Test
  @DisplayName("RV-4: a date that was set back is reported to the store as soon as it can be")
  void setBackDateIsNotLost() throws BearerException {
    IssuedToken login = login();
    clock.set(Duration.ofHours(1));
    tokens.revokeAll();
    clock.set(Duration.ofHours(-1));
    store.failAfter(0);
    undecided(tokens::purge);
    undecided(this::login);
    store.recover();
    tokens.purge();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.verify(login().text()).subject()).isEqualTo("alice");
    assertThat(
            catchThrowableOfType(BearerException.class, () -> tokens.verify(login.text())).error())
        .isEqualTo(BearerError.INVALID_TOKEN);
  }
}
