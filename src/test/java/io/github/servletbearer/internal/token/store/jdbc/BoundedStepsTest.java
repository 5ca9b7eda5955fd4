// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import io.github.servletbearer.internal.token.store.AttemptPlaces;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows are bounded, and removed in steps that are bounded, too. */
class BoundedStepsTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final AttemptLimit LIMIT = new AttemptLimit("user", 2, WINDOW);
  private static final AttemptKey ASKED =
      new AttemptKey(new AttemptLimit("crowd", 2, WINDOW), TokenHash.of("c"));

  private final HandClock clock = new HandClock();
  private TestDatabase test;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.h2();
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private static AttemptKey key(int number) {
    return new AttemptKey(LIMIT, TokenHash.of("key" + number));
  }

  private static void fail(AttemptStore store, int number) throws Exception {
    store.begin(1, List.of(key(number)), ASKED).places().fail(1);
  }

  private static boolean hasFailed(AttemptStore store, int number) throws Exception {
    return store.begin(2, List.of(key(number)), ASKED).places() == null;
  }

  @Test
  @DisplayName("BF-4: of too many keys those are forgotten that failed longest ago")
  void keysAreBounded() throws Exception {
    AttemptStore store = test.attempts(clock, 100);
    for (int i = 0; i < 300; i++) {
      fail(store, i);
      clock.advance(Duration.ofMillis(100));
    }
    clock.advance(Duration.ofSeconds(5));
    fail(store, 300);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt_key")).isLessThanOrEqualTo(101);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt")).isLessThanOrEqualTo(101);
    assertThat(hasFailed(store, 0)).as("forgotten").isFalse();
    assertThat(hasFailed(store, 299)).isTrue();
  }

  @Test
  @DisplayName(
      "BF-4: where more keys are to be forgotten than a step does, the next attempt goes on")
  void keysOfAFloodAreForgotten() throws Exception {
    AttemptStore store = test.attempts(clock, 100);
    for (int i = 0; i < 1_200; i++) {
      fail(store, i);
    }
    clock.advance(Duration.ofSeconds(6));
    for (int i = 0; i < 3; i++) {
      fail(store, 2_000 + i);
    }
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt_key")).isLessThanOrEqualTo(103);
  }

  @Test
  @DisplayName("BF-4: attempts that are refused leave no keys, whatever names they try")
  void refusedAttemptsLeaveNothing() throws Exception {
    AttemptStore store = test.attempts(clock);
    AttemptKey address =
        new AttemptKey(new AttemptLimit("address", 1, WINDOW), TokenHash.of("here"));
    store.begin(1, List.of(key(0), address), ASKED).places().fail(1);
    for (int i = 1; i < 20; i++) {
      assertThat(store.begin(1, List.of(key(i), address), ASKED).places()).isNull();
    }
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt_key")).isEqualTo(2);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt")).isEqualTo(2);
  }

  @Test
  @DisplayName("BF-4: of the failures of one key no more are kept than its limit")
  void failuresOfAKeyAreBounded() throws Exception {
    AttemptStore store = test.attempts(clock);
    for (int i = 0; i < 5; i++) {
      store.fail(ASKED); // many may be turned away at the same moment
    }
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt")).isEqualTo(2);
  }

  @Test
  @DisplayName("BF-4: what has left its window is removed, once in some seconds")
  void oldAttemptsAreRemoved() throws Exception {
    AttemptStore store = test.attempts(clock);
    fail(store, 0);
    clock.advance(WINDOW.minusSeconds(1));
    fail(store, 1);
    clock.advance(Duration.ofSeconds(1));
    fail(store, 2);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt")).as("not again yet").isEqualTo(3);
    clock.advance(Duration.ofSeconds(5));
    fail(store, 3);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt")).isEqualTo(3);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt_key")).isEqualTo(3);
    clock.advance(WINDOW);
    fail(store, 4);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_attempt_key")).isEqualTo(1);
  }

  @Test
  @DisplayName("an attempt that fails after its key was removed counts for its whole window")
  void lateFailureCounts() throws Exception {
    AttemptStore store = test.attempts(clock);
    AttemptPlaces late = store.begin(1, List.of(key(0)), ASKED).places();
    clock.advance(WINDOW.minusSeconds(1));
    late.fail(1);
    clock.advance(Duration.ofSeconds(6));
    fail(store, 1);
    assertThat(hasFailed(store, 0)).isTrue();
  }

  private StoredToken access(int number) {
    long now = clock.millis();
    BearerToken says = BearerToken.builder("user" + number).build();
    return StoredToken.access(TokenHash.of("token" + number), says, null, "f", now, now + 60_000);
  }

  @Test
  @DisplayName("all tokens are removed in steps of a bounded size, and counted")
  void removalIsInSteps() throws Exception {
    TokenStore store = test.tokens(new StoreLimits(5_000, 10), clock);
    int number = 2 * TokenStore.PURGE_STEP + 10;
    for (int i = 0; i < number; i++) {
      store.add(access(i));
    }
    assertThat(store.removeAll(Kind.ACCESS)).isEqualTo(number);
    assertThat(test.number("SELECT COUNT(*) FROM bearer_token")).isZero();
    assertThat(test.number("SELECT tokens FROM bearer_kind WHERE kind = 'ACCESS'")).isZero();
  }

  @Test
  @DisplayName(
      "a login removes expired tokens once in some seconds, and goes on while there are more")
  void purgeKeepsUp() throws Exception {
    TokenStore store = test.tokens(new StoreLimits(5_000, 10), clock);
    for (int i = 0; i < 500; i++) {
      store.add(access(i));
    }
    clock.advance(Duration.ofMinutes(2));
    for (int i = 500; i < 503; i++) {
      store.add(access(i));
    }
    assertThat(test.number("SELECT COUNT(*) FROM bearer_token")).isEqualTo(3);
    assertThat(test.number("SELECT tokens FROM bearer_kind WHERE kind = 'ACCESS'")).isEqualTo(3);
  }
}
