// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.time.ServerClock;

/** The contract over a store that answers by way of another one. */
class FaultyTokenStoreTest extends TokenStoreContract {
  @Override
  protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
    return new FaultyTokenStore(TestStores.tokens(max, maxPerUser, clock));
  }
}
