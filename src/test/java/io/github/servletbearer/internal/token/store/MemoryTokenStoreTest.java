// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract over memory. */
class MemoryTokenStoreTest extends TokenStoreContract {
  private int serial;

  @Override
  protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
    return new MemoryTokenStore(new StoreLimits(max, maxPerUser), clock);
  }

  /** A token that nothing else holds. */
  private StoredToken token(Kind kind, String user) {
    long now = clock.millis();
    TokenHash hash = TokenHash.of("token" + serial++);
    BearerToken says = BearerToken.builder(user).build();
    return kind == Kind.ACCESS
        ? StoredToken.access(hash, says, null, "family", now, now + 1_000)
        : StoredToken.refresh(hash, hash, says, null, "family", now, now + 1_000, now + 500);
  }

  private List<WeakReference<Object>> removed(TokenStore store, Kind kind) throws BearerException {
    List<WeakReference<Object>> removed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StoredToken token = token(kind, "user" + i % 4); // each user loses two to newer ones
      store.add(token);
      removed.add(new WeakReference<>(token.hash()));
      removed.add(new WeakReference<>(token.userKey()));
      if (i == 19) {
        store.remove(kind, token.hash());
      }
    }
    store.removeUser(kind, "user1");
    store.removeFamily(kind, "user2", "family");
    clock.advance(Duration.ofSeconds(1));
    store.purge();
    for (int i = 0; i < 3; i++) {
      StoredToken token = token(kind, "all" + i);
      store.add(token);
      store.replace(token, token.rotated(TokenHash.of("next"), 0, 500));
      removed.add(new WeakReference<>(token.hash()));
      removed.add(new WeakReference<>(token.userKey()));
    }
    clock.advance(Duration.ofSeconds(1));
    store.purge();
    return removed;
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS", "REFRESH"})
  @Timeout(30)
  @DisplayName("AR-8: no index holds a token that was removed, in whichever way")
  void removedTokensAreCollected(Kind kind) throws Exception {
    TokenStore store = store(100, 3, clock);
    List<WeakReference<Object>> removed = removed(store, kind);
    while (removed.stream().anyMatch(reference -> reference.get() != null)
        && !Thread.currentThread().isInterrupted()) { // by the timeout
      System.gc();
    }
    assertThat(removed).allMatch(reference -> reference.get() == null);
    assertThat(store.count(kind)).isZero();
  }

  @Test
  @DisplayName("RV-4: where the date was set back, later revocations are of that moment")
  void revocationsAreDatedBack() throws BearerException {
    TokenStore store = store(10, 10, clock);
    StoredToken before = revocation("before");
    store.add(before);
    long moment = clock.millis() + 30_000;
    clock.set(Duration.ofDays(365));
    StoredToken after = revocation("a");
    store.add(after);
    store.add(StoredToken.revocationOfAll(clock.millis()));
    clock.set(Duration.ofDays(-365));
    store.dateRevocationsBack(moment);
    assertThat(store.find(Kind.REVOKED_USER, before.hash()).issuedAt())
        .isEqualTo(before.issuedAt());
    assertThat(store.find(Kind.REVOKED_USER, after.hash()).issuedAt()).isEqualTo(moment);
    assertThat(store.find(Kind.REVOKED_USER, after.hash()).expiresAt()).isEqualTo(moment + 1_000);
    assertThat(store.find(Kind.REVOKED_ALL, StoredToken.all()).issuedAt()).isEqualTo(moment);
    clock.advance(Duration.ofSeconds(31));
    assertThat(store.purge()).as("they block no place for a year").isEqualTo(2);
  }

  private StoredToken revocation(String user) {
    long now = clock.millis();
    return StoredToken.revocation(Kind.REVOKED_USER, TokenHash.of(user), user, now, now + 1_000);
  }
}
