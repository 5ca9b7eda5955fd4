// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.FakeJwts;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.People;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.Revocation;
import io.github.servletbearer.internal.token.TokenIssuer;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is particular to JWTs: they end by being remembered, and they count seconds. */
class JwtTokensTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final AuthenticatedUser alice = people.add("alice", "read");
  private final FakeJwts jwts = new FakeJwts(ACCESS, clock);
  private final RevokedJwts revoked =
      RevokedJwts.ofOneServer(ACCESS, TestStores.tokens(1, 1, clock), clock);
  private final IssuedTokens tokens =
      new IssuedTokens(
          new JwtTokens(jwts, jwts, revoked),
          new RefreshTokens(ACCESS, ACCESS, TestStores.tokens(10, 10, clock), clock));

  private IssuedToken login() throws BearerException {
    return tokens.issue(Authorization.of(alice, List.of("read")));
  }

  private static BearerError error(ThrowingCallable call) {
    return catchThrowableOfType(BearerException.class, call).error();
  }

  /** No place for another token, login or user. */
  private void fill() throws BearerException {
    tokens.revoke(login().text(), null);
    tokens.revokeUser("somebody");
  }

  @Test
  @DisplayName("RV-4: what cannot be revoked now is not half revoked, and can be later")
  void revocationIsAllOrNothing() throws BearerException {
    IssuedToken login = login();
    fill();
    for (String text : List.of(login.text(), login.refreshText())) {
      assertThat(error(() -> tokens.revoke(text, null))).isEqualTo(BearerError.UNAVAILABLE);
    }
    assertThat(error(() -> tokens.revokeUser("alice"))).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(tokens.verify(login.text()).subject()).isEqualTo("alice");
    IssuedToken next = tokens.refresh(login.refreshText(), null, Set.of(), people).token();
    assertThat(next).isNotNull();

    clock.advance(ACCESS.minusSeconds(1)); // the list is full until the next second
    IssuedToken last = tokens.refresh(next.refreshText(), null, Set.of(), people).token();
    assertThat(error(() -> tokens.revoke(last.text(), null))).isEqualTo(BearerError.UNAVAILABLE);
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.revoke(last.text(), null)).isEqualTo(Revocation.DONE);
    assertThat(error(() -> tokens.verify(last.text()))).isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("RR-2: a login of which a token was used twice ends, also where its JWTs cannot")
  void reuseEndsTheLoginWhateverHappens() throws BearerException {
    IssuedToken login = login();
    IssuedToken next = tokens.refresh(login.refreshText(), null, Set.of(), people).token();
    fill();
    assertThatThrownBy(() -> tokens.refresh(login.refreshText(), null, Set.of(), people))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining("used twice")
        .hasMessageContaining("maxTokens");
    assertThat(tokens.refresh(next.refreshText(), null, Set.of(), people).kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  @DisplayName("RV-4: no token is handed out that the revocation of this second would refuse")
  void noTokenIsBornRevoked() throws BearerException {
    IssuedToken login = login();
    clock.advance(Duration.ofMillis(400));
    tokens.revokeUser("alice");
    clock.advance(Duration.ofMillis(599));
    assertThat(error(this::login)).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(tokens.refreshTokens()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(tokens.verify(login().text()).subject()).isEqualTo("alice");
    assertThat(error(() -> tokens.verify(login.text()))).isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("RV-4: a token that cannot be decided now is not called unknown")
  void undecidedIsNotUnknown() {
    HashedTokenVerifier down =
        presented -> {
          throw new BearerException(BearerError.UNAVAILABLE, "no keys");
        };
    JwtTokens undecided = new JwtTokens(jwts, down, revoked);
    assertThat(error(() -> undecided.revoke("a.b.c", null))).isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  @DisplayName("RV-4: an issuer whose tokens could not be revoked issues none")
  void irrevocableTokenIsNotIssued() {
    TokenIssuer careless =
        new TokenIssuer() {
          @Override
          public Duration lifetime() {
            return ACCESS;
          }

          @Override
          public IssuedToken issue(Authorization grant) {
            return new IssuedToken("a.b.c", BearerToken.builder(grant.subject()).build());
          }
        };
    JwtTokens irrevocable = new JwtTokens(careless, jwts, revoked);
    assertThat(error(() -> irrevocable.issue(Authorization.of(alice, List.of()))))
        .isEqualTo(BearerError.UNAVAILABLE);
  }
}
