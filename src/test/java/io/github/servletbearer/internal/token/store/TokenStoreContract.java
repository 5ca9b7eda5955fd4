// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of tokens holds. Extend it for each implementation. */
public abstract class TokenStoreContract {
  private static final Duration LIFE = Duration.ofMinutes(15);

  protected final HandClock clock = new HandClock();
  private int serial;

  /** An empty store. */
  protected abstract TokenStore store(int max, int maxPerUser, ServerClock clock);

  private TokenStore store() {
    return store(1_000, 100, clock);
  }

  private static BearerToken says(String user) {
    return BearerToken.builder(user).scopes("read").roles("r").build();
  }

  private StoredToken access(String user, String family) {
    long now = clock.millis();
    return StoredToken.access(
        TokenHash.of("token" + serial++), says(user), "mobile", family, now, now + LIFE.toMillis());
  }

  private StoredToken access(String user) {
    return access(user, "family" + serial);
  }

  private StoredToken refresh(String user, Duration idle) {
    long now = clock.millis();
    TokenHash hash = TokenHash.of("login" + serial++);
    return StoredToken.refresh(
        hash,
        TokenHash.of("first"),
        says(user),
        null,
        "family" + serial,
        now,
        now + LIFE.toMillis(),
        now + idle.toMillis());
  }

  private StoredToken rotated(StoredToken login, Duration idle) {
    long now = clock.millis();
    return login.rotated(TokenHash.of("newer" + serial++), now, now + idle.toMillis());
  }

  private StoredToken revocation(Kind kind, String id, String user) {
    long now = clock.millis();
    return StoredToken.revocation(kind, TokenHash.of(id), user, now, now + LIFE.toMillis());
  }

  private StoredToken of(Kind kind, String user) {
    return switch (kind) {
      case ACCESS -> access(user);
      case REFRESH -> refresh(user, LIFE);
      default -> revocation(kind, "id" + serial++, user);
    };
  }

  private static StoredToken found(TokenStore store, StoredToken token) throws BearerException {
    return store.find(token.kind(), token.hash());
  }

