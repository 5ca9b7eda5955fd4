// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens in the memory of one server, until it stops. Finding takes no lock; adding does, and
 * removes some of what has expired. It can always decide. Thread-safe.
 */
public final class MemoryTokenStore implements TokenStore {
  private final Map<Kind, MemoryTokens> byKind = new EnumMap<>(Kind.class);
  private final ServerClock clock;

  /** An empty store. */
  public MemoryTokenStore(StoreLimits limits, ServerClock clock) {
    this.clock = clock;
    MemoryTokens all = new MemoryTokens(Kind.REVOKED_ALL, limits, clock, null);
    for (Kind kind : Kind.values()) {
      byKind.put(kind, kind == Kind.REVOKED_ALL ? all : new MemoryTokens(kind, limits, clock, all));
    }
  }

  private MemoryTokens of(Kind kind) {
    MemoryTokens tokens = byKind.get(kind);
    if (tokens == null) {
      throw new IllegalStateException("no tokens of kind " + kind);
    }
    return tokens;
  }

  @Override
  public boolean add(StoredToken token) {
    return of(token.kind()).add(token);
  }

  @Override
  public @Nullable StoredToken find(Kind kind, TokenHash hash) {
    return of(kind).find(hash);
  }

  @Override
  public boolean mayHave(Kind kind) {
    return !of(kind).isEmpty();
  }

  @Override
  public boolean replace(StoredToken expected, StoredToken next) {
    return of(expected.kind()).replace(expected, next);
  }

  @Override
  public boolean remove(Kind kind, TokenHash hash) {
    return of(kind).remove(hash);
  }

  @Override
  public int removeFamily(Kind kind, String userKey, String family) {
    return of(kind).removeUser(userKey, family);
  }

  @Override
  public int removeUser(Kind kind, String userKey) {
    return of(kind).removeUser(userKey, null);
  }

  @Override
  public int removeAll(Kind kind) {
    return of(kind).removeAll();
  }

  @Override
  public long date() {
    return clock.millis();
  }

  @Override
  public void dateRevocationsBack(long latestMillis) {
    for (Kind kind : Kind.values()) {
      if (kind.isRevocation()) {
        of(kind).dateBack(latestMillis);
      }
    }
  }

  @Override
  public int purge(int most) {
    return byKind.values().stream().mapToInt(tokens -> tokens.purge(most)).sum();
  }

  @Override
  public int count(Kind kind) {
    return of(kind).count();
  }
}
