// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.token.store.FaultyAttemptStore;
import io.github.servletbearer.internal.token.store.MemoryAttemptStore;
import io.github.servletbearer.internal.token.store.TestStores;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginThrottleTest {
  private static final String HERE = "192.0.2.1";
  private static final String HASH = UserKey.shortHash("johndoe");

  private final CapturedLog audit = new CapturedLog("io.github.servletbearer.audit");
  private final HandClock clock = new HandClock();
  private final MemoryAttemptStore attempts = TestStores.attempts(clock);
  private final LoginThrottle throttle = new LoginThrottle(4, 40, Duration.ofMinutes(5), attempts);

  @AfterEach
  void listenNoMore() {
    audit.close();
  }

  private void wrong(String user, String address) throws BearerException {
    try (LoginThrottle.Attempt attempt = throttle.begin(user, address)) {
      attempt.wrong();
    }
  }

  private void right(String user, String address) throws BearerException {
    try (LoginThrottle.Attempt attempt = throttle.begin(user, address)) {
      attempt.right();
    }
  }

  private boolean passes(String user, String address) throws Exception {
    try {
      throttle.begin(user, address).close(); // neither right nor wrong: taken back
      return true;
    } catch (BearerException e) {
      return false;
    }
  }

  private String retryAfter(String user, String address) throws Exception {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> throttle.begin(user, address));
    assertThat(refused.error()).isEqualTo(BearerError.TOO_MANY_REQUESTS);
    Fakes.Response response = new Fakes.Response();
    ErrorResponse.of(refused).send(new Fakes.Request().http(), response.http());
    assertThat(response.status).isEqualTo(429);
    return response.header("Retry-After");
  }

  @Test
  @DisplayName("BF-1: the fifth attempt after four wrong ones waits, right password or not")
  void fourFailuresAndNoMore() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
    }
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("300");
    clock.advance(Duration.ofMillis(1));
    assertThat(retryAfter("johndoe", HERE)).as("rounded up").isEqualTo("300");
    clock.advance(Duration.ofMillis(298_999));
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("1");
  }

  @Test
  @DisplayName("BF-3: another user and another address are not touched")
  void strangersLockNoUserOut() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
    }
    assertThat(passes("johndoe", HERE)).isFalse();
    assertThat(passes("johndoe", "192.0.2.2")).isTrue();
    assertThat(passes("alice", HERE)).isTrue();
  }

  @Test
  @DisplayName("an address that is turned away 40 times waits for a minute; others do not")
  void crowdWaits() throws Exception {
    for (int i = 0; i < 40; i++) {
      assertThat(passes("random" + i, HERE)).isTrue();
      try (LoginThrottle.Attempt attempt = throttle.begin("random" + i, HERE)) {
        attempt.turnedAway();
      }
    }
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("60");
    assertThat(passes("johndoe", "192.0.2.2")).isTrue();
    assertThat(audit.lines()).filteredOn(line -> line.startsWith("INFO")).hasSize(1);
    clock.advance(Duration.ofSeconds(59));
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(passes("johndoe", HERE)).isTrue();
    clock.advance(Duration.ofMinutes(5));
    wrong("johndoe", HERE);
    assertThat(attempts.size()).isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 24 * 365, -1, -24, -24 * 365})
  @DisplayName("a lock-out lasts for its window, however the date is set")
  void dateDoesNotMatter(int hours) throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
    }
    clock.set(Duration.ofHours(hours));
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("300");
    for (int i = 0; i < 4; i++) {
      wrong("alice", HERE);
    }
    clock.set(Duration.ofHours(-hours));
    clock.advance(Duration.ofMinutes(4));
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("60");
    assertThat(retryAfter("alice", HERE)).isEqualTo("60");
    clock.advance(Duration.ofMinutes(1));
    assertThat(passes("johndoe", HERE)).isTrue();
    assertThat(passes("alice", HERE)).isTrue();
    wrong("bob", HERE);
    clock.advance(Duration.ofMinutes(5));
    wrong("bob", HERE);
    assertThat(attempts.size()).as("nothing stays for ever").isEqualTo(2);
  }

  @Test
  @DisplayName("BF-1: the window slides: each failure leaves it by itself")
  void windowSlides() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(passes("johndoe", HERE)).isFalse();
    clock.advance(Duration.ofMinutes(1));
    wrong("johndoe", HERE); // the first has left
    assertThat(passes("johndoe", HERE)).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(passes("johndoe", HERE)).isTrue();
    clock.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
    }
    assertThat(passes("johndoe", HERE)).isFalse();
  }

  @Test
  @DisplayName("BF-3: a right password forgets the name's failures")
  void rightPasswordStartsAnew() throws Exception {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 3; i++) {
        wrong("johndoe", HERE);
      }
      right("johndoe", HERE);
    }
    assertThat(passes("johndoe", HERE)).isTrue();
  }

  @Test
  @DisplayName("BF-1: a right password does not forget the address's failures")
  void ownPasswordDoesNotFreeTheAddress() throws Exception {
    for (int i = 0; i < 39; i++) {
      wrong("user" + i, HERE);
      right("mallory", HERE);
    }
    wrong("last", HERE);
    assertThat(passes("mallory", HERE)).isFalse();
    assertThat(passes("mallory", "192.0.2.2")).isTrue();
  }

  @Test
  @DisplayName("BF-1: an attempt that could not be decided costs nothing")
  void undecidedAttemptsAreTakenBack() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(passes("johndoe", HERE)).isTrue();
    }
    assertThat(attempts.size()).isZero();
  }

  @Test
  @DisplayName("BF-1: a refused attempt costs nothing and prolongs nothing")
  void refusedAttemptsAreNotCounted() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
    }
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> throttle.begin("johndoe", HERE)).isInstanceOf(BearerException.class);
    }
    assertThat(passes("alice", HERE)).isTrue();
    clock.advance(Duration.ofMinutes(5));
    assertThat(passes("johndoe", HERE)).isTrue();
  }

  @Test
  @DisplayName("BF-1: the case of a user name gives no further attempts")
  void caseOfNamesIsOne() throws Exception {
    for (String name : List.of("johndoe", "JohnDoe", "JOHNDOE", "jOHNDOE")) {
      wrong(name, HERE);
    }
    assertThat(passes("johnDoe", HERE)).isFalse();
  }

  @Test
  @DisplayName("BF-1: name and address cannot be shifted into each other")
  void keysAreUnambiguous() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("a\n192.0.2.1", "192.0.2.9");
    }
    assertThat(passes("a", HERE)).isTrue();
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:3:3:4:5:6, false",
    "2001:db8:1:2::1, 2001:db8:1:2::2, true",
    "2001:db8:1:2::1, 2001:db8:1:2:3:4:5:6, true",
    "2001:db8::1, 2001:db8::2, true",
    "2001:db8::1, 2001:db9::1, false",
    "::1, ::2, true",
    "fe80::1%eth0, fe80::2%eth0, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1:4000, 192.0.2.1:4001, true",
    "192.0.2.1:4000, 192.0.2.1, true",
    "192.0.2.1:4000, 192.0.2.2:4000, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "[2001:db8::1]:4000, [2001:db8::1]:4001, true",
    "[2001:db8::1]:4000, 2001:db8::2, true",
    "[2001:db8:1:2::1]:4000, [2001:db8:1:3::1]:4000, false",
    "[fe80::1%eth0]:4000, fe80::2%eth1, true",
    "2001:db8:1:2:3:4:5:6:4000, 2001:db8:1:2:3:4:5:6:4001, true",
    ".:1:2, .:1:3, true",
    "client.example:4000, client.example:4001, true",
    "x:y:4000, x:y:4001, true",
    "'', 192.0.2.1, false",
    ", unknown, true",
  })
  @DisplayName("BF-1: an IPv6 host has a whole /64 network, which counts as one address")
  void addresses(String one, String other, boolean same) throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", one);
    }
    assertThat(passes("johndoe", other)).isEqualTo(!same);
  }

  @Test
  @DisplayName("BF-1: names are never looked up, and no address is kept at length")
  void addressesAreNotLookedUp() {
    assertThat(ClientNetwork.of("localhost")).isEqualTo("localhost");
    assertThat(ClientNetwork.of("dead.beef")).isEqualTo("dead.beef");
    assertThat(ClientNetwork.of("dead.beef:1:2")).isEqualTo("other");
    assertThat(ClientNetwork.of("x".repeat(1_000))).hasSize(64);
  }

  @Test
  @DisplayName("BF-2: of 64 guesses at the same moment exactly 4 are looked at")
  void parallelGuessesAreCounted() throws Exception {
    assertThat(parallel(64, i -> "johndoe")).isEqualTo(4);
  }

  @Test
  @DisplayName("BF-2: of 64 guesses for as many names from one address exactly 40")
  void parallelGuessesOfOneAddressAreCounted() throws Exception {
    assertThat(parallel(64, i -> "user" + i)).isEqualTo(40);
  }

  private int parallel(int count, java.util.function.IntFunction<String> name) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(count);
    List<Future<Boolean>> guesses = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        String user = name.apply(i);
        Callable<Boolean> guess =
            () -> {
              start.await();
              try (LoginThrottle.Attempt attempt = throttle.begin(user, HERE)) {
                begun.countDown();
                begun.await(); // the password is being checked while all the others come
                attempt.wrong();
                return true;
              } catch (BearerException e) {
                begun.countDown();
                return false;
              }
            };
        guesses.add(threads.submit(guess));
      }
      start.countDown();
      int passed = 0;
      for (Future<Boolean> guess : guesses) {
        passed += guess.get(10, TimeUnit.SECONDS) ? 1 : 0;
      }
      return passed;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  @DisplayName("BF-4: a million names from a million addresses leave a bounded memory")
  void memoryIsBounded() throws Exception {
    for (int i = 0; i < 1_000_000; i++) {
      wrong("user" + i, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }
    assertThat(attempts.size()).isEqualTo(20_000);
  }

  @Test
  @DisplayName("BF-3: who only comes too often at once waits a second, not the window")
  void attemptsUnderWayAreNoFailures() throws Exception {
    List<LoginThrottle.Attempt> underWay = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      underWay.add(throttle.begin("johndoe", HERE));
    }
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> throttle.begin("johndoe", HERE));
    assertThat(refused.description()).isEqualTo("Too many logins at once, try again");
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("1");
    for (LoginThrottle.Attempt attempt : underWay) {
      attempt.right();
      attempt.close();
    }
    assertThat(passes("johndoe", HERE)).isTrue();
    assertThat(attempts.size()).isZero();
  }

  @Test
  @DisplayName("BF-2: a right password does not free the places of guesses under way")
  void rightPasswordFreesOnePlace() throws Exception {
    for (int i = 0; i < 3; i++) {
      throttle.begin("johndoe", HERE);
    }
    right("johndoe", HERE);
    throttle.begin("johndoe", HERE);
    assertThat(retryAfter("johndoe", HERE)).isEqualTo("1");
  }

  @Test
  @DisplayName("BF-1: blanks around a user name give no further attempts")
  void blanksAroundNamesAreNothing() throws Exception {
    for (String name : List.of("johndoe ", " johndoe", "johndoe\u00a0", "\tJohnDoe\u2003")) {
      wrong(name, HERE);
    }
    assertThat(passes("johndoe", HERE)).isFalse();
  }

  @Test
  @DisplayName("LG-3: guessing is logged at INFO once for a key within a window, the rest at FINE")
  void guessingIsLoggedOnceInAWindow() throws Exception {
    for (int i = 0; i < 4; i++) {
      wrong("johndoe", HERE);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(passes("johndoe", HERE)).isFalse();
    assertThat(passes("JohnDoe", HERE)).isFalse();
    assertThat(audit.lines())
        .containsExactly(
            "INFO event=throttled userHash=" + HASH + " address=\"192.0.2.1\"",
            "FINE event=throttled userHash=" + HASH + " address=\"192.0.2.1\"");
    clock.advance(Duration.ofMinutes(1));
    wrong("johndoe", HERE); // the first has left
    assertThat(passes("johndoe", HERE)).isFalse();
    assertThat(audit.lines().get(2)).as("the same window").startsWith("FINE ");
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(1));
      wrong("johndoe", HERE);
    }
    clock.advance(Duration.ofMinutes(1));
    assertThat(passes("johndoe", HERE)).isFalse();
    assertThat(audit.lines().get(3)).as("five minutes later").startsWith("INFO ");
  }

  @Test
  @DisplayName("LG-3: an address that guesses many names is logged once, not once a name")
  void guessingAddressIsLoggedOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      wrong("user" + i, HERE);
    }
    for (int i = 40; i < 60; i++) {
      assertThat(passes("user" + i, HERE)).isFalse();
    }
    assertThat(audit.lines()).hasSize(20);
    assertThat(audit.lines()).filteredOn(line -> line.startsWith("INFO ")).hasSize(1);
  }

  @Test
  @DisplayName("LG-3: who only comes too often at once is no news")
  void attemptsAtOnceAreNoNews() throws Exception {
    for (int i = 0; i < 4; i++) {
      throttle.begin("johndoe", HERE);
    }
    assertThat(passes("johndoe", HERE)).isFalse();
    assertThat(audit.lines()).singleElement().asString().startsWith("FINE event=throttled ");
  }

  @Test
  @DisplayName("BF-1 a guess counts, also where the next finds no place, unless one is right")
  void testedGuessesCount() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(clientPasses()).isTrue();
      try (LoginThrottle.Attempt attempt = throttle.beginClient("app", HERE, 2)) {
        attempt.wrong();
        attempt.right();
      }
    }
    for (int i = 0; i < 3; i++) {
      try (LoginThrottle.Attempt attempt = throttle.beginClient("app", HERE, 2)) {
        attempt.wrong();
        attempt.turnedAway();
      }
    }
    assertThat(clientPasses()).as("one is left, and two are asked for").isFalse();
    try (LoginThrottle.Attempt attempt = throttle.beginClient("app", HERE, 1)) {
      assertThat(attempt.guesses()).isEqualTo(1);
    }
  }

  private boolean clientPasses() throws BearerException {
    try {
      throttle.beginClient("app", HERE, 2).close();
      return true;
    } catch (BearerException e) {
      return false;
    }
  }

  @Test
  @DisplayName("BF-1: while the store cannot decide, no password is looked at or called wrong")
  void undecidedIsUnavailable() throws Exception {
    FaultyAttemptStore store = new FaultyAttemptStore(attempts);
    LoginThrottle faulty = new LoginThrottle(4, 40, Duration.ofMinutes(5), store);
    store.failAfter(0);
    assertThat(error(() -> faulty.begin("johndoe", HERE))).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(attempts.size()).as("no place is kept").isZero();
    store.recover();
    try (LoginThrottle.Attempt attempt = faulty.begin("johndoe", HERE)) {
      store.failAfter(0);
      assertThat(error(attempt::wrong)).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(error(attempt::right)).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(error(attempt::turnedAway)).isEqualTo(BearerError.UNAVAILABLE);
    }
    assertThat(attempts.size()).isZero();
    store.recover();
    assertThat(passes("johndoe", HERE)).isTrue();
  }

  private static BearerError error(ThrowingCallable call) {
    return catchThrowableOfType(BearerException.class, call).error();
  }
}
