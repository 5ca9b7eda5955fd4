// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for some seconds what a shared store has answered to requests, so that not each of them
 * asks it: access tokens that exist, and of JWTs whether they are revoked. What another server has
 * revoked is refused here after that time at the latest, what this one has revoked at once. Refresh
 * tokens are always looked up. Bounded. Thread-safe.
 */
public final class CachedTokenStore implements TokenStore {
  private final TokenStore store;
  private final long lifetimeMillis;
  private final int maxEntries;
  private final ServerClock clock;
  private final AtomicLong changes = new AtomicLong();
  private final Map<Kind, Map<TokenHash, Answer>> byKind = new EnumMap<>(Kind.class);
  private final Map<Kind, Answer> mayHave = new ConcurrentHashMap<>();

  /**
   * A cache before a store.
   *
   * @param lifetime how long an answer is used; zero asks the store each time
   * @param maxEntries the most answers for each kind
   */
  public CachedTokenStore(TokenStore store, Duration lifetime, int maxEntries, ServerClock clock) {
    this.store = store;
    this.lifetimeMillis = lifetime.toMillis();
    this.maxEntries = maxEntries;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      byKind.put(kind, new ConcurrentHashMap<>());
    }
  }

  private Map<TokenHash, Answer> answers(Kind kind) {
    Map<TokenHash, Answer> answers = byKind.get(kind);
    if (answers == null) {
      throw new IllegalStateException("no answers of kind " + kind);
    }
    return answers;
  }

  @Override
  public @Nullable StoredToken find(Kind kind, TokenHash hash) throws BearerException {
    if (kind == Kind.REFRESH) {
      return store.find(kind, hash);
    }
    Map<TokenHash, Answer> answers = answers(kind);
    long now = clock.elapsedMillis();
    Answer known = answers.get(hash);
    if (known != null && isFresh(known, now) && !known.hasExpired(clock.millis())) {
      return known.token;
    }
    long seen = changes.get();
    StoredToken token = store.find(kind, hash);
    if (token == null && !kind.isRevocation()) {
      answers.remove(hash);
      return null; // strangers send unknown tokens: nothing is kept for them
    }
    makePlace(answers, now);
    answers.put(hash, new Answer(token, token != null, now));
    if (changes.get() != seen) {
      answers.remove(hash); // it may be older than a change made here
    }
    return token;
  }

  private boolean isFresh(Answer answer, long now) {
    return now - answer.askedElapsed < lifetimeMillis;
  }

  private void makePlace(Map<TokenHash, Answer> answers, long now) {
    if (answers.size() >= maxEntries) {
      answers.values().removeIf(answer -> !isFresh(answer, now));
      if (answers.size() >= maxEntries) {
        answers.clear();
      }
    }
  }

  @Override
  public boolean mayHave(Kind kind) throws BearerException {
    long now = clock.elapsedMillis();
    Answer known = mayHave.get(kind);
    if (known != null && isFresh(known, now)) {
      return known.exists;
    }
    long seen = changes.get();
    boolean exists = store.mayHave(kind);
    mayHave.put(kind, new Answer(null, exists, now));
    if (changes.get() != seen) {
      mayHave.remove(kind);
    }
    return exists;
  }

  @Override
  public boolean add(StoredToken token) throws BearerException {
    try {
      return store.add(token);
    } finally {
      // One of the user's tokens may have given way to it.
      forgetUser(token.kind(), token.userKey());
      forget(token.kind(), token.hash());
    }
  }

  @Override
  public boolean replace(StoredToken expected, StoredToken next) throws BearerException {
    try {
      return store.replace(expected, next);
    } finally {
      forget(expected.kind(), expected.hash());
    }
  }

  @Override
  public boolean remove(Kind kind, TokenHash hash) throws BearerException {
    try {
      return store.remove(kind, hash);
    } finally {
      forget(kind, hash);
    }
  }

  @Override
  public int removeFamily(Kind kind, String userKey, String family) throws BearerException {
    try {
      return store.removeFamily(kind, userKey, family);
    } finally {
      forgetUser(kind, userKey);
    }
  }

  @Override
  public int removeUser(Kind kind, String userKey) throws BearerException {
    try {
      return store.removeUser(kind, userKey);
    } finally {
      forgetUser(kind, userKey);
    }
  }

  @Override
  public int removeAll(Kind kind) throws BearerException {
    try {
      return store.removeAll(kind);
    } finally {
      forgetAll(kind);
    }
  }

  @Override
  public long date() throws BearerException {
    return store.date();
  }

  @Override
  public void dateRevocationsBack(long latestMillis) throws BearerException {
    try {
      store.dateRevocationsBack(latestMillis);
    } finally {
      forgetRevocations();
    }
  }

  @Override
  public int purge(int most) throws BearerException {
    try {
      return store.purge(most);
    } finally {
      forgetRevocations();
    }
  }

  @Override
  public int count(Kind kind) throws BearerException {
    return store.count(kind);
  }

  private void forget(Kind kind, TokenHash hash) {
    changes.incrementAndGet();
    answers(kind).remove(hash);
    mayHave.remove(kind);
  }

  private void forgetUser(Kind kind, String userKey) {
    changes.incrementAndGet();
    answers(kind).values().removeIf(answer -> answer.isOf(userKey));
    mayHave.remove(kind);
  }

  private void forgetAll(Kind kind) {
    changes.incrementAndGet();
    answers(kind).clear();
    mayHave.remove(kind);
  }

  private void forgetRevocations() {
    for (Kind kind : Kind.values()) {
      if (kind.isRevocation()) {
        forgetAll(kind);
      }
    }
  }

  /** What the store answered. Immutable. */
  private static final class Answer {
    private final @Nullable StoredToken token;
    private final boolean exists;
    private final long askedElapsed;

    Answer(@Nullable StoredToken token, boolean exists, long askedElapsed) {
      this.token = token;
      this.exists = exists;
      this.askedElapsed = askedElapsed;
    }

    boolean hasExpired(long date) {
      return token != null
          && !token.kind().isRevocation()
          && date >= Math.min(token.expiresAt(), token.idleExpiresAt());
    }

    boolean isOf(String userKey) {
      return token != null && token.userKey().equals(userKey);
    }
  }
}
