// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract over a cache, and what another server's changes mean to it. */
class CachedTokenStoreTest extends TokenStoreContract {
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  private final TokenStore shared = new MemoryTokenStore(new StoreLimits(100, 10), clock);
  private final FaultyTokenStore faulty = new FaultyTokenStore(shared);
  private final CachedTokenStore cached = new CachedTokenStore(faulty, LIFETIME, 3, clock);

  @Override
  protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
    return new CachedTokenStore(
        new MemoryTokenStore(new StoreLimits(max, maxPerUser), clock), LIFETIME, 1_000, clock);
  }

  private StoredToken access(String text) {
    long now = clock.millis();
    BearerToken says = BearerToken.builder("a").build();
    return StoredToken.access(TokenHash.of(text), says, null, "f", now, now + 60_000);
  }

  @Test
  @DisplayName("what another server revokes is refused after the lifetime, and here at once")
  void revocationOfAnotherServerIsDelayed() throws BearerException {
    StoredToken one = access("one");
    StoredToken two = access("two");
    cached.add(one);
    cached.add(two);
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
    assertThat(cached.find(Kind.ACCESS, two.hash())).isNotNull();
    shared.remove(Kind.ACCESS, one.hash());
    clock.advance(LIFETIME.minusMillis(1));
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNull();
    assertThat(cached.find(Kind.ACCESS, two.hash())).isNotNull();
    cached.remove(Kind.ACCESS, two.hash());
    assertThat(cached.find(Kind.ACCESS, two.hash())).isNull();
  }

  /** Takes a token of the user a and of the login f from a store. */
  private interface Removal {
    void from(TokenStore store, StoredToken token) throws BearerException;
  }

  static List<Removal> removals() {
    return List.of(
        (store, token) -> store.remove(Kind.ACCESS, token.hash()),
        (store, token) -> store.removeFamily(Kind.ACCESS, token.userKey(), "f"),
        (store, token) -> store.removeUser(Kind.ACCESS, token.userKey()),
        (store, token) -> store.removeAll(Kind.ACCESS),
        (store, token) -> {
          for (int i = 0; i < 10; i++) { // it gives way to newer ones of its user
            long now = token.issuedAt();
            BearerToken says = BearerToken.builder("a").build();
            TokenHash hash = TokenHash.of("newer" + i);
            store.add(StoredToken.access(hash, says, null, "f", now, now + 60_000));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("removals")
  @DisplayName("RV-4: what is removed here is refused here at once, and only that is forgotten")
  void removalIsSeenAtOnce(Removal removal) throws BearerException {
    TokenStore cached = new CachedTokenStore(faulty, LIFETIME, 100, clock);
    StoredToken one = access("one");
    long now = clock.millis();
    BearerToken says = BearerToken.builder("b").build();
    StoredToken other =
        StoredToken.access(TokenHash.of("other"), says, null, "g", now, now + 60_000);
    cached.add(one);
    cached.add(other);
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
    assertThat(cached.find(Kind.ACCESS, other.hash())).isNotNull();

    removal.from(cached, one);
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNull();
    boolean isThere = shared.find(Kind.ACCESS, other.hash()) != null;
    faulty.failAfter(0);
    if (isThere) {
      assertThat(cached.find(Kind.ACCESS, other.hash())).as("still cached").isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("removals")
  @DisplayName("RV-4: an answer that was on its way while the token was removed here is not kept")
  void answerOlderThanRemovalIsNotKept(Removal removal) throws BearerException {
    TokenStore cached = new CachedTokenStore(faulty, LIFETIME, 100, clock);
    StoredToken one = access("one");
    cached.add(one);
    faulty.whileAnswering(() -> removal.from(cached, one));
    cached.find(Kind.ACCESS, one.hash());
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNull();
  }

  private StoredToken revocation(Kind kind) {
    long now = clock.millis();
    return kind == Kind.REVOKED_ALL
        ? StoredToken.revocationOfAll(now)
        : StoredToken.revocation(kind, TokenHash.of("id"), "a", now, now + 60_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED_JWT", "REVOKED_USER", "REVOKED_ALL"})
  @DisplayName("RV-4: what is revoked here is refused here at once, though it was known as valid")
  void revocationIsSeenAtOnce(Kind kind) throws BearerException {
    StoredToken revocation = revocation(kind);
    assertThat(cached.mayHave(kind)).isFalse();
    assertThat(cached.find(kind, revocation.hash())).isNull();
    cached.add(revocation);
    assertThat(cached.mayHave(kind)).isTrue();
    assertThat(cached.find(kind, revocation.hash())).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED_JWT", "REVOKED_USER", "REVOKED_ALL"})
  @DisplayName("RV-4: the same while the answer that it is valid was on its way")
  void answerOlderThanRevocationIsNotKept(Kind kind) throws BearerException {
    StoredToken revocation = revocation(kind);
    faulty.whileAnswering(() -> cached.add(revocation));
    assertThat(cached.mayHave(kind)).isFalse();
    assertThat(cached.mayHave(kind)).isTrue();
    cached.removeAll(kind);
    faulty.whileAnswering(() -> cached.add(revocation));
    assertThat(cached.find(kind, revocation.hash())).isNull();
    assertThat(cached.find(kind, revocation.hash())).isNotNull();
  }

  @Test
  @DisplayName("an answer is as old as its question")
  void slowAnswerIsOld() throws BearerException {
    StoredToken one = access("one");
    shared.add(one);
    faulty.whileAnswering(() -> clock.advance(LIFETIME));
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
    shared.remove(Kind.ACCESS, one.hash());
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNull();
  }

  @Test
  @DisplayName("RV-4: a login that another server has ended cannot be refreshed here, not even now")
  void refreshTokensAreAlwaysLookedUp() throws BearerException {
    long now = clock.millis();
    TokenHash hash = TokenHash.of("login");
    BearerToken says = BearerToken.builder("a").build();
    shared.add(StoredToken.refresh(hash, hash, says, null, "f", now, now + 60_000, now + 60_000));
    assertThat(cached.find(Kind.REFRESH, hash)).isNotNull();
    shared.remove(Kind.REFRESH, hash);
    assertThat(cached.find(Kind.REFRESH, hash)).isNull();
  }

  @Test
  @DisplayName("that a JWT is not revoked is known for the lifetime, too")
  void absenceOfRevocationIsCached() throws BearerException {
    TokenStore cached = new CachedTokenStore(shared, LIFETIME, 3, clock);
    TokenHash id = TokenHash.of("id");
    assertThat(cached.mayHave(Kind.REVOKED_JWT)).isFalse();
    assertThat(cached.find(Kind.REVOKED_JWT, id)).isNull();
    long now = clock.millis();
    shared.add(StoredToken.revocation(Kind.REVOKED_JWT, id, "a", now, now + 60_000));
    assertThat(cached.mayHave(Kind.REVOKED_JWT)).isFalse();
    assertThat(cached.find(Kind.REVOKED_JWT, id)).isNull();
    clock.advance(LIFETIME);
    assertThat(cached.mayHave(Kind.REVOKED_JWT)).isTrue();
    assertThat(cached.find(Kind.REVOKED_JWT, id)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED_JWT", "REVOKED_USER"})
  @DisplayName("RV-4: that another server revokes all opens no JWT that was revoked before")
  void revocationOfAllElsewhereOpensNothing(Kind single) throws BearerException {
    TokenHash revoked = TokenHash.of("revoked long ago");
    long now = clock.millis();
    shared.add(StoredToken.revocation(single, revoked, "a", now, now + 60_000));
    assertThat(cached.mayHave(single)).isTrue();
    assertThat(cached.find(single, TokenHash.of("other"))).isNull();
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNull();
    shared.add(StoredToken.revocationOfAll(now));
    shared.removeAll(single);
    assertThat(cached.find(single, revoked)).isNull();
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNotNull();
  }

  @Test
  @DisplayName("the same where the answer about all was on its way meanwhile")
  void answerOlderThanAbsenceOpensNothing() throws BearerException {
    TokenHash revoked = TokenHash.of("revoked long ago");
    faulty.whileAnswering(
        () -> {
          shared.add(StoredToken.revocationOfAll(clock.millis()));
          assertThat(cached.find(Kind.REVOKED_JWT, revoked)).isNull();
        });
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNull();
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNotNull();
  }

  @Test
  @DisplayName("the same where it is known only that there are no revocations any longer")
  void emptyListOpensNothing() throws BearerException {
    TokenStore cached = new CachedTokenStore(shared, LIFETIME, 3, clock);
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNull();
    shared.add(StoredToken.revocationOfAll(clock.millis()));
    assertThat(cached.mayHave(Kind.REVOKED_JWT)).isFalse();
    assertThat(cached.find(Kind.REVOKED_ALL, StoredToken.all())).isNotNull();
  }

  @Test
  @DisplayName("a machine that was suspended, or whose date was set, asks again")
  void dateEndsAnswers() throws BearerException {
    for (Duration jump : List.of(LIFETIME, Duration.ofMinutes(10), Duration.ofSeconds(-1))) {
      StoredToken token = access("token of " + jump);
      cached.add(token);
      assertThat(cached.find(Kind.ACCESS, token.hash())).isNotNull();
      shared.remove(Kind.ACCESS, token.hash());
      clock.set(jump);
      assertThat(cached.find(Kind.ACCESS, token.hash())).as(jump.toString()).isNull();
    }
  }

  @Test
  @DisplayName("a date that is set back makes no answer fresh again")
  void dateSetBackRefreshesNothing() throws BearerException {
    StoredToken token = access("token");
    cached.add(token);
    assertThat(cached.find(Kind.ACCESS, token.hash())).isNotNull();
    shared.remove(Kind.ACCESS, token.hash());
    clock.advance(LIFETIME);
    clock.set(LIFETIME.negated());
    assertThat(cached.find(Kind.ACCESS, token.hash())).isNull();
  }

  @Test
  @DisplayName("while the store is down, cached tokens are valid for the lifetime, others unknown")
  void outageIsBridged() throws BearerException {
    StoredToken one = access("one");
    cached.add(one);
    cached.find(Kind.ACCESS, one.hash());
    faulty.failAfter(0);
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
    assertThatThrownBy(() -> cached.find(Kind.ACCESS, TokenHash.of("other")))
        .isInstanceOf(BearerException.class);
    clock.advance(LIFETIME);
    assertThatThrownBy(() -> cached.find(Kind.ACCESS, one.hash()))
        .isInstanceOf(BearerException.class);
    faulty.recover();
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
  }

  @Test
  @DisplayName("nothing is kept for unknown tokens: one that is added is found at once")
  void unknownTokensLeaveNothing() throws BearerException {
    StoredToken one = access("one");
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNull();
    shared.add(one);
    assertThat(cached.find(Kind.ACCESS, one.hash())).isNotNull();
  }

  @Test
  @DisplayName("a full cache forgets, and all tokens are found nevertheless")
  void cacheIsBounded() throws BearerException {
    for (int i = 0; i < 10; i++) {
      shared.add(access("token" + i));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(cached.find(Kind.ACCESS, TokenHash.of("token" + i))).isNotNull();
      }
    }
    faulty.failAfter(0);
    int kept = 0;
    for (int i = 0; i < 10; i++) {
      try {
        kept += cached.find(Kind.ACCESS, TokenHash.of("token" + i)) == null ? 0 : 1;
      } catch (BearerException e) {
        assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
      }
    }
    assertThat(kept).isBetween(1, 3);
  }
}