  private static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<T> results = new ArrayList<>();
      Callable<T> together =
          () -> {
            start.await();
            return work.call();
          };
      for (Future<T> one : pool.invokeAll(Collections.nCopies(threads, together))) {
        results.add(one.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS", "REFRESH"})
  @DisplayName("a token is found as it was added, by its kind and hash")
  void tokenIsFound(Kind kind) throws BearerException {
    TokenStore store = store();
    StoredToken token = of(kind, " Alice");
    assertThat(found(store, token)).isNull();
    assertThat(store.add(token)).isTrue();
    StoredToken found = found(store, token);
    assertThat(found).isEqualTo(token);
    assertThat(found.userKey()).isEqualTo("alice");
    assertThat(found.token().subject()).isEqualTo(" Alice");
    assertThat(found.token().scopes()).containsExactly("read");
    assertThat(found.token().roles()).containsExactly("r");
    assertThat(found.clientId()).isEqualTo(token.clientId());
    assertThat(found.family()).isEqualTo(token.family());
    assertThat(found.issuedAt()).isEqualTo(token.issuedAt());
    assertThat(found.usedAt()).isEqualTo(token.usedAt());
    assertThat(found.expiresAt()).isEqualTo(token.expiresAt());
    assertThat(found.idleExpiresAt()).isEqualTo(token.idleExpiresAt());
    assertThat(store.mayHave(kind)).isTrue();
    for (Kind other : Kind.values()) {
      assertThat(other == kind || store.find(other, token.hash()) == null).isTrue();
    }
    assertThat(store.find(kind, TokenHash.of("other"))).isNull();
    assertThat(store.remove(kind, token.hash())).isTrue();
    assertThat(store.remove(kind, token.hash())).isFalse();
    assertThat(found(store, token)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS", "REFRESH"})
  @DisplayName("a token is not found, replaced or counted from the moment at which it expires")
  void tokenExpires(Kind kind) throws BearerException {
    TokenStore store = store();
    StoredToken token = of(kind, "a");
    store.add(token);
    clock.advance(LIFE.minusMillis(1));
    assertThat(found(store, token)).isNotNull();
    assertThat(store.purge()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(found(store, token)).isNull();
    assertThat(store.replace(token, rotated(token, LIFE))).isFalse();
    assertThat(store.removeUser(kind, "a")).isZero();
    assertThat(store.count(kind)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 24 * 60, -1, -60, -24 * 60})
  @DisplayName("no token lives longer than its time, however the date is set")
  void dateProlongsNothing(long minutes) throws BearerException {
    TokenStore store = store();
    clock.set(Duration.ofMinutes(minutes));
    List<StoredToken> tokens = List.of(access("a"), refresh("a", LIFE));
    for (StoredToken token : tokens) {
      store.add(token);
    }
    clock.set(Duration.ofMinutes(-minutes));
    clock.advance(LIFE);
    for (StoredToken token : tokens) {
      assertThat(found(store, token)).isNull();
    }
    assertThat(store.purge()).isEqualTo(2);
  }

  @Test
  @DisplayName("a token that a wrong date made expire is found once the date is right again")
  void wrongDateIsForgiven() throws BearerException {
    TokenStore store = store();
    StoredToken token = access("a");
    store.add(token);
    clock.set(LIFE);
    assertThat(found(store, token)).isNull();
    assertThat(store.purge()).isZero();
    clock.set(LIFE.negated());
    assertThat(found(store, token)).isEqualTo(token);
  }

  @Test
  @DisplayName("RR-5: a login that is not refreshed expires before, and a refresh prolongs it")
  void idleLoginExpires() throws BearerException {
    TokenStore store = store();
    Duration idle = Duration.ofMinutes(5);
    StoredToken used = refresh("a", idle);
    StoredToken unused = refresh("a", idle);
    store.add(used);
    store.add(unused);
    clock.advance(idle.minusMillis(1));
    StoredToken next = rotated(used, idle);
    assertThat(store.replace(used, next)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(found(store, unused)).isNull();
    assertThat(found(store, used)).isEqualTo(next);
    assertThat(store.count(Kind.REFRESH)).isEqualTo(1);
    clock.advance(idle.minusMillis(2));
    StoredToken last = rotated(next, LIFE);
    assertThat(store.replace(next, last)).isTrue();
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(found(store, last)).isNotNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(found(store, last)).as("the end of the login").isNull();
  }

  @Test
  @DisplayName("RR-5: a refresh while the date is set back prolongs no login beyond its end")
  void refreshOnAnEarlierDateEndsWithTheLogin() throws BearerException {
    TokenStore store = store();
    StoredToken login = refresh("a", LIFE);
    store.add(login);
    clock.advance(LIFE.minusMillis(1));
    clock.set(LIFE.negated());
    StoredToken next = rotated(login, LIFE);
    assertThat(store.replace(login, next)).isTrue();
    assertThat(found(store, next)).isNotNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(found(store, next)).as("the end of the login").isNull();
  }

  @Test
  @DisplayName("RR-2: a token is replaced if it is as expected, so that a used one is known")
  void replaceComparesFirst() throws BearerException {
    TokenStore store = store();
    StoredToken first = refresh("a", LIFE);
    StoredToken second = rotated(first, LIFE);
    assertThat(store.replace(first, second)).as("not there").isFalse();
    store.add(first);
    assertThat(store.replace(first, second)).isTrue();
    assertThat(store.replace(first, rotated(first, LIFE))).as("used before").isFalse();
    assertThat(found(store, first).newest()).isEqualTo(second.newest());
    assertThat(store.replace(second, first)).as("and back").isTrue();
    store.remove(Kind.REFRESH, first.hash());
    assertThat(store.replace(first, second)).as("removed").isFalse();
    assertThat(found(store, first)).isNull();
  }

  @Test
  @DisplayName("RR-3: of 32 parallel rotations exactly one wins")
  void oneRotationWins() throws Exception {
    TokenStore store = store();
    for (int round = 0; round < 50; round++) {
      StoredToken login = refresh("a", LIFE);
      store.add(login);
      List<StoredToken> nexts = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 32; i++) {
        nexts.add(rotated(login, LIFE));
      }
      List<StoredToken> winners =
          inParallel(
              32,
              () -> {
                StoredToken next = nexts.remove(0);
                return store.replace(login, next) ? next : login;
              });
      winners.removeIf(login::equals);
      assertThat(winners).hasSize(1);
      assertThat(found(store, login)).isEqualTo(winners.get(0));
    }
  }

  @Test
  @DisplayName("of 16 parallel removals exactly one has removed it")
  void oneRemovalWins() throws Exception {
    TokenStore store = store();
    for (int round = 0; round < 50; round++) {
      StoredToken login = refresh("a", LIFE);
      store.add(login);
      List<Boolean> removed = inParallel(16, () -> store.remove(Kind.REFRESH, login.hash()));
      assertThat(Collections.frequency(removed, true)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("RV-3: the tokens of a login, a user, a kind are removed, and no others")
  void tokensAreRemoved() throws BearerException {
    TokenStore store = store();
    StoredToken one = access("a", "family");
    StoredToken two = access("a", "family");
    StoredToken other = access("a", "another");
    StoredToken bobs = access("b", "family");
    StoredToken login = refresh("a", LIFE);
    for (StoredToken token : List.of(one, two, other, bobs, login)) {
      store.add(token);
    }
    assertThat(store.removeFamily(Kind.ACCESS, "a", "family")).isEqualTo(2);
    assertThat(found(store, one)).isNull();
    assertThat(found(store, two)).isNull();
    assertThat(found(store, other)).isNotNull();
    assertThat(store.removeUser(Kind.ACCESS, "a")).isEqualTo(1);
    assertThat(store.removeUser(Kind.ACCESS, "a")).isZero();
    assertThat(found(store, bobs)).isNotNull();
    assertThat(found(store, login)).isNotNull();
    assertThat(store.removeAll(Kind.ACCESS)).isEqualTo(1);
    assertThat(store.count(Kind.ACCESS)).isZero();
    assertThat(store.count(Kind.REFRESH)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS", "REFRESH"})
  @DisplayName(
      "AR-8: a full store keeps no more and loses nothing; a user replaces only own tokens")
  void boundsHold(Kind kind) throws BearerException {
    TokenStore store = store(4, 2, clock);
    StoredToken bobs = of(kind, "b");
    store.add(bobs);
    StoredToken first = of(kind, "a");
    StoredToken second = of(kind, "a");
    StoredToken third = of(kind, "a");
    assertThat(store.add(first)).isTrue();
    assertThat(store.add(second)).isTrue();
    assertThat(store.add(third)).isTrue();
    assertThat(found(store, first)).as("the oldest own one").isNull();
    assertThat(store.add(of(kind, "c"))).isTrue();
    assertThat(store.add(of(kind, "d"))).as("full").isFalse();
    assertThat(store.add(of(kind, "b"))).as("full, and b has one of two").isFalse();
    assertThat(store.add(of(kind, "a"))).as("a gives an own one for it").isTrue();
    assertThat(found(store, bobs)).isNotNull();
    assertThat(found(store, third)).isNotNull();
    assertThat(store.count(kind)).isEqualTo(4);
    clock.advance(LIFE);
    assertThat(store.add(of(kind, "d"))).as("what has expired makes place").isTrue();
    assertThat(store.count(kind)).isEqualTo(1);
  }

  @Test
  @DisplayName("AR-8: of a user's logins that gives way which was not refreshed for longest")
  void leastRecentlyUsedGivesWay() throws BearerException {
    TokenStore store = store(10, 2, clock);
    StoredToken first = refresh("a", LIFE);
    StoredToken second = refresh("a", LIFE);
    store.add(first);
    store.add(second);
    store.replace(first, rotated(first, LIFE));
    store.add(refresh("a", LIFE));
    assertThat(found(store, second)).isNull();
    assertThat(found(store, first)).isNotNull();
  }

  @Test
  @DisplayName("AR-8: the bounds hold while many add at the same time")
  void boundsHoldInParallel() throws Exception {
    TokenStore store = store(50, 5, clock);
    List<StoredToken> tokens = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 800; i++) {
      tokens.add(access("user" + i % 40));
    }
    inParallel(
        16,
        () -> {
          for (int i = 0; i < 50; i++) {
            store.add(tokens.remove(0));
          }
          return store;
        });
    assertThat(store.count(Kind.ACCESS)).isEqualTo(50);
    for (int i = 0; i < 40; i++) {
      assertThat(store.removeUser(Kind.ACCESS, "user" + i)).isLessThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED_JWT", "REVOKED_USER"})
  @DisplayName("RV-4: a revocation never gives way, and one of the same hash is renewed")
  void revocationNeverGivesWay(Kind kind) throws BearerException {
    TokenStore store = store(20, 1, clock);
    List<StoredToken> kept = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      kept.add(of(kind, "user" + i));
      assertThat(store.add(kept.get(i))).isTrue();
    }
    assertThat(store.add(of(kind, "late"))).isFalse();
    for (StoredToken revocation : kept) {
      assertThat(found(store, revocation)).isNotNull();
    }
    clock.advance(Duration.ofMinutes(1));
    long now = clock.millis();
    StoredToken first = kept.get(0);
    assertThat(
            store.add(
                StoredToken.revocation(kind, first.hash(), "user0", now, now + LIFE.toMillis())))
        .isTrue();
    assertThat(found(store, first).issuedAt()).isEqualTo(now);
    assertThat(store.count(kind)).isEqualTo(20);
  }

  @Test
  @DisplayName("RV-4, AR-8: one user fills a tenth of the revoked JWTs, and gets it back")
  void userFillsATenth() throws BearerException {
    TokenStore store = store(100, 1, clock);
    for (int i = 0; i < 10; i++) {
      assertThat(store.add(of(Kind.REVOKED_JWT, "greedy"))).isTrue();
    }
    assertThat(store.add(of(Kind.REVOKED_JWT, "greedy"))).isFalse();
    assertThat(store.add(of(Kind.REVOKED_JWT, "other"))).isTrue();
    clock.advance(LIFE);
    assertThat(store.add(of(Kind.REVOKED_JWT, "greedy"))).isTrue();
    assertThat(store(1, 1, clock).add(of(Kind.REVOKED_JWT, "a"))).isTrue();
  }

  @Test
  @DisplayName("RV-4: what is purged of revocations stays refused by the revocation of all")
  void purgedRevocationStaysRefused() throws BearerException {
    TokenStore store = store();
    StoredToken ofUser = of(Kind.REVOKED_USER, "a");
    store.add(ofUser);
    clock.advance(Duration.ofMinutes(1));
    StoredToken ofJwt = of(Kind.REVOKED_JWT, "a");
    store.add(ofJwt);
    assertThat(store.find(Kind.REVOKED_ALL, StoredToken.all())).isNull();
    clock.advance(LIFE);
    assertThat(store.purge()).isEqualTo(2);
    assertThat(found(store, ofUser)).isNull();
    assertThat(store.find(Kind.REVOKED_ALL, StoredToken.all()).issuedAt())
        .isEqualTo(ofJwt.issuedAt());
    clock.advance(Duration.ofDays(10_000));
    assertThat(store.purge()).as("it does not expire").isZero();
    assertThat(store.find(Kind.REVOKED_ALL, StoredToken.all())).isNotNull();
  }

  @Test
  @DisplayName("RV-4: a revocation is kept until its time has passed and the date says so, too")
  void revocationIsKeptByDate() throws BearerException {
    TokenStore store = store();
    StoredToken revocation = of(Kind.REVOKED_JWT, "a");
    store.add(revocation);
    clock.set(Duration.ofMinutes(-10));
    clock.advance(LIFE);
    assertThat(store.purge()).as("JWTs of that date are valid yet").isZero();
    assertThat(found(store, revocation)).isNotNull();
    clock.advance(Duration.ofMinutes(10));
    assertThat(store.purge()).isEqualTo(1);
  }

  @Test
  @DisplayName("AR-8: a purge is bounded, starts with the oldest, and ends")
  void purgeIsBounded() throws BearerException {
    TokenStore store = store();
    List<StoredToken> tokens = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      tokens.add(access("user" + i));
      store.add(tokens.get(i));
    }
    clock.advance(LIFE);
    assertThat(store.purge(100)).isEqualTo(100);
    assertThat(store.purge(100)).isEqualTo(100);
    assertThat(store.purge(100)).isEqualTo(50);
    assertThat(store.purge(100)).isZero();
  }
}
