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
  private static final TokenHash KEY = TokenHash.of("a");
  private static final TokenHash OTHER = TokenHash.of("b");

  protected final HandClock clock = new HandClock();
  private final AttemptLimit limit = new AttemptLimit("user", 2, WINDOW);

  /** An empty store. */
  protected abstract AttemptStore store(ServerClock clock);

  private void fail(AttemptStore store, TokenHash key) throws BearerException {
    store.begin(limit, key, 1).fail();
  }

  @Test
  @DisplayName("BF-1: a key waits for its oldest failure to leave the window, and no other key")
  void windowSlides() throws BearerException {
    AttemptStore store = store(clock);
    assertThat(store.waitMillis(limit, KEY, 1)).isZero();
    fail(store, KEY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(store.waitMillis(limit, KEY, 1)).isZero();
    fail(store, KEY);
    assertThat(store.waitMillis(limit, KEY, 1)).isEqualTo(WINDOW_MILLIS - 60_000);
    assertThat(store.begin(limit, KEY, 1)).isNull();
    assertThat(store.waitMillis(limit, OTHER, 1)).isZero();
    assertThat(store.waitMillis(new AttemptLimit("address", 2, WINDOW), KEY, 1))
        .as("another limit")
        .isZero();
    clock.advance(Duration.ofMinutes(4).minusMillis(1));
    assertThat(store.waitMillis(limit, KEY, 1)).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(store.waitMillis(limit, KEY, 1)).isZero();
    fail(store, KEY);
    assertThat(store.waitMillis(limit, KEY, 1)).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 24 * 60, -1, -60, -24 * 60})
  @DisplayName("BF-1: a window lasts as long, however the date is set")
  void dateDoesNotMatter(long minutes) throws BearerException {
    AttemptStore store = store(clock);
    fail(store, KEY);
    fail(store, KEY);
    clock.set(Duration.ofMinutes(minutes));
    assertThat(store.waitMillis(limit, KEY, 1)).isEqualTo(WINDOW_MILLIS);
    clock.advance(WINDOW);
    assertThat(store.waitMillis(limit, KEY, 1)).isZero();
  }

  @Test
  @DisplayName("BF-2: attempts under way count as failures until they end")
  void placesAreTaken() throws BearerException {
    AttemptStore store = store(clock);
    AttemptStore.Places first = store.begin(limit, KEY, 1);
    AttemptStore.Places second = store.begin(limit, KEY, 1);
    assertThat(store.begin(limit, KEY, 1)).isNull();
    assertThat(store.waitMillis(limit, KEY, 1)).as("nothing has failed").isZero();
    first.end();
    first.end(); // ends once
    AttemptStore.Places third = store.begin(limit, KEY, 1);
    assertThat(third).isNotNull();
    assertThat(store.begin(limit, KEY, 1)).isNull();
    third.fail();
    third.end();
    assertThat(store.begin(limit, KEY, 1)).as("a failure takes the place").isNull();
    second.end();
    assertThat(store.begin(limit, KEY, 1)).isNotNull();
  }

  @Test
  @DisplayName("BF-2: of 64 attempts at the same moment as many begin as may fail")
  void limitHoldsInParallel() throws Exception {
    AttemptStore store = store(clock);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Boolean> attempt =
          () -> {
            AttemptStore.Places place = store.begin(limit, KEY, 1);
            if (place != null) {
              place.fail();
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
  void failuresAreForgotten() throws BearerException {
    AttemptStore store = store(clock);
    AttemptStore.Places underWay = store.begin(limit, KEY, 1);
    store.fail(limit, KEY);
    assertThat(store.begin(limit, KEY, 1)).isNull();
    store.clear(limit, KEY);
    assertThat(store.size()).as("the attempt under way").isEqualTo(1);
    AttemptStore.Places next = store.begin(limit, KEY, 1);
    assertThat(store.begin(limit, KEY, 1)).isNull();
    underWay.end();
    next.end();
    assertThat(store.size()).isZero();
  }

  @Test
  @DisplayName("LG-3: a key that has to wait is news once within a window")
  void newsIsReportedOnce() throws BearerException {
    AttemptStore store = store(clock);
    assertThat(store.isNews(limit, KEY, 1)).isFalse();
    fail(store, KEY);
    assertThat(store.isNews(limit, KEY, 1)).isFalse();
    fail(store, KEY);
    assertThat(store.isNews(limit, KEY, 1)).isTrue();
    assertThat(store.isNews(limit, KEY, 1)).isFalse();
    clock.advance(WINDOW);
    fail(store, KEY);
    fail(store, KEY);
    assertThat(store.isNews(limit, KEY, 1)).isTrue();
  }

  @Test
  @DisplayName("BF-4: a limit of more than 1,000 counts as 1,000")
  void limitIsBounded() throws BearerException {
    AttemptStore store = store(clock);
    AttemptLimit large = new AttemptLimit("large", 10_000_000, WINDOW);
    for (int i = 0; i < 1_500; i++) {
      store.fail(large, KEY);
    }
    assertThat(store.waitMillis(large, KEY, 1)).isEqualTo(WINDOW_MILLIS);
  }

  @Test
  @DisplayName("BF-4: keys go when their newest failure has left the window")
  void oldKeysGo() throws BearerException {
    AttemptStore store = store(clock);
    for (int i = 0; i < 500; i++) {
      store.fail(limit, TokenHash.of("key" + i));
    }
    assertThat(store.size()).isEqualTo(500);
    clock.advance(WINDOW);
    assertThat(store.waitMillis(limit, TokenHash.of("key0"), 1)).isZero();
    store.fail(limit, KEY);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("two guesses wait until there are places for both")
  void guessesWaitForPlaces() throws BearerException {
    AttemptStore store = store(clock);
    AttemptLimit three = new AttemptLimit("three", 3, Duration.ofSeconds(1));
    store.fail(three, KEY);
    assertThat(store.waitMillis(three, KEY, 2)).isZero();
    clock.advance(Duration.ofMillis(10));
    store.fail(three, KEY);
    assertThat(store.waitMillis(three, KEY, 1)).isZero();
    assertThat(store.waitMillis(three, KEY, 2)).isEqualTo(990);
    clock.advance(Duration.ofMillis(10));
    store.fail(three, KEY);
    assertThat(store.waitMillis(three, KEY, 1)).isEqualTo(980);
    assertThat(store.waitMillis(three, KEY, 2)).isEqualTo(990);
    store.clear(three, KEY);
    AttemptStore.Places places = store.begin(three, KEY, 2);
    assertThat(store.begin(three, KEY, 2)).isNull();
    places.fail();
    assertThat(store.begin(three, KEY, 2)).as("one failed, one is under way").isNull();
    places.end();
    assertThat(store.begin(three, KEY, 2)).isNotNull();
    assertThat(store.begin(three, KEY, 1)).isNull();
  }
}
