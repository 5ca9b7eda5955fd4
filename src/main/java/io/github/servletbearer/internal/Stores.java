// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.MemoryAttemptStore;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;

/**
 * Creates the stores of one application: the one place that chooses an implementation. Immutable.
 */
final class Stores {
  private final TokenStore tokens;
  private final AttemptStore attempts;

  private Stores(TokenStore tokens, AttemptStore attempts) {
    this.tokens = tokens;
    this.attempts = attempts;
  }

  /** Stores in memory, with the limits of the settings. */
  static Stores create(Settings settings, ServerClock clock) {
    StoreLimits limits =
        new StoreLimits(
            settings.get(Setting.MAX_TOKENS), settings.get(Setting.MAX_TOKENS_PER_USER));
    return new Stores(new MemoryTokenStore(limits, clock), new MemoryAttemptStore(clock));
  }

  TokenStore tokens() {
    return tokens;
  }

  AttemptStore attempts() {
    return attempts;
  }
}
