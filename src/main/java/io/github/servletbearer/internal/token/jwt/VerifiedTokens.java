// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tokens that were found valid, by their hashes, so that a signature is checked once. A
 * token is used again only while a check says so. Bounded: what is asked for stays, the rest is
 * removed by generations, without a search. Thread-safe; finding a token of the young generation
 * takes no lock.
 */
public final class VerifiedTokens {
  private final int perGeneration;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  // Written under the lock. What is in both would count twice, so nothing is.
  private volatile Map<TokenHash, SignedJwt.Verified> young = new ConcurrentHashMap<>();
  private volatile Map<TokenHash, SignedJwt.Verified> old = new ConcurrentHashMap<>();

  /**
   * An empty memory.
   *
   * @param maxTokens the most tokens; 0 remembers none. A token takes a few times its own length.
   */
  public VerifiedTokens(int maxTokens) {
    if (maxTokens < 0) {
      throw new IllegalArgumentException("maxTokens < 0");
    }
    this.perGeneration = maxTokens / 2 + maxTokens % 2;
  }

  /** Decides whether a token that was found valid before still is. */
  interface Check {
    boolean isStillValid(SignedJwt.Verified jwt) throws BearerException;
  }

  /**
   * The token, if it was verified by one of these very rules and is still valid; one that is not
   * any more is forgotten.
   *
   * @throws BearerException as the check throws it; the token stays remembered
   */
  SignedJwt.@Nullable Verified find(TokenHash hash, Collection<JwtRules> rules, Check check)
      throws BearerException {
    SignedJwt.Verified jwt = young.get(hash);
    boolean isYoung = jwt != null;
    if (jwt == null) {
      jwt = old.get(hash);
    }
    if (jwt == null || !rules.contains(jwt.rules())) {
      misses.increment();
      return null;
    }
    if (!check.isStillValid(jwt)) {
      remove(hash);
      misses.increment();
      return null;
    }
    if (!isYoung) {
      rejuvenate(hash, jwt);
    }
    hits.increment();
    return jwt;
  }

  /** Whether nothing is remembered. */
  boolean isOff() {
    return perGeneration == 0;
  }

  /** Remembers a token. */
  synchronized void keep(TokenHash hash, SignedJwt.Verified jwt) {
    if (isOff()) {
      return;
    }
    old.remove(hash);
    young.put(hash, jwt);
    if (young.size() >= perGeneration) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }

  /** Keeps it for another generation, unless it was removed meanwhile. */
  private synchronized void rejuvenate(TokenHash hash, SignedJwt.Verified jwt) {
    if (old.get(hash) == jwt) {
      keep(hash, jwt);
    }
  }

  /** Forgets a token. */
  synchronized void remove(TokenHash hash) {
    young.remove(hash);
    old.remove(hash);
  }

  /** How many tokens are remembered, those included that have expired since. */
  synchronized int size() {
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
