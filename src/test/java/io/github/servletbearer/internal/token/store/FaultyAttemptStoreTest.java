// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.time.ServerClock;

/** The contract over a store that answers by way of another one. */
class FaultyAttemptStoreTest extends AttemptStoreContract {
  @Override
  protected AttemptStore store(ServerClock clock) {
    return new FaultyAttemptStore(new MemoryAttemptStore(clock));
  }
}
