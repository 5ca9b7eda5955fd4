// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract over memory. */
class MemoryAttemptStoreTest extends AttemptStoreContract {
  @Override
  protected AttemptStore store(ServerClock clock) {
    return new MemoryAttemptStore(clock);
  }

  @Test
  @DisplayName("BF-4: the least recently used key goes first")
  void leastRecentlyUsedGoesFirst() {
    MemoryAttemptStore store = new MemoryAttemptStore(2, clock);
    AttemptLimit limit = new AttemptLimit("user", 1, Duration.ofSeconds(1));
    store.fail(limit, TokenHash.of("a"));
    store.fail(limit, TokenHash.of("b"));
    clock.advance(Duration.ofMillis(10));
    assertThat(store.waitMillis(limit, TokenHash.of("a"), 1)).isEqualTo(990);
    store.fail(limit, TokenHash.of("c"));
    assertThat(store.size()).isEqualTo(2);
    assertThat(store.waitMillis(limit, TokenHash.of("a"), 1)).isEqualTo(990);
    assertThat(store.waitMillis(limit, TokenHash.of("b"), 1)).as("removed").isZero();
  }
}
