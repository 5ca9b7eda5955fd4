// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one kind in memory. Thread-safe.
 *
 * <p>Tokens of a kind live equally long, so the oldest is the first to expire; and where they also
 * expire when they are not used, the least recently used is the first. What has expired is at the
 * start of one order or the other, so no search is needed.
 *
 * <p>A token expires by the time that passes, so that no change of the date prolongs its life, and
 * by the date, so that it expires while the server is suspended, too. What has expired by the date
 * alone is not found, but kept: a wrong date may be corrected. A revocation is needed until both
 * have passed, since JWTs are dated.
 */
final class MemoryTokens {
  private final int max;
  private final int maxPerUser;
  private final boolean isRevocation;
  private final ServerClock clock;
  private final @Nullable MemoryTokens all;
  private final Map<TokenHash, Entry> live = new ConcurrentHashMap<>();
  // Guarded by this: the same entries, oldest first, least recently used first, and by user.
  private final Map<TokenHash, Entry> byAge = new LinkedHashMap<>();
  private final Map<TokenHash, Entry> byUse;
  private final Map<String, Set<TokenHash>> byUser = new HashMap<>();

  /** An empty memory; {@code all} has the revocation of all JWTs, null where this is it. */
  MemoryTokens(Kind kind, StoreLimits limits, ServerClock clock, @Nullable MemoryTokens all) {
    this.max = limits.max(kind);
    this.maxPerUser = limits.maxPerUser(kind);
    this.isRevocation = kind.isRevocation();
    this.clock = clock;
    this.all = all;
    // Where use does not matter, one map stands for both orders.
    this.byUse = kind == Kind.REFRESH ? new LinkedHashMap<>(16, 0.75f, true) : byAge;
  }

  @Nullable StoredToken find(TokenHash hash) {
    Entry entry = live.get(hash);
    return entry == null || !isRevocation && hasExpired(entry) ? null : entry.token;
  }

  private boolean hasExpired(Entry entry) {
    return clock.elapsedMillis() >= entry.endElapsed || clock.millis() >= entry.endDate;
  }

  /** Whether it can go: whatever the date will be, it is not needed any more. */
  private boolean isUnneeded(Entry entry) {
    return clock.elapsedMillis() >= entry.endElapsed
        && (!isRevocation || clock.millis() >= entry.endDate);
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  synchronized boolean add(StoredToken token) {
    purge(Integer.MAX_VALUE);
    Entry known = live.get(token.hash());
    if (known == null && !makePlace(token.userKey())) {
      return false;
    }
    if (known != null) {
      unlink(known.token);
    }
    long now = clock.elapsedMillis();
    put(new Entry(token, now + token.expiresAt() - token.issuedAt(), now));
    return true;
  }

  private boolean makePlace(String userKey) {
    Set<TokenHash> own = byUser.get(userKey);
    if (own == null || own.size() < maxPerUser) {
      return byAge.size() < max;
    }
    return !isRevocation && remove(own.iterator().next());
  }

  private void put(Entry entry) {
    TokenHash hash = entry.token.hash();
    Set<TokenHash> own =
        byUser.computeIfAbsent(entry.token.userKey(), user -> new LinkedHashSet<>(4));
    own.remove(hash);
    own.add(hash);
    byAge.put(hash, entry);
    byUse.put(hash, entry);
    live.put(hash, entry);
  }

  synchronized boolean replace(StoredToken expected, StoredToken next) {
    Entry known = live.get(expected.hash());
    if (known == null || hasExpired(known) || !known.token.equals(expected)) {
      return false;
    }
    put(new Entry(next, known.lastElapsed, clock.elapsedMillis()));
    return true;
  }

  synchronized boolean remove(TokenHash hash) {
    Entry entry = live.remove(hash);
    if (entry == null) {
      return false;
    }
    unlink(entry.token);
    return true;
  }

  private void unlink(StoredToken token) {
    TokenHash hash = token.hash();
    byAge.remove(hash);
    byUse.remove(hash);
    Set<TokenHash> own = byUser.get(token.userKey());
    if (own != null && own.remove(hash) && own.isEmpty()) {
      byUser.remove(token.userKey());
    }
  }

  /** Removes a user's tokens, of one login where one is named. */
  synchronized int removeUser(String userKey, @Nullable String family) {
    Set<TokenHash> own = byUser.get(userKey);
    int removed = 0;
    if (own != null) {
      for (TokenHash hash : own.toArray(new TokenHash[0])) {
        Entry entry = live.get(hash);
        if (entry != null && (family == null || family.equals(entry.token.family()))) {
          removed += hasExpired(entry) ? 0 : 1;
          remove(hash);
        }
      }
    }
    return removed;
  }

  synchronized int removeAll() {
    int removed = count();
    live.clear();
    byAge.clear();
    byUse.clear();
    byUser.clear();
    return removed;
  }

  synchronized void dateBack(long latestMillis) {
    byAge.replaceAll(
        (hash, entry) ->
            new Entry(entry.token.datedBack(latestMillis), entry.lastElapsed, entry.lastElapsed));
    live.putAll(byAge);
  }

  synchronized int purge(int most) {
    int removed = purge(byAge, most);
    return byUse == byAge ? removed : removed + purge(byUse, most - removed);
  }

  private int purge(Map<TokenHash, Entry> order, int most) {
    int removed = 0;
    while (removed < most && !order.isEmpty()) {
      Iterator<Entry> entries = order.values().iterator();
      Entry first = entries.next();
      if (!isUnneeded(first)) {
        break;
      }
      if (isRevocation && all != null) { // before it goes, so that there is no gap
        all.moveUpTo(first.token.issuedAt());
      }
      remove(first.token.hash());
      removed++;
    }
    return removed;
  }

  private synchronized void moveUpTo(long issuedAt) {
    StoredToken known = find(StoredToken.all());
    if (known == null || known.issuedAt() < issuedAt) {
      add(StoredToken.revocationOfAll(issuedAt));
    }
  }

  synchronized int count() {
    purge(Integer.MAX_VALUE);
    return byAge.size();
  }

  /** A token, and when it expires by the time that passes and by the date. Immutable. */
  private static final class Entry {
    private final StoredToken token;
    private final long lastElapsed; // however it is used
    private final long endElapsed;
    private final long endDate;

    /** A token that was used at a moment of the time that passes. */
    Entry(StoredToken token, long lastElapsed, long usedElapsed) {
      this.token = token;
      this.lastElapsed = lastElapsed;
      this.endElapsed = Math.min(lastElapsed, usedElapsed + token.idleExpiresAt() - token.usedAt());
      this.endDate = Math.min(token.expiresAt(), token.idleExpiresAt());
    }
  }
}
