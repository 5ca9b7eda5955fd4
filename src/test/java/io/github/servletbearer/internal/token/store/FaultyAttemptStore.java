// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;

/** As {@link FaultyTokenStore}, for attempts. */
public final class FaultyAttemptStore implements AttemptStore {
  private final AttemptStore store;
  private int callsLeft = Integer.MAX_VALUE;

  public FaultyAttemptStore(AttemptStore store) {
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

  private synchronized AttemptStore store() throws BearerException {
    if (callsLeft == 0) {
      throw new BearerException(BearerError.UNAVAILABLE, "the store is down");
    }
    callsLeft -= callsLeft == Integer.MAX_VALUE ? 0 : 1;
    return store;
  }

  @Override
  public long waitMillis(AttemptLimit limit, TokenHash key, int guesses) throws BearerException {
    return store().waitMillis(limit, key, guesses);
  }

  @Override
  public Places begin(AttemptLimit limit, TokenHash key, int guesses) throws BearerException {
    Places places = store().begin(limit, key, guesses);
    return places == null ? null : new FaultyPlaces(places);
  }

  @Override
  public void fail(AttemptLimit limit, TokenHash key) throws BearerException {
    store().fail(limit, key);
  }

  @Override
  public void clear(AttemptLimit limit, TokenHash key) throws BearerException {
    store().clear(limit, key);
  }

  @Override
  public boolean isNews(AttemptLimit limit, TokenHash key, int guesses) throws BearerException {
    return store().isNews(limit, key, guesses);
  }

  @Override
  public int size() throws BearerException {
    return store().size();
  }

  private final class FaultyPlaces implements Places {
    private final Places places;

    FaultyPlaces(Places places) {
      this.places = places;
    }

    @Override
    public void fail() throws BearerException {
      store();
      places.fail();
    }

    @Override
    public void end() {
      places.end();
    }
  }
}
