// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.time.ServerClock;

/** The contract over a store that answers by way of another one. */
class FaultyAttemptStoreTest extends AttemptStoreContract {
  private MemoryAttemptStore behind;

  @Override
  protected AttemptStore store(ServerClock clock) {
    behind = new MemoryAttemptStore(clock);
    return new FaultyAttemptStore(behind);
  }

  @Override
  protected int size(AttemptStore store) {
    return behind.size();
  }
}
