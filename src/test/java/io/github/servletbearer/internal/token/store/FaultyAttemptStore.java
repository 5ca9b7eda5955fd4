// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.util.List;

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
  public Admission begin(int guesses, List<AttemptKey> keys, AttemptKey asked)
      throws BearerException {
    Admission admission = store().begin(guesses, keys, asked);
    return admission.places() == null
        ? admission
        : Admission.of(new FaultyPlaces(admission.places()));
  }

  @Override
  public void fail(AttemptKey key) throws BearerException {
    store().fail(key);
  }

  private final class FaultyPlaces implements AttemptPlaces {
    private final AttemptPlaces places;

    FaultyPlaces(AttemptPlaces places) {
      this.places = places;
    }

    @Override
    public void fail(int guesses) throws BearerException {
      store();
      places.fail(guesses);
    }

    @Override
    public void succeed(AttemptKey key) throws BearerException {
      store();
      places.succeed(key);
    }

    @Override
    public void end() {
      places.end();
    }
  }
}
