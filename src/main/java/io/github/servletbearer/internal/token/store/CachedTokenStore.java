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
 *
 * <p>When all JWTs of a user are revoked, their single revocations are removed. So where none is
 * found for a JWT, the store is asked again for a revocation of all, and what is remembered of that
 * is not used: a token that was revoked long ago would be accepted for some seconds otherwise.
 */
public final class CachedTokenStore implements TokenStore {
  private final TokenStore store;
  private final long lifetimeMillis;
  private final int maxEntries;
  private final ServerClock clock;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong absences = new AtomicLong();
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
    Answer known = answers.get(hash);
    if (known != null && isFresh(known) && !known.hasExpired(clock.millis())) {
      return known.token;
    }
    long asked = clock.elapsedMillis();
    long date = clock.millis();
    long seen = seen(kind);
    StoredToken token = store.find(kind, hash);
    if (token == null && !kind.isRevocation()) {
      answers.remove(hash);
      return null; // strangers send unknown tokens: nothing is kept for them
    }
    makePlace(answers);
    Answer answer = new Answer(token, token != null, asked, date);
    // Not if it may be older than a change made here; what changes meanwhile waits for this.
    answers.compute(hash, (key, before) -> seen(kind) == seen ? answer : null);
    if (seen(kind) != seen) {
      answers.remove(hash); // a change for a whole user does not wait
    }
    if (token == null) {
      doubtRevocationOfAll(kind);
    }
    return token;
  }

  /** How much has happened that may make an answer old while it is on its way. */
  private long seen(Kind kind) {
    return kind == Kind.REVOKED_ALL ? changes.get() + absences.get() : changes.get();
  }

  /**
   * A revocation may be absent because another server has revoked all and emptied the list. So that
   * nothing revokes all is not believed longer than this absence is.
   */
  private void doubtRevocationOfAll(Kind absent) {
    if (absent == Kind.REVOKED_JWT || absent == Kind.REVOKED_USER) {
      absences.incrementAndGet();
      answers(Kind.REVOKED_ALL).clear();
    }
  }

  /** By the time that passes and by the date, since no time passes while a machine is suspended. */
  private boolean isFresh(Answer answer) {
    long passed = clock.elapsedMillis() - answer.askedElapsed;
    long passedByDate = clock.millis() - answer.askedDate;
    return passed < lifetimeMillis && passedByDate >= 0 && passedByDate < lifetimeMillis;
  }

  private void makePlace(Map<TokenHash, Answer> answers) {
    if (answers.size() >= maxEntries) {
      answers.values().removeIf(answer -> !isFresh(answer));
      if (answers.size() >= maxEntries) {
        answers.clear();
      }
    }
  }

  @Override
  public boolean mayHave(Kind kind) throws BearerException {
    Answer known = mayHave.get(kind);
    if (known != null && isFresh(known)) {
      return known.exists;
    }
    long asked = clock.elapsedMillis();
    long date = clock.millis();
    long seen = changes.get();
    boolean exists = store.mayHave(kind);
    mayHave.put(kind, new Answer(null, exists, asked, date));
    if (changes.get() != seen) {
      mayHave.remove(kind);
    }
    if (!exists) {
      doubtRevocationOfAll(kind);
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
    return store.replace(expected, next); // refresh tokens, of which no answer is kept
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
    private final long askedDate;

    Answer(@Nullable StoredToken token, boolean exists, long askedElapsed, long askedDate) {
      this.token = token;
      this.exists = exists;
      this.askedElapsed = askedElapsed;
      this.askedDate = askedDate;
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
