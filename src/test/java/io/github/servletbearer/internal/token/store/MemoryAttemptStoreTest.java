// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
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

  @Override
  protected int size(AttemptStore store) {
    return ((MemoryAttemptStore) store).size();
  }

  @Test
  @DisplayName("BF-4: the least recently used key goes first")
  void leastRecentlyUsedGoesFirst() throws BearerException {
    MemoryAttemptStore store = new MemoryAttemptStore(2, clock);
    AttemptLimit limit = new AttemptLimit("user", 1, Duration.ofSeconds(1));
    store.fail(key(limit, "a"));
    store.fail(key(limit, "b"));
    clock.advance(Duration.ofMillis(10));
    assertThat(waitMillis(store, key(limit, "a"), 1)).isEqualTo(990);
    store.fail(key(limit, "c"));
    assertThat(store.size()).isEqualTo(2);
    assertThat(waitMillis(store, key(limit, "a"), 1)).isEqualTo(990);
    assertThat(waitMillis(store, key(limit, "b"), 1)).as("removed").isZero();
  }
}
