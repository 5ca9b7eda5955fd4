// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.time.ServerClock;

/** Stores for tests of what uses them. */
public final class TestStores {
  private TestStores() {}

  public static TokenStore tokens(int max, int maxPerUser, ServerClock clock) {
    return new MemoryTokenStore(new StoreLimits(max, maxPerUser), clock);
  }

  public static MemoryAttemptStore attempts(ServerClock clock) {
    return new MemoryAttemptStore(clock);
  }
}
