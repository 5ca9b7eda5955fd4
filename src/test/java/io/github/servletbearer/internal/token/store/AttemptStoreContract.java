// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of attempts holds. Extend it for each implementation. */
public abstract class AttemptStoreContract {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final long WINDOW_MILLIS = WINDOW.toMillis();
  private static final AttemptLimit LIMIT = new AttemptLimit("user", 2, WINDOW);
  private static final AttemptKey KEY = key(LIMIT, "a");
  private static final AttemptKey OTHER = key(LIMIT, "b");
  private static final AttemptKey ASKED = key(new AttemptLimit("crowd", 2, WINDOW), "c");

  protected final HandClock clock = new HandClock();

  /** An empty store. */
  protected abstract AttemptStore store(ServerClock clock);

  /** How many keys have failures or attempts under way, by the clock of the tests. */
  protected abstract int size(AttemptStore store) throws Exception;

  protected static AttemptKey key(AttemptLimit limit, String text) {
    return new AttemptKey(limit, TokenHash.of(text));
  }

  private static Admission ask(AttemptStore store, AttemptKey key, int guesses)
      throws BearerException {
    return store.begin(guesses, List.of(key), ASKED);
  }

  private static AttemptPlaces begin(AttemptStore store, AttemptKey key, int guesses)
      throws BearerException {
    return ask(store, key, guesses).places();
  }

  /** For how long failures make an attempt wait, which does not begin. */
  protected static long waitMillis(AttemptStore store, AttemptKey key, int guesses)
      throws BearerException {
    Admission admission = ask(store, key, guesses);
    if (admission.places() != null) {
      admission.places().end();
    }
    return admission.waitMillis();
  }

  private static boolean isNews(AttemptStore store, AttemptKey key) throws BearerException {
    Admission admission = ask(store, key, 1);
    if (admission.places() != null) {
      admission.places().end();
    }
    return admission.isNews();
  }

  private static void fail(AttemptStore store, AttemptKey key) throws BearerException {
    begin(store, key, 1).fail(1);
  }

  private static void forget(AttemptStore store, AttemptKey key) throws BearerException {
    begin(store, key(new AttemptLimit("other", 100, WINDOW), "x"), 1).succeed(key);
  }

  @Test
  @DisplayName("BF-1: a key waits for its oldest failure to leave the window, and no other key")
  void windowSlides() throws BearerException {
    AttemptStore store = store(clock);
    assertThat(waitMillis(store, KEY, 1)).isZero();
    fail(store, KEY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(waitMillis(store, KEY, 1)).isZero();
    fail(store, KEY);
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(WINDOW_MILLIS - 60_000);
    assertThat(begin(store, KEY, 1)).isNull();
    assertThat(waitMillis(store, OTHER, 1)).isZero();
    assertThat(waitMillis(store, key(new AttemptLimit("address", 2, WINDOW), "a"), 1))
        .as("another limit")
        .isZero();
    clock.advance(Duration.ofMinutes(4).minusMillis(1));
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(waitMillis(store, KEY, 1)).isZero();
    fail(store, KEY);
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 24 * 60, -1, -60, -24 * 60})
  @DisplayName("BF-1: a window lasts as long, however the date is set")
  void dateDoesNotMatter(long minutes) throws BearerException {
    AttemptStore store = store(clock);
    fail(store, KEY);
    fail(store, KEY);
    clock.set(Duration.ofMinutes(minutes));
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(WINDOW_MILLIS);
    clock.advance(WINDOW);
    assertThat(waitMillis(store, KEY, 1)).isZero();
  }

