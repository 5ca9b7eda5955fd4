// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.store.FaultyTokenStore;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TestStores;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokedJwtsTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration KEPT = ACCESS.plusSeconds(30);

  private final HandClock clock = new HandClock();
  private TokenStore store;
  private int serial;

  private RevokedJwts revoked(int max) {
    store = TestStores.tokens(max, max, clock);
    return RevokedJwts.ofOneServer(KEPT, store, clock);
  }

  private int held() throws BearerException {
    return store.count(Kind.REVOKED_JWT) + store.count(Kind.REVOKED_USER);
  }

  private static void areRevoked(RevokedJwts revoked, List<BearerToken> tokens)
      throws BearerException {
    for (BearerToken token : tokens) {
      assertThat(revoked.isRevoked(token)).isTrue();
    }
  }

  private BearerToken token(String user) {
    return token(user, "family" + serial);
  }

  private BearerToken token(String user, String family) {
    return BearerToken.builder(user)
        .claims(
            Map.of(
                "jti", "token" + serial++, "sid", family, "iat", clock.instant().getEpochSecond()))
        .build();
  }

  private static Authorization grant(String user) {
    return Authorization.of(AuthenticatedUser.of(user, List.of()), List.of());
  }

  private static void isFull(RevokedJwts revoked, BearerToken token) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> revoked.revoke(token));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  @DisplayName("RV-4: a token is refused until it has expired everywhere, then forgotten")
  void tokenIsRefusedUntilItsEnd() throws BearerException {
    RevokedJwts revoked = revoked(10);
    BearerToken token = token("a");
    BearerToken other = token("a");
    assertThat(revoked.isRevoked(token)).isFalse();
    revoked.revoke(token);
    assertThat(revoked.isRevoked(token)).isTrue();
    assertThat(revoked.isRevoked(other)).isFalse();
    clock.advance(KEPT.minusMillis(1));
    assertThat(revoked.purge()).isZero();
    assertThat(revoked.isRevoked(token)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(revoked.purge()).isEqualTo(1);
    assertThat(held()).isZero();
  }

  @Test
  @DisplayName("RV-3, RV-4: all tokens of a login are refused, and of no other")
  void familyIsRefused() throws BearerException {
    RevokedJwts revoked = revoked(10);
    Authorization grant = grant("a");
    BearerToken first = token("a", grant.family());
    revoked.revokeFamily(grant);
    clock.advance(Duration.ofSeconds(5));
    assertThat(revoked.isRevoked(first)).isTrue();
    assertThat(revoked.isRevoked(token("a", grant.family()))).as("also a later one").isTrue();
    assertThat(revoked.isRevoked(token("a"))).isFalse();
  }

  @Test
  @DisplayName("RV-4: a revoked token is refused also while all are being revoked")
  void revocationOfAllMeanwhileOpensNothing() throws BearerException {
    FaultyTokenStore faulty = new FaultyTokenStore(TestStores.tokens(10, 10, clock));
    RevokedJwts revoked = RevokedJwts.ofOneServer(KEPT, faulty, clock);
    BearerToken token = token("a");
    revoked.revoke(token);
    faulty.whileAnswering(revoked::revokeAll);
    assertThat(revoked.isRevoked(token)).isTrue();
  }

  @Test
  @DisplayName("RV-4: a full list refuses to revoke more, and forgets nothing")
  void fullListForgetsNothing() throws BearerException {
    RevokedJwts revoked = revoked(100);
    List<BearerToken> refused = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      refused.add(token("user" + i));
      revoked.revoke(refused.get(i));
    }
    BearerToken late = token("late");
    isFull(revoked, late);
    areRevoked(revoked, refused);
    assertThat(revoked.isRevoked(late)).isFalse();
    revoked.revoke(refused.get(7)); // it is there already
    assertThat(held()).isEqualTo(100);
    clock.advance(KEPT);
    revoked.revoke(late);
    assertThat(revoked.isRevoked(late)).isTrue();
    assertThat(held()).isEqualTo(1);
  }

  @Test
  @DisplayName("RV-4, AR-8: one user cannot fill the list for the others")
  void userHasATenth() throws BearerException {
    RevokedJwts revoked = revoked(100);
    for (int i = 0; i < 10; i++) {
      revoked.revoke(token("greedy"));
    }
    isFull(revoked, token(" GREEDY"));
    BearerToken other = token("a");
    revoked.revoke(other);
    assertThat(revoked.isRevoked(other)).isTrue();
    clock.advance(KEPT);
    for (int i = 0; i < 10; i++) {
      revoked.revoke(token("greedy"));
    }
    RevokedJwts tiny = revoked(1);
    tiny.revoke(other);
    assertThat(tiny.isRevoked(other)).isTrue();
  }

  @Test
  @DisplayName("RR-2, RV-4: where there is no place for a login, all of the user's is refused")
  void familyFindsAPlace() throws BearerException {
    RevokedJwts revoked = revoked(100);
    for (int i = 0; i < 10; i++) {
      revoked.revoke(token("a"));
    }
    Authorization grant = grant("a");
    BearerToken token = token("a", grant.family());
    BearerToken other = token("b");
    revoked.revokeFamily(grant);
    assertThat(revoked.isRevoked(token)).isTrue();
    assertThat(revoked.isRevoked(other)).isFalse();
  }

  @Test
  @DisplayName("RV-4: all tokens of a user until this second are refused, and no later ones")
  void userIsRefused() throws BearerException {
    RevokedJwts revoked = revoked(2);
    BearerToken before = token("Alice");
    clock.advance(Duration.ofMillis(1_999));
    BearerToken same = token("alice ");
    revoked.revokeUser("ALICE");
    clock.advance(Duration.ofMillis(1));
    assertThat(revoked.isRevoked(before)).isTrue();
    assertThat(revoked.isRevoked(same)).isTrue();
    assertThat(revoked.isRevoked(token("alice"))).isFalse();
    assertThat(revoked.isRevoked(token("bob"))).isFalse();
    clock.advance(KEPT.minusMillis(2));
    assertThat(revoked.purge()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(revoked.purge()).isEqualTo(1);
  }

  @Test
  @DisplayName("RV-4: to revoke a user again refuses the later tokens too, for the full time")
  void userIsRefusedAgain() throws BearerException {
    RevokedJwts revoked = revoked(1);
    revoked.revokeUser("a");
    clock.advance(Duration.ofMinutes(10));
    BearerToken later = token("a");
    revoked.revokeUser("a");
    clock.advance(KEPT.minusMillis(1));
    assertThat(revoked.purge()).isZero();
    assertThat(revoked.isRevoked(later)).isTrue();
    assertThat(catchThrowableOfType(BearerException.class, () -> revoked.revokeUser("b")).error())
        .isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  @DisplayName("RV-4: to revoke all empties the list, and what was in it stays refused")
  void allIsRefused() throws BearerException {
    RevokedJwts revoked = revoked(1);
    BearerToken first = token("a");
    revoked.revoke(first);
    BearerToken second = token("b");
    isFull(revoked, second);
    revoked.revokeUser("c");
    revoked.revokeAll();
    assertThat(held()).isZero();
    areRevoked(revoked, List.of(first, second, token("c")));
    clock.advance(Duration.ofSeconds(1));
    BearerToken next = token("a");
    assertThat(revoked.isRevoked(next)).isFalse();
    revoked.revoke(next);
    assertThat(revoked.isRevoked(next)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "sid", "iat"})
  @DisplayName("RV-4: a token that could not be revoked is refused")
  void tokenWithoutAClaimIsRefused(String claim) throws BearerException {
    RevokedJwts revoked = revoked(10);
    Map<String, Object> claims = new HashMap<>(token("a").claims());
    assertThat(revoked.isRevoked(BearerToken.builder("a").claims(claims).build())).isFalse();
    claims.put(claim, 1.5);
    assertThat(revoked.isRevoked(BearerToken.builder("a").claims(claims).build())).isTrue();
    claims.remove(claim);
    assertThat(revoked.isRevoked(BearerToken.builder("a").claims(claims).build())).isTrue();
  }

  @Test
  @DisplayName("RV-4: a revoked token is refused at every moment, whatever others revoke meanwhile")
  void refusalHasNoGap() throws Exception {
    RevokedJwts revoked = revoked(1_000);
    Authorization grant = grant("a");
    BearerToken byLogin = token("a", grant.family());
    BearerToken byUser = token("b");
    revoked.revokeFamily(grant);
    revoked.revokeUser("b");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> alwaysRefused =
          thread.submit(
              () -> {
                boolean refused = true;
                while (!done.get()) {
                  refused &= revoked.isRevoked(byLogin) && revoked.isRevoked(byUser);
                }
                return refused;
              });
      for (int i = 0; i < 20_000; i++) {
        revoked.revokeFamily(grant);
        revoked.revokeUser("b");
        if (i % 100 == 0) {
          revoked.revokeAll();
        }
      }
      done.set(true);
      assertThat(alwaysRefused.get()).isTrue();
    } finally {
      done.set(true);
      thread.shutdownNow();
    }
  }

  @Test
  @Tag("large")
  @DisplayName("RV-4, AR-8: a million revocations stay within the bound")
  void memoryStaysBounded() throws BearerException {
    RevokedJwts revoked = revoked(1_000);
    int refused = 0;
    for (int i = 0; i < 1_000_000; i++) {
      clock.advance(Duration.ofMillis(800));
      try {
        revoked.revoke(token("user" + i % 50));
      } catch (BearerException e) {
        refused++;
      }
      if (i % 10_000 == 0) {
        assertThat(held()).isLessThanOrEqualTo(1_000);
      }
    }
    assertThat(refused).isPositive().isLessThan(500_000);
    clock.advance(KEPT);
    revoked.purge();
    assertThat(held()).isZero();
  }

  @Test
  @DisplayName("RV-4: a store that cannot keep that all are revoked forgets no revocation")
  void nothingIsForgottenByAFullStore() throws BearerException {
    FaultyTokenStore full = new FaultyTokenStore(TestStores.tokens(9, 9, clock));
    RevokedJwts revoked = RevokedJwts.ofOneServer(KEPT, full, clock);
    BearerToken token = token("johndoe");
    revoked.revoke(token);
    full.fill();
    BearerException refused = catchThrowableOfType(BearerException.class, revoked::revokeAll);
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(revoked.isRevoked(token)).isTrue();
  }
}
