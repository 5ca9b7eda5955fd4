// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A store that others may lose the connection to: it works as the one that it wraps, and cannot
 * decide while it is down, or after so many calls. Keeps all values that it was given.
 */
public final class FaultyTokenStore implements TokenStore {
  private final TokenStore store;
  private final List<StoredToken> given = new ArrayList<>(); // guarded by itself
  private int callsLeft = Integer.MAX_VALUE; // guarded by this
  private volatile boolean isFull;
  private Change meanwhile = () -> {}; // guarded by this

  /** What happens while an answer is on its way. */
  public interface Change {
    void make() throws BearerException;
  }

  public FaultyTokenStore(TokenStore store) {
    this.store = store;
  }

  /** Works for so many calls, then no more. */
  public synchronized void failAfter(int calls) {
    callsLeft = calls;
  }

  /** Works again. */
  public synchronized void recover() {
    callsLeft = Integer.MAX_VALUE;
  }

  /** Keeps no more tokens. */
  public void fill() {
    isFull = true;
  }

  /** Lets something happen between the next answer and its arrival. */
  public synchronized void whileAnswering(Change change) {
    meanwhile = change;
  }

  private <T> T arrived(T answer) throws BearerException {
    Change change;
    synchronized (this) {
      change = meanwhile;
      meanwhile = () -> {};
    }
    change.make();
    return answer;
  }

  /** All tokens that were added or replaced others. */
  public List<StoredToken> given() {
    synchronized (given) {
      return new ArrayList<>(given);
    }
  }

  private synchronized TokenStore store() throws BearerException {
    if (callsLeft == 0) {
      throw new BearerException(BearerError.UNAVAILABLE, "the store is down");
    }
    callsLeft -= callsLeft == Integer.MAX_VALUE ? 0 : 1;
    return store;
  }

  private StoredToken keep(StoredToken token) {
    synchronized (given) {
      given.add(token);
    }
    return token;
  }

  @Override
  public boolean add(StoredToken token) throws BearerException {
    return !isFull && store().add(keep(token));
  }

  @Override
  public StoredToken find(Kind kind, TokenHash hash) throws BearerException {
    return arrived(store().find(kind, hash));
  }

  @Override
  public boolean mayHave(Kind kind) throws BearerException {
    return arrived(store().mayHave(kind));
  }

  @Override
  public boolean replace(StoredToken expected, StoredToken next) throws BearerException {
    return store().replace(expected, keep(next));
  }

  @Override
  public boolean remove(Kind kind, TokenHash hash) throws BearerException {
    return store().remove(kind, hash);
  }

  @Override
  public int removeFamily(Kind kind, String userKey, String family) throws BearerException {
    return store().removeFamily(kind, userKey, family);
  }

  @Override
  public int removeUser(Kind kind, String userKey) throws BearerException {
    return store().removeUser(kind, userKey);
  }

  @Override
  public int removeAll(Kind kind) throws BearerException {
    return store().removeAll(kind);
  }

  /** A store knows its date for a while after it is down. */
  @Override
  public long date() throws BearerException {
    return store.date();
  }

  @Override
  public void dateRevocationsBack(long latestMillis) throws BearerException {
    store().dateRevocationsBack(latestMillis);
  }

  @Override
  public int purge(int most) throws BearerException {
    return store().purge(most);
  }

  @Override
  public int count(Kind kind) throws BearerException {
    return store().count(kind);
  }
}