  @Test
  @DisplayName("BF-2: attempts under way count as failures until they end")
  void placesAreTaken() throws BearerException {
    AttemptStore store = store(clock);
    AttemptPlaces first = begin(store, KEY, 1);
    AttemptPlaces second = begin(store, KEY, 1);
    assertThat(begin(store, KEY, 1)).isNull();
    assertThat(waitMillis(store, KEY, 1)).as("nothing has failed").isZero();
    first.end();
    first.end(); // ends once
    AttemptPlaces third = begin(store, KEY, 1);
    assertThat(third).isNotNull();
    assertThat(begin(store, KEY, 1)).isNull();
    third.fail(1);
    third.end();
    assertThat(begin(store, KEY, 1)).as("a failure takes the place").isNull();
    second.end();
    assertThat(begin(store, KEY, 1)).isNotNull();
  }

  @Test
  @DisplayName("BF-2: of 64 attempts at the same moment as many begin as may fail")
  void limitHoldsInParallel() throws Exception {
    AttemptStore store = store(clock);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Boolean> attempt =
          () -> {
            AttemptPlaces place = begin(store, KEY, 1);
            if (place != null) {
              place.fail(1);
            }
            return place != null;
          };
      List<Boolean> begun = new ArrayList<>();
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(64, attempt))) {
        begun.add(one.get());
      }
      assertThat(Collections.frequency(begun, true)).isEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("BF-3: failures are forgotten, but not the attempts under way")
  void failuresAreForgotten() throws Exception {
    AttemptStore store = store(clock);
    AttemptPlaces underWay = begin(store, KEY, 1);
    store.fail(KEY);
    assertThat(begin(store, KEY, 1)).isNull();
    forget(store, KEY);
    assertThat(size(store)).as("the attempt under way").isEqualTo(1);
    AttemptPlaces next = begin(store, KEY, 1);
    assertThat(begin(store, KEY, 1)).isNull();
    underWay.end();
    next.end();
    assertThat(size(store)).isZero();
  }

  @Test
  @DisplayName("LG-3: a key that has to wait is news once within a window")
  void newsIsReportedOnce() throws BearerException {
    AttemptStore store = store(clock);
    assertThat(isNews(store, KEY)).isFalse();
    fail(store, KEY);
    assertThat(isNews(store, KEY)).isFalse();
    fail(store, KEY);
    assertThat(isNews(store, KEY)).isTrue();
    assertThat(isNews(store, KEY)).isFalse();
    clock.advance(WINDOW);
    fail(store, KEY);
    fail(store, KEY);
    assertThat(isNews(store, KEY)).isTrue();
  }

  @Test
  @DisplayName("BF-4: a limit of more than 1,000 counts as 1,000")
  void limitIsBounded() throws BearerException {
    AttemptStore store = store(clock);
    AttemptKey large = key(new AttemptLimit("large", 10_000_000, WINDOW), "a");
    for (int i = 0; i < 1_500; i++) {
      store.fail(large);
    }
    assertThat(waitMillis(store, large, 1)).isEqualTo(WINDOW_MILLIS);
  }

  @Test
  @DisplayName("BF-1: of more failures than the limit the last ones count")
  void lastFailuresCount() throws BearerException {
    AttemptStore store = store(clock);
    for (int i = 0; i < 4; i++) {
      store.fail(KEY);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(WINDOW_MILLIS - 2 * 60_000);
  }

  @Test
  @DisplayName("BF-4: keys go when their newest failure has left the window")
  void oldKeysGo() throws Exception {
    AttemptStore store = store(clock);
    for (int i = 0; i < 500; i++) {
      store.fail(key(LIMIT, "key" + i));
    }
    assertThat(size(store)).isEqualTo(500);
    clock.advance(WINDOW);
    assertThat(waitMillis(store, key(LIMIT, "key0"), 1)).isZero();
    store.fail(KEY);
    assertThat(size(store)).isEqualTo(1);
  }

  @Test
  @DisplayName("two guesses wait until there are places for both")
  void guessesWaitForPlaces() throws BearerException {
    AttemptStore store = store(clock);
    AttemptKey three = key(new AttemptLimit("three", 3, Duration.ofSeconds(1)), "a");
    store.fail(three);
    assertThat(waitMillis(store, three, 2)).isZero();
    clock.advance(Duration.ofMillis(10));
    store.fail(three);
    assertThat(waitMillis(store, three, 1)).isZero();
    assertThat(waitMillis(store, three, 2)).isEqualTo(990);
    clock.advance(Duration.ofMillis(10));
    store.fail(three);
    assertThat(waitMillis(store, three, 1)).isEqualTo(980);
    assertThat(waitMillis(store, three, 2)).isEqualTo(990);
    forget(store, three);
    AttemptPlaces places = begin(store, three, 2);
    assertThat(begin(store, three, 2)).isNull();
    places.fail(1);
    assertThat(begin(store, three, 2)).as("one failed, one is under way").isNull();
    places.end();
    assertThat(begin(store, three, 2)).isNotNull();
    assertThat(begin(store, three, 1)).isNull();
  }

  @Test
  @DisplayName("BF-2: an attempt takes places of all keys or of none, and fails or ends in all")
  void keysAreTakenTogether() throws Exception {
    AttemptStore store = store(clock);
    AttemptKey address = key(new AttemptLimit("address", 1, WINDOW), "here");
    AttemptPlaces first = store.begin(1, List.of(KEY, address), ASKED).places();
    Admission refused = store.begin(1, List.of(OTHER, address), ASKED);
    assertThat(refused.places()).isNull();
    assertThat(refused.waitMillis()).as("nothing has failed").isZero();
    assertThat(refused.isNews()).isFalse();
    assertThat(size(store)).as("no place of the other key").isEqualTo(2);
    first.fail(1);
    refused = store.begin(1, List.of(OTHER, address), ASKED);
    assertThat(refused.waitMillis()).isEqualTo(WINDOW_MILLIS);
    assertThat(refused.isNews()).isTrue();
    assertThat(store.begin(1, List.of(OTHER, address), ASKED).isNews()).isFalse();
    assertThat(waitMillis(store, KEY, 2)).as("it failed for both keys").isPositive();
  }

  @Test
  @DisplayName("a key that is only asked makes an attempt wait, and lends it no place")
  void askedKeyMakesWait() throws BearerException {
    AttemptStore store = store(clock);
    store.fail(ASKED);
    assertThat(begin(store, KEY, 1)).isNotNull();
    store.fail(ASKED);
    Admission refused = ask(store, OTHER, 1);
    assertThat(refused.places()).isNull();
    assertThat(refused.waitMillis()).isZero();
    assertThat(refused.askedWaitMillis()).isEqualTo(WINDOW_MILLIS);
    assertThat(refused.isNews()).isTrue();
    clock.advance(WINDOW);
    assertThat(begin(store, OTHER, 1)).isNotNull();
  }

  @Test
  @DisplayName("BF-3: an attempt that succeeds ends, and forgets the failures of one key")
  void successForgets() throws Exception {
    AttemptStore store = store(clock);
    AttemptKey address = key(new AttemptLimit("address", 3, WINDOW), "here");
    store.begin(1, List.of(KEY, address), ASKED).places().fail(1);
    store.begin(1, List.of(KEY, address), ASKED).places().succeed(KEY);
    assertThat(size(store)).as("the failure of the address").isEqualTo(1);
    assertThat(begin(store, KEY, 2)).isNotNull();
    assertThat(waitMillis(store, address, 3)).isEqualTo(WINDOW_MILLIS);
  }

  @Test
  @DisplayName("BF-2: two guesses of one attempt fail in one step")
  void guessesFailTogether() throws BearerException {
    AttemptStore store = store(clock);
    AttemptPlaces places = begin(store, KEY, 2);
    places.fail(2);
    places.end();
    assertThat(waitMillis(store, KEY, 1)).isEqualTo(WINDOW_MILLIS);
    places.fail(1);
    assertThat(waitMillis(store, KEY, 1)).as("counted without a place").isEqualTo(WINDOW_MILLIS);
  }
}
