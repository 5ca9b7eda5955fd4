// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.it.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PasswordHashLimiterTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String HERE = "192.0.2.200";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private int others;

  @AfterEach
  void stop() {
    end.countDown();
    threads.shutdownNow();
  }

  /** Work that lasts until the end is there. */
  private boolean untilTheEnd(CountDownLatch begun) {
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.decrementAndGet();
    return true;
  }

  /** Each by another user from another address. */
  private Future<Boolean> begin(PasswordHashLimiter work, CountDownLatch begun) {
    int number = ++others;
    return threads.submit(
        () -> work.run("user" + number, "192.0.2." + number, () -> untilTheEnd(begun)));
  }

  private static void awaitWaiting(PasswordHashLimiter work, int number) {
    Await.until(number + " waiting", Duration.ofSeconds(30), () -> work.waiting() >= number);
  }

  private static boolean run(PasswordHashLimiter work) throws Exception {
    return work.run("johndoe", HERE, () -> true);
  }

  private static ErrorResponse refusal(PasswordHashLimiter work) {
    return ErrorResponse.of(catchThrowableOfType(BearerException.class, () -> run(work)));
  }

  @Test
  @DisplayName("BF hashes are computed at as many places as there are, the others wait their turn")
  void noMoreThanPlacesAtOnce() throws Exception {
    PasswordHashLimiter work = new PasswordHashLimiter(2, 3, LONG);
    CountDownLatch begun = new CountDownLatch(2);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      all.add(begin(work, begun));
    }
    begun.await();
    for (int i = 0; i < 3; i++) {
      all.add(begin(work, begun));
    }
    awaitWaiting(work, 3);
    assertThat(running).hasValue(2);

    end.countDown();
    for (Future<Boolean> one : all) {
      assertThat(one.get()).isTrue();
    }
    assertThat(mostAtOnce).hasValue(2);
  }

  @Test
  @DisplayName("BF who finds the queue full is refused at once, with 503")
  void fullQueueRefuses() throws Exception {
    PasswordHashLimiter work = new PasswordHashLimiter(1, 1, LONG);
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> first = begin(work, begun);
    begun.await();
    Future<Boolean> second = begin(work, begun);
    awaitWaiting(work, 1);

    Fakes.Response response = new Fakes.Response();
    refusal(work).send(new Fakes.Request().http(), response.http());
    assertThat(response.status).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("5");

    end.countDown();
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThat(run(work)).as("a place is free again").isTrue();
  }

  @Test
  @DisplayName("BF who finds no place in time is refused, with 503, and leaves the queue")
  void patienceEnds() throws Exception {
    PasswordHashLimiter work = new PasswordHashLimiter(1, 1, Duration.ofMillis(20));
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> first = begin(work, begun);
    begun.await();

    for (int i = 0; i < 2; i++) {
      assertThat(refusal(work).error()).isEqualTo(BearerError.TOO_BUSY);
    }
    assertThat(work.waiting()).isZero();
    assertThat(first).isNotDone();
  }

  @Test
  @DisplayName("BF work that throws gives its place back")
  void placeComesBackAfterTrouble() throws Exception {
    PasswordHashLimiter work = new PasswordHashLimiter(1, 0, LONG);
    assertThatThrownBy(
            () ->
                work.run(
                    "johndoe",
                    HERE,
                    () -> {
                      throw new IllegalStateException("trouble");
                    }))
        .hasMessage("trouble");

    assertThat(run(work)).isTrue();
  }

  @Test
  @DisplayName("TE-15 an interrupt while waiting decides nothing, and stays set")
  void interruptCannotDecide() throws Exception {
    PasswordHashLimiter work = new PasswordHashLimiter(1, 1, LONG);
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> first = begin(work, begun);
    begun.await();

    Thread.currentThread().interrupt();
    assertThat(catchThrowableOfType(BearerException.class, () -> run(work)).error())
        .isEqualTo(BearerError.UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(first).isNotDone();
  }

  @Test
  @DisplayName("BF this machine's bound leaves a processor free, and works")
  void boundOfThisMachine() throws Exception {
    PasswordHash hash = PasswordHash.of("secret".toCharArray());

    assertThat(PasswordHashLimiter.ofThisMachine().matches(hash, "secret", "johndoe", HERE))
        .isTrue();
    assertThat(PasswordHashLimiter.ofThisMachine().matches(hash, "Secret", "johndoe", HERE))
        .isFalse();
  }
}
