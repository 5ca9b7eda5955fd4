// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.it.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins that hold their place until the test says so. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FairLimiterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> served = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** One login, and whether it got a place. */
  private final class Asked {
    private final String user;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Future<Boolean> place;

    Asked(FairLimiter places, String user, String address) {
      this.user = user;
      this.place = threads.submit(() -> hold(places, address));
    }

    private boolean hold(FairLimiter places, String address) throws Exception {
      try (FairLimiter.Place given = places.enter(user, address)) {
        if (given == null) {
          return false;
        }
        served.add(this);
        done.await();
        return true;
      }
    }
  }

  /** Asks, and comes back when it is decided or waits. */
  private Asked ask(FairLimiter places, String user, String address) {
    int seen = places.waiting() + served.size();
    Asked asked = new Asked(places, user, address);
    Await.until(
        "a decision", LONG, () -> places.waiting() + served.size() != seen || asked.place.isDone());
    return asked;
  }

  private void awaitServed(int number) {
    Await.until(number + " served", LONG, () -> served.size() >= number);
  }

  /** The names in the order in which they were served, each ended as soon as it is. */
  private List<String> serveAll(int number) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      awaitServed(i + 1);
      names.add(served.get(i).user);
      served.get(i).done.countDown();
    }
    return names;
  }

  private static void awaitWaiting(FairLimiter places, int number) {
    Await.until(number + " waiting", LONG, () -> places.waiting() == number);
  }

  @ParameterizedTest
  @CsvSource({
    "mallory, 192.0.2.1, mallory, 192.0.2.2",
    "mallory, 192.0.2.1, ' MALLORY', 192.0.2.2",
    "mallory, 192.0.2.1, trudy, 192.0.2.1",
    "mallory, 2001:db8:1:1::1, trudy, 2001:db8:1:1:ffff::2",
    "mallory, 2001:db8:1:1::1, trudy, 2001:db8:1:ffff::2",
    "mallory, 192.0.2.1, trudy, 192.0.2.1:4711"
  })
  @DisplayName("one user or one address has one place, while others are free for others")
  void oneForEach(String user, String address, String sameUser, String sameAddress) {
    FairLimiter places = new FairLimiter(4, 1, 10, LONG);
    ask(places, user, address);
    ask(places, sameUser, sameAddress);
    assertThat(served).hasSize(1);
    assertThat(places.waiting()).isEqualTo(1);
    ask(places, "johndoe", "2001:db8:2:1::1");
    assertThat(served).hasSize(2).last().extracting(asked -> asked.user).isEqualTo("johndoe");
    served.get(0).done.countDown();
    awaitServed(3);
  }

  @Test
  @DisplayName("a user whose name is an address takes no place of that address")
  void namesAreNoAddresses() {
    FairLimiter places = new FairLimiter(4, 1, 10, LONG);
    ask(places, "192.0.2.1", "198.51.100.1");
    ask(places, "johndoe", "192.0.2.1");
    assertThat(served).hasSize(2);
  }

  @Test
  void interruptedLoginKeepsNoPlace() throws Exception {
    FairLimiter limiter = new FairLimiter(1, 1, 4, Duration.ofSeconds(20));
    FairLimiter.Place place = limiter.enter("a", "192.0.2.1");
    assertInterrupted(limiter, "waiting");
    assertThat(limiter.waiting()).isZero();
    place.close();
    assertInterrupted(limiter, "given a place just then");
    FairLimiter.Place next = limiter.enter("b", "192.0.2.2");
    assertThat(next).isNotNull();
    next.close();
  }

  private static void assertInterrupted(FairLimiter limiter, String user) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> limiter.enter(user, "192.0.2.3")).isInstanceOf(BearerException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("who asks with many connections from one address waits behind a newcomer")
  void newcomerIsNext() {
    FairLimiter places = new FairLimiter(1, 1, 40, LONG);
    for (int i = 0; i < 20; i++) {
      ask(places, "mallory" + i, "192.0.2.1");
    }
    ask(places, "johndoe", "192.0.2.2");
    ask(places, "alice", "192.0.2.3");
    assertThat(serveAll(22).subList(0, 4))
        .containsExactly("mallory0", "johndoe", "alice", "mallory1");
  }

  @Test
  @DisplayName("all IPv6 networks of one site together fill no queue against a newcomer")
  void siteFillsNoQueue() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 40, LONG);
    for (int i = 0; i < 40; i++) {
      ask(places, "mallory" + i, "2001:db8:1:" + i + "::1");
    }
    Asked newest = ask(places, "mallory40", "2001:db8:1:40::1");
    Asked john = new Asked(places, "johndoe", "192.0.2.2");
    assertThat(newest.place.get()).isFalse();
    assertThat(serveAll(2)).containsExactly("mallory0", "johndoe");
    assertThat(john.place.get()).isTrue();
  }

  @Test
  @DisplayName("so does who logs in as one user from many addresses")
  void newcomerIsNextToOneUser() {
    FairLimiter places = new FairLimiter(1, 1, 40, LONG);
    for (int i = 0; i < 20; i++) {
      ask(places, "mallory", "192.0.2." + i);
    }
    ask(places, "johndoe", "198.51.100.1");
    assertThat(serveAll(21).subList(0, 3)).containsExactly("mallory", "johndoe", "mallory");
  }

  @Test
  @DisplayName("addresses that keep asking have turns, one after the other")
  void turnsGoRound() {
    FairLimiter places = new FairLimiter(1, 1, 40, LONG);
    ask(places, "first", "198.51.100.1");
    for (int address = 1; address <= 3; address++) {
      for (int i = 0; i < 3; i++) {
        ask(places, address + "" + i, "192.0.2." + address);
      }
    }
    assertThat(serveAll(10))
        .containsExactly("first", "10", "20", "30", "11", "21", "31", "12", "22", "32");
  }

  @Test
  @DisplayName("20 addresses that had their turn do not keep a newcomer waiting")
  void twentyAddresses() {
    FairLimiter places = new FairLimiter(1, 1, 40, LONG);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20; i++) {
        ask(places, "guess" + round + i, "192.0.2." + i);
      }
    }
    serveAll(21); // each address had a place
    awaitServed(22); // or ask would take that for its own
    ask(places, "johndoe", "198.51.100.1");
    served.get(21).done.countDown();
    awaitServed(23);
    assertThat(served.get(22).user).isEqualTo("johndoe");
    served.get(22).done.countDown();
  }

  @Test
  @DisplayName("who keeps logging in is remembered, however many others log in once")
  void whoKeepsAskingIsRemembered() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 10, LONG);
    for (int i = 0; i < 150; i++) {
      String user = i % 50 == 0 ? "mallory" : "user" + i;
      String address = i % 50 == 0 ? "203.0.113.1" : "192.0.2." + i;
      try (FairLimiter.Place place = places.enter(user, address)) {
        assertThat(place).isNotNull();
      }
    }
    ask(places, "first", "198.51.100.9");
    ask(places, "mallory", "203.0.113.1");
    ask(places, "johndoe", "198.51.100.1");
    assertThat(serveAll(3)).containsExactly("first", "johndoe", "mallory");
  }

  @Test
  @DisplayName("a full queue refuses the crowd, not the newcomer")
  void fullQueueRefusesTheCrowd() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 4, LONG);
    ask(places, "first", "198.51.100.9");
    List<Asked> crowd = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      crowd.add(ask(places, "mallory" + i, "192.0.2.1"));
    }
    Asked more = ask(places, "mallory4", "192.0.2.1");
    assertThat(more.place.get()).as("the newest of the crowd").isFalse();
    new Asked(places, "johndoe", "198.51.100.1");
    assertThat(crowd.get(3).place.get()).isFalse();
    new Asked(places, "alice", "198.51.100.2");
    assertThat(crowd.get(2).place.get()).isFalse();
    assertThat(places.waiting()).isEqualTo(4);
    assertThat(serveAll(5)).contains("johndoe", "alice", "mallory0", "mallory1");
  }

  @Test
  @DisplayName("so it does where the crowd is one user from many addresses")
  void fullQueueRefusesTheCrowdOfOneUser() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 4, LONG);
    ask(places, "first", "198.51.100.9");
    List<Asked> crowd = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      crowd.add(ask(places, "mallory", "192.0.2." + i));
    }
    new Asked(places, "johndoe", "198.51.100.1");
    assertThat(crowd.get(3).place.get()).isFalse();
    assertThat(serveAll(5)).contains("johndoe");
  }

  @Test
  @DisplayName("a full queue of single addresses refuses who had a turn last")
  void fullQueueRefusesWhoHadATurn() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 2, LONG);
    ask(places, "mallory", "192.0.2.1");
    served.get(0).done.countDown();
    assertThat(served.get(0).place.get()).isTrue();
    ask(places, "first", "198.51.100.9");
    Asked again = ask(places, "trudy", "192.0.2.1");
    ask(places, "johndoe", "198.51.100.1");
    new Asked(places, "alice", "198.51.100.2");
    assertThat(again.place.get()).isFalse();
    served.get(1).done.countDown();
    awaitServed(4 - 1);
  }

  @Test
  @DisplayName("patience ends, and nothing is left of who went away")
  void patienceEnds() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 10, Duration.ofMillis(20));
    ask(places, "first", "198.51.100.9");
    for (int i = 0; i < 3; i++) {
      assertThat(new Asked(places, "user" + i, "192.0.2." + i).place.get()).isFalse();
    }
    awaitWaiting(places, 0);
    served.get(0).done.countDown();
    assertThat(served.get(0).place.get()).isTrue();
    assertThat(new Asked(places, "user0", "192.0.2.0").place).isNotNull();
    awaitServed(2);
  }

  @Test
  @DisplayName("a hundred thousand users and addresses take the same memory as a few hundred")
  void memoryIsBounded() throws Exception {
    FairLimiter places = new FairLimiter(1, 1, 10, LONG);
    for (int i = 0; i < 100_000; i++) {
      try (FairLimiter.Place place = places.enter("user" + i, "host" + i)) {
        assertThat(place).isNotNull();
      }
    }
    assertThat(places.size()).isEqualTo(256);
    assertThat(places.waiting()).isZero();
  }
}
