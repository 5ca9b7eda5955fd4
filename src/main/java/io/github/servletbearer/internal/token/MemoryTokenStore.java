// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerToken;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the live tokens of one application in memory, bounded in all and per user. Reading takes no
 * lock; adding does, and clears away what has expired. Thread-safe.
 *
 * <p>All tokens live equally long, so the oldest is always the first to expire.
 */
final class MemoryTokenStore {
  private final int maxTokens;
  private final int maxTokensPerUser;
  private final Clock clock;
  private final Map<TokenHash, BearerToken> live = new ConcurrentHashMap<>();
  // Both by age, oldest first; guarded by this.
  private final Map<TokenHash, BearerToken> byAge = new LinkedHashMap<>();
  private final Map<String, Deque<TokenHash>> byUser = new HashMap<>();

  MemoryTokenStore(int maxTokens, int maxTokensPerUser, Clock clock) {
    this.maxTokens = maxTokens;
    this.maxTokensPerUser = maxTokensPerUser;
    this.clock = clock;
  }

  /** The token, or null if it is unknown or has expired. */
  @Nullable BearerToken find(TokenHash hash) {
    BearerToken token = live.get(hash);
    return token == null || token.hasExpired(clock.millis()) ? null : token;
  }

  /**
   * Keeps a token. A user over the limit loses the oldest of the own tokens.
   *
   * @return false when the store is full of live tokens: nothing was changed, nobody logged out
   */
  synchronized boolean add(TokenHash hash, BearerToken token) {
    removeExpired();
    Deque<TokenHash> own = byUser.get(UserKey.of(token.subject()));
    if (own != null && own.size() >= maxTokensPerUser) {
      remove(own.getFirst());
    } else if (byAge.size() >= maxTokens) {
      return false;
    }
    byUser.computeIfAbsent(UserKey.of(token.subject()), user -> new ArrayDeque<>(2)).addLast(hash);
    byAge.put(hash, token);
    live.put(hash, token);
    return true;
  }

  private void removeExpired() {
    long now = clock.millis();
    Iterator<Map.Entry<TokenHash, BearerToken>> oldest = byAge.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<TokenHash, BearerToken> entry = oldest.next();
      if (!entry.getValue().hasExpired(now)) {
        return;
      }
      oldest.remove();
      forget(entry.getKey(), entry.getValue());
    }
  }

  private void remove(TokenHash hash) {
    BearerToken token = byAge.remove(hash);
    if (token != null) {
      forget(hash, token);
    }
  }

  private void forget(TokenHash hash, BearerToken token) {
    live.remove(hash);
    Deque<TokenHash> own = byUser.get(UserKey.of(token.subject()));
    if (own != null) {
      own.remove(hash);
      if (own.isEmpty()) {
        byUser.remove(UserKey.of(token.subject()));
      }
    }
  }

  /** How many tokens are held, expired ones that were not cleared away yet included. */
  int size() {
    return live.size();
  }
}
