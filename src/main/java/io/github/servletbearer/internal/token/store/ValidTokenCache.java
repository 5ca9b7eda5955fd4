// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was found of valid tokens, by their hashes, so that it need not be found again. It
 * is used again only while a check says so. Bounded: what is asked for stays, the rest is removed
 * by generations, without a search. Thread-safe; finding what is in the young generation takes no
 * lock and allocates nothing.
 */
public final class ValidTokenCache<V> {
  private final long perGeneration;
  private final ToIntFunction<V> weigher;
  private final Check<V> check;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  // Written under the lock. What is in both would count twice, so nothing is.
  private volatile Map<TokenHash, V> young = new ConcurrentHashMap<>();
  private volatile Map<TokenHash, V> old = new ConcurrentHashMap<>();
  private long youngWeight; // guarded by this

  /**
   * An empty cache.
   *
   * @param max the most that all values weigh; 0 remembers none
   * @param weigher the weight of a value, which never changes
   */
  public ValidTokenCache(long max, ToIntFunction<V> weigher, Check<V> check) {
    this.perGeneration = max / 2 + max % 2;
    this.weigher = weigher;
    this.check = check;
  }

  /** Decides whether what was valid before still is. Thread-safe. */
  public interface Check<V> {
    boolean isStillValid(V value) throws BearerException;
  }

  public boolean isOff() {
    return perGeneration == 0;
  }

  /**
   * What was found of a token, if that is still valid; if not, it is forgotten.
   *
   * @throws BearerException as the check throws it; the value stays remembered
   */
  public @Nullable V find(TokenHash hash) throws BearerException {
    V value = young.get(hash);
    boolean isYoung = value != null;
    if (value == null) {
      value = old.get(hash);
    }
    if (value == null || !check.isStillValid(value)) {
      misses.increment();
      if (value != null) {
        remove(hash);
      }
      return null;
    }
    if (!isYoung) {
      rejuvenate(hash, value);
    }
    hits.increment();
    return value;
  }

  /** Remembers what was found of a valid token. */
  public synchronized void keep(TokenHash hash, V value) {
    int weight = weigher.applyAsInt(value);
    remove(hash);
    if (weight > perGeneration) {
      return;
    }
    if (youngWeight + weight > perGeneration) {
      endGeneration();
    }
    young.put(hash, value);
    youngWeight += weight;
    if (youngWeight == perGeneration) {
      endGeneration();
    }
  }

  /** Forgets the old generation; the young one is the old one from now on. */
  public synchronized void endGeneration() {
    old = young;
    young = new ConcurrentHashMap<>();
    youngWeight = 0;
  }

  /** Keeps it for another generation, unless it was removed meanwhile. */
  private synchronized void rejuvenate(TokenHash hash, V value) {
    if (old.get(hash) == value) {
      keep(hash, value);
    }
  }

  private synchronized void remove(TokenHash hash) {
    V removed = young.remove(hash);
    if (removed != null) {
      youngWeight -= weigher.applyAsInt(removed);
    }
    old.remove(hash);
  }

  /** How many tokens are remembered, those included that have expired since. */
  public synchronized int size() {
    return young.size() + old.size();
  }

  /** How often a remembered token was still valid. */
  public long hits() {
    return hits.sum();
  }

  /** How often none was remembered, or one that was not valid any more. */
  public long misses() {
    return misses.sum();
  }
}
