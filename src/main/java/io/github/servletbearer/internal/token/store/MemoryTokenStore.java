// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.Deadline;
import io.github.servletbearer.internal.time.ServerClock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what lives for a time in the memory of one application, by the hashes of secrets, bounded
 * in all and per user. Reading takes no lock; adding does, and clears away what has expired.
 * Thread-safe.
 *
 * <p>All entries of a store live equally long, so the oldest is always the first to expire; and
 * where they also expire when unused, they may be unused equally long. Hence what has expired
 * stands first in one order or the other, and nothing is ever looked for. What has expired by the
 * date alone is not found, and goes when its time has passed, too: a wrong date may be corrected.
 */
public final class MemoryTokenStore<E extends MemoryTokenStore.Entry> {
  private final int max;
  private final int maxPerUser;
  private final ServerClock clock;
  private final Map<TokenHash, E> live = new ConcurrentHashMap<>();
  // Guarded by this: the same entries, oldest first, least recently used first, and by user.
  private final Map<TokenHash, E> byAge = new LinkedHashMap<>();
  private final Map<TokenHash, E> byUse;
  private final Map<String, Set<TokenHash>> byUser = new HashMap<>();

  /** What is kept. */
  public interface Entry {
    /** Whose it is. */
    String subject();

    /** When it expires. */
    Deadline end();
  }

  private MemoryTokenStore(int max, int maxPerUser, ServerClock clock, boolean isUseKept) {
    this.max = max;
    this.maxPerUser = maxPerUser;
    this.clock = clock;
    // Where use does not matter, one map stands for both orders.
    this.byUse = isUseKept ? new LinkedHashMap<>(16, 0.75f, true) : byAge;
  }

  /** For entries that expire at a certain age. */
  public static <E extends Entry> MemoryTokenStore<E> byAge(
      int max, int maxPerUser, ServerClock clock) {
    return new MemoryTokenStore<>(max, maxPerUser, clock, false);
  }

  /** For entries that expire at a certain age, or some time after they were used last. */
  public static <E extends Entry> MemoryTokenStore<E> byAgeAndUse(
      int max, int maxPerUser, ServerClock clock) {
    return new MemoryTokenStore<>(max, maxPerUser, clock, true);
  }

  /** The entry, or null if it is unknown or has expired. */
  public @Nullable E find(TokenHash hash) {
    E entry = live.get(hash);
    return entry == null || entry.end().hasPassed(clock) ? null : entry;
  }

  /**
   * Keeps an entry. A user over the limit loses that of the own entries which was not used for the
   * longest time.
   *
   * @return false when the store is full of live entries: nothing was changed, nobody logged out
   */
  public synchronized boolean add(TokenHash hash, E entry) {
    purge();
    Set<TokenHash> own = byUser.get(UserKey.of(entry.subject()));
    if (own != null && own.size() >= maxPerUser) {
      remove(own.iterator().next());
    } else if (byAge.size() >= max) {
      return false;
    }
    byUser.computeIfAbsent(UserKey.of(entry.subject()), user -> new LinkedHashSet<>(4)).add(hash);
    byAge.put(hash, entry);
    byUse.put(hash, entry);
    live.put(hash, entry);
    return true;
  }

  /** Notes that an entry is used; false if it is not here any longer, or has expired. */
  public synchronized boolean use(TokenHash hash) {
    E entry = find(hash);
    if (entry == null) {
      return false;
    }
    byUse.get(hash); // moves it to the end
    Set<TokenHash> own = byUser.get(UserKey.of(entry.subject()));
    if (own != null && own.remove(hash)) {
      own.add(hash);
    }
    return true;
  }

  /** Removes an entry; false if it was not here. */
  public synchronized boolean remove(TokenHash hash) {
    E entry = byAge.remove(hash);
    if (entry == null) {
      return false;
    }
    live.remove(hash);
    byUse.remove(hash);
    String user = UserKey.of(entry.subject());
    Set<TokenHash> own = byUser.get(user);
    if (own != null && own.remove(hash) && own.isEmpty()) {
      byUser.remove(user);
    }
    return true;
  }

  /** Removes those of a user's entries that are meant; answers how many of them were live. */
  public synchronized int removeOf(String subject, Predicate<E> meant) {
    Set<TokenHash> own = byUser.get(UserKey.of(subject));
    int removed = 0;
    if (own != null) {
      for (TokenHash hash : own.toArray(new TokenHash[0])) {
        E entry = live.get(hash);
        if (entry != null && meant.test(entry)) {
          removed += entry.end().hasPassed(clock) ? 0 : 1;
          remove(hash);
        }
      }
    }
    return removed;
  }

  /** Removes everything; answers how many entries were live. */
  public synchronized int removeAll() {
    purge();
    int removed = byAge.size();
    live.clear();
    byAge.clear();
    byUse.clear();
    byUser.clear();
    return removed;
  }

  /** Removes what has expired; answers how many entries. */
  public synchronized int purge() {
    return purge(byAge) + purge(byUse);
  }

  private int purge(Map<TokenHash, E> order) {
    long now = clock.elapsedMillis();
    int removed = 0;
    while (!order.isEmpty()) {
      Iterator<Map.Entry<TokenHash, E>> first = order.entrySet().iterator();
      Map.Entry<TokenHash, E> entry = first.next();
      if (!entry.getValue().end().hasPassedForGood(now)) {
        break;
      }
      remove(entry.getKey());
      removed++;
    }
    return removed;
  }

  /** How many live entries are held. */
  public synchronized int size() {
    purge();
    return byAge.size();
  }
}
