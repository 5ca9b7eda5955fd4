// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import io.github.servletbearer.internal.token.jwt.JwtTokens;
import io.github.servletbearer.internal.token.jwt.RevokedJwts;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a token, whatever the access tokens are. */
@ParameterizedClass(name = "{0}")
@EnumSource
class IssuedTokensTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration REFRESH = Duration.ofDays(30);
  private static final Set<String> ALL = Set.of();

  /** What the access tokens are. */
  enum Format {
    OPAQUE,
    JWT
  }

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final FakeJwts jwts = new FakeJwts(ACCESS, clock);
  private final Format format;
  private final IssuedTokens tokens;
  private final AuthenticatedUser alice = people.add("alice", "read", "write");
  private final AuthenticatedUser bob = people.add("bob", "read");
  private ExecutorService threads;

  IssuedTokensTest(Format format) {
    this.format = format;
    this.tokens = tokens(access(1_000, 20), 1_000, 20);
  }

  @AfterEach
  void stopThreads() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  private AccessTokens access(int max, int maxPerUser) {
    return format == Format.OPAQUE
        ? new OpaqueTokens(ACCESS, TestStores.tokens(max, maxPerUser, clock), clock)
        : new JwtTokens(
            jwts, jwts, RevokedJwts.ofOneServer(ACCESS, TestStores.tokens(max, max, clock), clock));
  }

  private IssuedTokens tokens(AccessTokens access, int max, int maxPerUser) {
    return new IssuedTokens(
        access,
        new RefreshTokens(REFRESH, REFRESH, TestStores.tokens(max, maxPerUser, clock), clock));
  }

  private IssuedToken login(AuthenticatedUser user) throws BearerException {
    return tokens.issue(Authorization.of(user, user.roles()));
  }

  private RefreshResult refresh(IssuedToken token) throws BearerException {
    return tokens.refresh(token.refreshText(), null, ALL, people);
  }

  private IssuedToken refreshed(IssuedToken token) throws BearerException {
    RefreshResult answer = refresh(token);
    assertThat(answer.kind()).isEqualTo(Kind.ISSUED);
    return answer.token();
  }

  private void isGood(IssuedToken token) throws BearerException {
    assertThat(tokens.verify(token.text()).subject()).isEqualTo(token.token().subject());
  }

  private void isDead(IssuedToken token) {
    assertThat(
            catchThrowableOfType(BearerException.class, () -> tokens.verify(token.text())).error())
        .isEqualTo(BearerError.INVALID_TOKEN);
  }

  private boolean lives(IssuedToken token) {
    try {
      return tokens.verify(token.text()) != null;
    } catch (BearerException e) {
      return false;
    }
  }

  /** JWTs count seconds: a new login is told from what was revoked in the next one. */
  private void nextSecond() {
    clock.advance(Duration.ofSeconds(1));
  }

  private <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
    if (threads == null) {
      threads = Executors.newCachedThreadPool();
    }
    CyclicBarrier start = new CyclicBarrier(work.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> one : work) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                return one.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> one : running) {
      results.add(one.get());
    }
    return results;
  }

  @Test
  @DisplayName("RR-1: each refresh gives a new access token and a new refresh token")
  void refreshRotates() throws BearerException {
    IssuedToken first = login(alice);
    clock.advance(ACCESS);
    isDead(first);
    IssuedToken second = refreshed(first);
    isGood(second);
    assertThat(second.refreshText()).isNotEqualTo(first.refreshText());
    assertThat(second.token().expiresAt()).isEqualTo(clock.instant().plus(ACCESS));
    assertThat(second.token().scopes()).containsExactly("read", "write");
    assertThat(tokens.refreshTokens()).isEqualTo(1);
    IssuedToken third = refreshed(second);
    isGood(third);
    isGood(second); // requests under way need not fail
    if (format == Format.JWT) {
      assertThat(third.token().claims().get("sid"))
          .as("the family's id")
          .isEqualTo(first.token().claims().get("sid"))
          .isNotEqualTo(login(alice).token().claims().get("sid"));
    }
  }

  @Test
  @DisplayName("RR-2: a refresh token used twice ends all tokens of its login, and only of that")
  void reuseEndsTheFamily() throws BearerException {
    IssuedToken other = login(alice);
    IssuedToken first = login(alice);
    IssuedToken second = refreshed(first);
    IssuedToken third = refreshed(second);

    RefreshResult answer = refresh(first);

    assertThat(answer.kind()).isEqualTo(Kind.REUSED);
    assertThat(answer.token()).isNull();
    assertThat(answer.grant().subject()).isEqualTo("alice");
    for (IssuedToken token : List.of(first, second, third)) {
      isDead(token);
      assertThat(refresh(token).kind()).as("told once").isEqualTo(Kind.UNKNOWN);
    }
    isGood(other);
    isGood(refreshed(other));
  }

  @Test
  @DisplayName("RR-2: whichever client shows a used token, its login ends")
  void reuseByAnotherClientEndsTheFamily() throws BearerException {
    IssuedToken first = tokens.issue(Authorization.of(alice, List.of("read"), "mobile"));
    IssuedToken second = tokens.refresh(first.refreshText(), "mobile", ALL, people).token();
    assertThat(tokens.refresh(first.refreshText(), "thief", ALL, people).kind())
        .isEqualTo(Kind.REUSED);
    isDead(second);
  }

  @Test
  @DisplayName(
      "RR-3, BF-2: of 32 parallel refreshes one wins, one is reported, no others are logged out")
  void oneOfManyWins() throws Exception {
    IssuedTokens small = tokens(access(1_000, 3), 1_000, 3);
    IssuedToken other = small.issue(Authorization.of(alice, List.of("read")));
    for (int round = 0; round < 50; round++) {
      IssuedToken login = small.issue(Authorization.of(bob, List.of("read")));
      IssuedToken bobsOther = small.issue(Authorization.of(bob, List.of("read")));
      Callable<RefreshResult> refresh = () -> small.refresh(login.refreshText(), null, ALL, people);
      Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
      List<IssuedToken> won = new ArrayList<>();
      for (RefreshResult answer : inParallel(Collections.nCopies(32, refresh))) {
        kinds.merge(answer.kind(), 1, Integer::sum);
        if (answer.token() != null) {
          won.add(answer.token());
        }
      }
      assertThat(kinds).isEqualTo(Map.of(Kind.ISSUED, 1, Kind.REUSED, 1, Kind.UNKNOWN, 30));
      assertThatThrownBy(() -> small.verify(won.get(0).text())).hasMessageContaining("revoked");
      assertThat(small.refresh(won.get(0).refreshText(), null, ALL, people).kind())
          .isEqualTo(Kind.UNKNOWN);
      assertThat(small.verify(bobsOther.text()).subject()).isEqualTo("bob");
      assertThat(small.revoke(bobsOther.refreshText(), null)).isEqualTo(Revocation.DONE);
    }
    assertThat(small.verify(other.text()).subject()).isEqualTo("alice");
    assertThat(small.refreshTokens()).isEqualTo(1);
  }

  @Test
  @DisplayName("RR-3: a refresh that was asked for long ago loses against one that is done")
  void lateRefreshLoses() throws BearerException {
    IssuedToken first = login(alice);
    List<IssuedToken> winner = new ArrayList<>();
    people.meanwhile =
        () -> {
          people.meanwhile = () -> {};
          try {
            winner.add(refreshed(first));
          } catch (BearerException e) {
            throw new AssertionError(e);
          }
        };
    assertThat(refresh(first).kind()).isEqualTo(Kind.REUSED);
    isDead(winner.get(0));
  }

  @Test
  @DisplayName("RR-2, RV-3: whatever is revoked while others refresh, no token of it survives")
  void nothingSurvivesARevocation() throws Exception {
    for (int round = 0; round < 300; round++) {
      int how = round % 3;
      IssuedToken login = login(alice);
      Callable<IssuedToken> refresh =
          () -> {
            IssuedToken last = login;
            for (int i = 0; i < 5; i++) {
              RefreshResult answer;
              try {
                answer = refresh(last);
              } catch (BearerException e) {
                return last; // the second in which all was revoked
              }
              if (answer.token() == null) {
                return last;
              }
              last = answer.token();
            }
            return last;
          };
      Callable<IssuedToken> revoke =
          () -> {
            if (how == 0) {
              tokens.revoke(login.refreshText(), null);
            } else if (how == 1) {
              tokens.revokeUser("alice");
            } else {
              tokens.revokeAll();
            }
            return login;
          };
      for (IssuedToken token : inParallel(List.of(refresh, revoke))) {
        assertThat(lives(token)).as("round " + round).isFalse();
      }
      assertThat(tokens.refreshTokens()).as("round " + round).isZero();
      nextSecond();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("RR-3: of two refreshes that overlap one wins, the other ends the login")
  void overlappingRefreshes(boolean hasRotated) throws Exception {
    Interrupted access = new Interrupted(access(100, 20));
    IssuedTokens slow = tokens(access, 100, 20);
    IssuedToken login = slow.issue(Authorization.of(alice, List.of("read")));
    List<RefreshResult> other = new ArrayList<>();
    (hasRotated ? access.beforeKeep : access.afterMake)
        .set(() -> other.add(slow.refresh(login.refreshText(), null, ALL, people)));
    RefreshResult outer = slow.refresh(login.refreshText(), null, ALL, people);
    RefreshResult winner = hasRotated ? outer : other.get(0);
    RefreshResult loser = hasRotated ? other.get(0) : outer;
    assertThat(winner.kind()).isEqualTo(Kind.ISSUED);
    assertThat(loser.kind()).isEqualTo(Kind.REUSED);
    for (IssuedToken token : List.of(login, winner.token())) {
      assertThatThrownBy(() -> slow.verify(token.text())).hasMessageContaining("revoked");
      assertThat(slow.refresh(token.refreshText(), null, ALL, people).kind())
          .isEqualTo(Kind.UNKNOWN);
    }
    assertThat(access.size()).isEqualTo(format == Format.OPAQUE ? 0 : -1);
  }

  /** How many tokens can be ended at a time. */
  enum Ending {
    LOGIN,
    REUSED_LOGIN,
    USER,
    ALL
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("RV-3: a refresh in the middle of a revocation leaves no valid token")
  void refreshComesBetween(Ending ending) throws Exception {
    Interrupted access = new Interrupted(access(100, 20));
    IssuedTokens slow = tokens(access, 100, 20);
    IssuedToken used = slow.issue(Authorization.of(alice, List.of("read")));
    IssuedToken login = slow.refresh(used.refreshText(), null, ALL, people).token();
    List<RefreshResult> between = new ArrayList<>();
    access.afterRevocation.set(
        () -> {
          nextSecond();
          try {
            between.add(slow.refresh(login.refreshText(), null, ALL, people));
          } catch (BearerException e) { // a JWT of a login whose JWTs are refused by now
            assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
          }
        });
    switch (ending) {
      case LOGIN -> slow.revoke(login.refreshText(), null);
      case REUSED_LOGIN -> slow.refresh(used.refreshText(), null, ALL, people);
      case USER -> slow.revokeUser("alice");
      case ALL -> slow.revokeAll();
    }
    assertThat(slow.refreshTokens()).isZero();
    for (RefreshResult answer : between) {
      if (answer.token() == null) {
        assertThat(answer.kind()).isEqualTo(Kind.UNKNOWN);
      } else {
        assertThatThrownBy(() -> slow.verify(answer.token().text()))
            .hasMessageContaining("revoked");
      }
    }
    assertThatThrownBy(() -> slow.verify(login.text())).hasMessageContaining("revoked");
  }

  @Test
  @DisplayName("RR-4: where no access token can be made, the refresh token stays valid")
  void failureBurnsNothing() throws BearerException {
    IssuedTokens small = tokens(access(2, 5), 10, 10);
    IssuedToken login = small.issue(Authorization.of(alice, alice.roles()));
    small.issue(Authorization.of(bob, bob.roles()));
    jwts.failure = new BearerException(BearerError.UNAVAILABLE, "full"); // as the other store is
    Callable<RefreshResult> refresh = () -> small.refresh(login.refreshText(), null, ALL, people);
    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowableOfType(BearerException.class, refresh::call).error())
          .isEqualTo(BearerError.UNAVAILABLE);
    }
    jwts.failure = null;
    clock.advance(ACCESS);
    RefreshResult answer = small.refresh(login.refreshText(), null, ALL, people);
    assertThat(answer.kind()).isEqualTo(Kind.ISSUED);
    assertThat(small.verify(answer.token().text()).subject()).isEqualTo("alice");
  }

  @Test
  @DisplayName("RR-4: where the user cannot be looked up, the refresh token stays valid")
  void unknowableUserBurnsNothing() throws BearerException {
    IssuedToken login = login(alice);
    for (Exception failure :
        List.of(
            new BearerException(BearerError.UNAVAILABLE, "directory down"),
            new IllegalStateException())) {
      people.failure = failure;
      assertThatThrownBy(() -> refresh(login)).isSameAs(failure);
    }
    people.failure = null;
    isGood(login);
    isGood(refreshed(login));
  }

  @Test
  @DisplayName("RR-6: a refresh token is valid for the client it was issued to, and stays valid")
  void refreshIsBoundToTheClient() throws BearerException {
    IssuedToken of = tokens.issue(Authorization.of(alice, List.of("read"), "mobile"));
    IssuedToken ofNone = login(alice);
    for (String other : new String[] {null, "web", "mobile2", "Mobile", "", "first-party"}) {
      assertThat(tokens.refresh(of.refreshText(), other, ALL, people).kind())
          .isEqualTo(Kind.OF_ANOTHER_CLIENT);
    }
    assertThat(tokens.refresh(ofNone.refreshText(), "mobile", ALL, people).kind())
        .isEqualTo(Kind.OF_ANOTHER_CLIENT);
    RefreshResult answer = tokens.refresh(of.refreshText(), "mobile", ALL, people);
    assertThat(answer.kind()).isEqualTo(Kind.ISSUED);
    assertThat(tokens.revoke(answer.token().text(), "web"))
        .as("the client stays the same")
        .isEqualTo(Revocation.OF_ANOTHER_CLIENT);
    isGood(refreshed(ofNone));
  }

  @Test
  @DisplayName("RR-6: the scope may narrow for one access token, and never widen")
  void scopeMayNarrow() throws BearerException {
    IssuedToken login = tokens.issue(Authorization.of(alice, List.of("read", "write")));
    people.add("alice", "read", "write", "admin");
    assertThat(tokens.refresh(login.refreshText(), null, Set.of("read", "admin"), people).kind())
        .isEqualTo(Kind.SCOPE_REFUSED);
    RefreshResult narrow = tokens.refresh(login.refreshText(), null, Set.of("read"), people);
    assertThat(tokens.verify(narrow.token().text()).scopes()).containsExactly("read");
    RefreshResult wide = tokens.refresh(narrow.token().refreshText(), null, ALL, people);
    assertThat(tokens.verify(wide.token().text()).scopes())
        .as("that of the login, not of the last refresh, and not what the user has by now")
        .containsExactly("read", "write");
  }

  @Test
  @DisplayName(
      "RR-7: a user who is gone, or is another person by now, loses all tokens of the login")
  void userIsAskedForAgain() throws BearerException {
    IssuedToken login = login(alice);
    IssuedToken last = refreshed(login);
    people.remove("alice");
    RefreshResult answer = refresh(last);
    assertThat(answer.kind()).isEqualTo(Kind.USER_GONE);
    assertThat(answer.grant().subject()).isEqualTo("alice");
    isDead(login);
    isDead(last);
    people.add("alice", "read");
    assertThat(refresh(last).kind()).isEqualTo(Kind.UNKNOWN);

    IssuedToken bobs = login(bob);
    people.confuse("bob", "Bob");
    assertThat(refresh(bobs).kind()).isEqualTo(Kind.USER_GONE);
    isDead(bobs);
  }

  @Test
  @DisplayName("RR-7: roles and scopes are those of now")
  void rolesAreThoseOfNow() throws BearerException {
    IssuedToken login = login(alice);
    people.add("alice", "read", "auditor");
    IssuedToken less = refreshed(login);
    BearerToken token = tokens.verify(less.text());
    assertThat(token.roles()).containsExactly("read", "auditor");
    assertThat(token.scopes()).containsExactly("read");
    assertThat(tokens.refresh(less.refreshText(), null, Set.of("write"), people).kind())
        .as("nothing is left of what is asked for")
        .isEqualTo(Kind.SCOPE_REFUSED);
    people.add("alice");
    IssuedToken none = refreshed(less);
    assertThat(tokens.verify(none.text()).scopes()).isEmpty();
    people.add("alice", "write");
    assertThat(tokens.verify(refreshed(none).text()).scopes()).containsExactly("write");
  }

  @Test
  @DisplayName("RV-3: a revoked access token is refused at once, and nothing else is")
  void accessTokenIsRevoked() throws BearerException {
    IssuedToken login = login(alice);
    IssuedToken next = refreshed(login);
    assertThat(tokens.revoke(login.text(), null)).isEqualTo(Revocation.DONE);
    isDead(login);
    assertThat(tokens.revoke(login.text(), null)).isEqualTo(Revocation.UNKNOWN);
    isGood(next);
    isGood(refreshed(next));
  }

  @Test
  @DisplayName("RV-3: with its refresh token a login's access tokens end, also with a used one")
  void refreshTokenIsRevoked() throws BearerException {
    IssuedToken other = login(alice);
    for (boolean used : new boolean[] {false, true}) {
      IssuedToken login = login(alice);
      IssuedToken last = refreshed(login);
      String text = used ? login.refreshText() : last.refreshText();
      assertThat(tokens.revoke(text, null)).isEqualTo(Revocation.DONE);
      isDead(login);
      isDead(last);
      assertThat(refresh(last).kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(tokens.revoke(text, null)).isEqualTo(Revocation.UNKNOWN);
    }
    isGood(other);
    isGood(refreshed(other));
  }

  @Test
  @DisplayName("RV-2: a client revokes its own tokens, and those that belong to no client")
  void clientsEndTheirOwn() throws BearerException {
    IssuedToken of = tokens.issue(Authorization.of(alice, List.of("read"), "mobile"));
    for (String text : List.of(of.text(), of.refreshText())) {
      for (String other : new String[] {null, "web", "first-party"}) {
        assertThat(tokens.revoke(text, other)).isEqualTo(Revocation.OF_ANOTHER_CLIENT);
      }
    }
    isGood(of);
    assertThat(tokens.revoke(of.text(), "mobile")).isEqualTo(Revocation.DONE);
    assertThat(tokens.revoke(of.refreshText(), "mobile")).isEqualTo(Revocation.DONE);
    assertThat(tokens.revoke(login(bob).text(), "mobile")).isEqualTo(Revocation.DONE);
    assertThat(tokens.revoke(login(bob).refreshText(), "mobile")).isEqualTo(Revocation.DONE);
  }

  @Test
  @DisplayName("RV-1: a text that is no token is unknown, and ends no login")
  void otherTextIsUnknown() throws BearerException {
    IssuedToken login = login(alice);
    String refresh = login.refreshText();
    for (String text :
        List.of(
            "",
            "a.b.c",
            login.text() + "x",
            refresh.substring(0, 74),
            refresh + "A",
            refresh.substring(0, 32),
            refresh.substring(32),
            refresh.substring(43) + refresh.substring(0, 43),
            new RandomToken().next(56))) {
      assertThat(tokens.revoke(text, null)).isEqualTo(Revocation.UNKNOWN);
      assertThat(tokens.refresh(text, null, ALL, people).kind()).isEqualTo(Kind.UNKNOWN);
    }
    assertThat(tokens.refresh(login.text(), null, ALL, people).kind()).isEqualTo(Kind.UNKNOWN);
    assertThatThrownBy(() -> tokens.verify(refresh)).isInstanceOf(BearerException.class);
    isGood(login);
    isGood(refreshed(login));
  }

  @Test
  @DisplayName("RV-3: all tokens of a user end, however the name is spelled, and no others")
  void userIsRevoked() throws BearerException {
    IssuedToken first = login(alice);
    IssuedToken second = refreshed(login(alice));
    IssuedToken bobs = login(bob);
    int access = format == Format.OPAQUE ? 3 : 0;
    assertThat(tokens.revokeUser(" ALICE ")).isEqualTo(2 + access);
    isDead(first);
    isDead(second);
    assertThat(refresh(first).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(refresh(second).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(tokens.revokeUser("alice")).isZero();
    isGood(bobs);
    isGood(refreshed(bobs));
    nextSecond();
    IssuedToken again = login(alice);
    isGood(again);
    isGood(refreshed(again));
    isDead(first);
  }

  @Test
  @DisplayName("RV-3: all tokens end")
  void allIsRevoked() throws BearerException {
    List<IssuedToken> logins = List.of(login(alice), login(bob), login(bob));
    assertThat(tokens.revokeAll()).isEqualTo(3 + (format == Format.OPAQUE ? 3 : 0));
    for (IssuedToken login : logins) {
      isDead(login);
      assertThat(refresh(login).kind()).isEqualTo(Kind.UNKNOWN);
    }
    nextSecond();
    isGood(refreshed(login(bob)));
    isDead(logins.get(0));
  }

  @Test
  @DisplayName("AR-8: what has expired is dropped and not counted")
  void expiredIsDropped() throws BearerException {
    login(alice);
    login(bob);
    assertThat(tokens.refreshTokens()).isEqualTo(2);
    assertThat(tokens.accessTokens()).isEqualTo(format == Format.OPAQUE ? 2 : -1);
    assertThat(tokens.purge()).isZero();
    clock.advance(ACCESS);
    assertThat(tokens.purge()).isEqualTo(format == Format.OPAQUE ? 2 : 0);
    clock.advance(REFRESH.minus(ACCESS));
    assertThat(tokens.purge()).isEqualTo(2);
    assertThat(tokens.refreshTokens()).isZero();
  }

  @Test
  @DisplayName("AR-8: a login of which no token can be made leaves nothing behind")
  void failedLoginLeavesNothing() throws BearerException {
    IssuedTokens small = tokens(access(1, 1), 10, 10);
    small.issue(Authorization.of(alice, List.of()));
    jwts.failure = new IllegalStateException(); // where the other store is full
    assertThatThrownBy(() -> small.issue(Authorization.of(bob, List.of())))
        .isInstanceOf(Exception.class);
    assertThat(small.refreshTokens()).isEqualTo(1);
    jwts.failure = null;

    AccessTokens access = access(10, 10);
    IssuedTokens few = tokens(access, 1, 1);
    few.issue(Authorization.of(alice, List.of()));
    assertThatThrownBy(() -> few.issue(Authorization.of(bob, List.of())))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining("maxTokens");
    assertThat(access.size()).isEqualTo(format == Format.OPAQUE ? 1 : -1);
  }

  @Test
  void withoutRefreshTokensThereAreNone() throws BearerException {
    IssuedTokens plain = new IssuedTokens(access(10, 10), null);
    assertThat(plain.lifetime()).isEqualTo(ACCESS);
    IssuedToken token = plain.issue(Authorization.of(alice, List.of("read")));
    assertThat(token.refreshText()).isNull();
    String foreign = login(alice).refreshText();
    assertThat(plain.refresh(foreign, null, ALL, people).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(plain.revoke(foreign, null)).isEqualTo(Revocation.UNKNOWN);
    assertThat(plain.verify(token.text()).scopes()).containsExactly("read");
    assertThat(plain.revoke(token.text(), null)).isEqualTo(Revocation.DONE);
    assertThat(plain.revokeUser("alice")).isZero();
    plain.issue(Authorization.of(bob, List.of()));
    assertThat(plain.revokeAll()).isEqualTo(format == Format.OPAQUE ? 1 : 0);
    assertThat(plain.purge()).isZero();
    assertThat(plain.refreshTokens()).isZero();
  }

  @Test
  void noClientHasTheIdOfNone() {
    assertThatThrownBy(() -> Authorization.of(alice, List.of(), Authorization.FIRST_PARTY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
