// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.http.ClientSecret;
import io.github.servletbearer.internal.provider.http.OurThreads;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens over which a provider stumbles, and what they do to the tokens of others: nothing. */
@Timeout(120)
class OddTokensTest {
  private static final String PATH = "/introspect";
  private static final String ACTIVE = "{\"active\":true,\"sub\":\"johndoe\"}";

  private final HandClock clock = new HandClock();
  private final FakeProvider provider = new FakeProvider();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());
  private final Crowd crowd = new Crowd();
  private final Introspection introspection = introspection(http);
  private final AtomicInteger number = new AtomicInteger();

  /** What the provider does with a token that is not one of its own. */
  private interface Stumble {
    void over(HttpExchange exchange) throws IOException;
  }

  @AfterEach
  void noThreadIsLeft() {
    crowd.close();
    http.close();
    provider.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  private Introspection introspection(OutboundHttp way) {
    return new Introspection(
        IntrospectionTest.settings(provider.uri(PATH)),
        ClientSecret.of("app", "s3cret"),
        ClaimNames.of(List.of("sub"), List.of(), List.of()),
        way,
        clock);
  }

  private void provide(Stumble stumble) {
    provider.on(
        PATH,
        (exchange, request) -> {
          if (request.body().startsWith("token=good")) {
            FakeProvider.send(exchange, 200, ACTIVE);
          } else {
            stumble.over(exchange);
          }
        });
  }

  private void odd() {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> introspection.verify("odd" + next()));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  private void good() throws BearerException {
    assertThat(introspection.verify("good" + next()).subject()).isEqualTo("johndoe");
  }

  private int next() {
    return number.incrementAndGet();
  }

  @ParameterizedTest(name = "{0} {1}")
  @DisplayName("IN-5: whatever a provider answers to odd tokens, fresh valid tokens are accepted")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_request\"}",
        "201 | {\"active\":true}",
        "302 | ''",
        "401 | {\"error\":\"invalid_client\"}",
        "403 | <title>Request rejected</title>",
        "404 | ''",
        "413 | ''",
        "414 | ''",
        "422 | ''",
        "431 | ''",
        "500 | <pre>java.lang.NullPointerException</pre>",
        "501 | ''",
        "502 | ''",
        "503 | ''",
        "200 | <title>The requested URL was rejected</title>",
        "200 | {\"active\":\"no\"}",
        "200 | ''",
      })
  void oddAnswersHurtNoOtherToken(int status, String body) throws Exception {
    provide(exchange -> FakeProvider.send(exchange, status, body));
    int most = 0;
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 5; i++) {
        odd();
      }
      if (second % 15 == 14) { // so seldom that nothing good is remembered of the provider
        good();
        most++;
      }
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(provider.count(PATH)).as("calls").isEqualTo(300 + most);
  }

  @Test
  @DisplayName("IN-5: nor does a provider that hangs up over them")
  void brokenConnectionsHurtNoOtherToken() throws Exception {
    provide(HttpExchange::close);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 20; i++) {
        odd();
      }
      good();
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  @DisplayName("IN-5: nor does one that falls silent over them, while there is a place")
  void silenceOverSomeHurtsNoOtherToken() throws Exception {
    Timeouts timeouts =
        new Timeouts(Duration.ofSeconds(9), Duration.ofMillis(50), Duration.ofSeconds(9));
    try (OutboundHttp hurried = new OutboundHttp(false, timeouts, Tls.ofJvm())) {
      Introspection asked = introspection(hurried);
      provide(exchange -> silence());
      for (int i = 0; i < 12; i++) {
        String token = "odd" + next();
        assertThat(catchThrowableOfType(BearerException.class, () -> asked.verify(token)))
            .isNotNull();
      }
      assertThat(asked.verify("good").subject()).isEqualTo("johndoe");
    }
  }

  private static void silence() {
    try {
      Thread.currentThread().join(60_000); // until the provider is closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("IN-5: five odd tokens a second beside many valid ones, all at the same time")
  void validTokensAreAcceptedMeanwhile() throws Exception {
    provide(exchange -> FakeProvider.send(exchange, 500, ""));
    List<Future<Integer>> good =
        crowd.inParallel(
            2,
            () -> {
              for (int i = 0; i < 200; i++) {
                good();
              }
              return 200;
            });
    Future<Integer> attack =
        crowd.submit(
            () -> {
              int attacks = 0;
              while (!good.stream().allMatch(Future::isDone)) {
                odd();
                attacks++;
              }
              return attacks;
            });
    for (Future<Integer> taken : good) {
      assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo(200);
    }
    assertThat(attack.get(60, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  @DisplayName("IN-5: a provider that only fails is asked by one call at a time, and taken at once")
  void failingProviderIsAskedByOneAtATime() throws Exception {
    provider.on(PATH, 500, "");
    for (int i = 0; i < CircuitBreaker.FAULTS; i++) {
      odd();
    }
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    provider.on(
        PATH,
        exchange -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          java.util.concurrent.locks.LockSupport.parkNanos(5_000_000); // it takes its time
          atOnce.decrementAndGet();
          FakeProvider.send(exchange, 500, "");
        });
    for (Future<Integer> done : crowd.inParallel(32, this::oddOnce)) {
      done.get(20, TimeUnit.SECONDS);
    }
    assertThat(most).hasValue(1);
    provide(exchange -> FakeProvider.send(exchange, 500, ""));
    good();
  }

  private int oddOnce() {
    odd();
    return 1;
  }

  @Test
  @DisplayName("IN-5: beside a silent provider one thread asks, few wait, the others are free")
  void silentProviderHoldsOneThread() throws Exception {
    provider.on(PATH, 500, "");
    for (int i = 0; i < CircuitBreaker.FAULTS; i++) {
      odd();
    }
    crowd.hold(provider, PATH, ACTIVE);
    Future<?> first = crowd.submit(() -> introspection.verify("good" + next()));
    crowd.awaitHeld();
    for (Future<Integer> done : crowd.inParallel(200, this::oddOnce)) {
      done.get(20, TimeUnit.SECONDS);
    }
    crowd.release();
    first.get(20, TimeUnit.SECONDS);
    assertThat(provider.count(PATH)).isEqualTo(CircuitBreaker.FAULTS + 1);
    good();
  }

  @ParameterizedTest
  @DisplayName("IN-6: 429 is heeded for as long as it says, from 1 to 30 seconds, 5 if it does not")
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7",
        "1 | 1",
        "0 | 1",
        "30 | 30",
        "31 | 30",
        "86400 | 30",
        "99999999999999999999 | 30",
        "-1 | 5",
        "soon | 5",
        "7s | 5",
        "Wed, 21 Oct 2037 07:28:00 GMT | 5",
        "'' | 5",
      })
  void pauseIsHeeded(String said, int seconds) throws Exception {
    provide(
        exchange -> {
          if (!said.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", said);
          }
          FakeProvider.send(exchange, 429, "");
        });
    odd();
    clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> introspection.verify("good" + next()));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refused).hasMessageContaining("429");
    assertThat(provider.count(PATH)).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    good();
  }

  @Test
  @DisplayName("IN-6: a clock that is set back ends the pause")
  void pauseEndsWithTheClock() throws Exception {
    provide(exchange -> FakeProvider.send(exchange, 429, ""));
    odd();
    clock.advance(Duration.ofHours(-1));
    good();
  }

  @ParameterizedTest
  @DisplayName("LG-1: what the provider says against us is logged once a minute, with the cure")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | answered 400",
        "401 | client id and secret",
        "403 | right to introspect",
        "404 | compare its address",
        "302 | configure the final address",
        "429 | 429",
        "500 | answered 500",
      })
  void refusalsAreLogged(int status, String cure) throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      provide(exchange -> FakeProvider.send(exchange, status, "{\"secret\":\"s3cret\"}"));
      for (int i = 0; i < 300; i++) {
        odd();
        clock.advance(Duration.ofMillis(400));
      }
      List<String> warnings =
          log.lines().stream().filter(line -> line.startsWith("WARNING")).toList();
      assertThat(warnings).hasSize(2).allMatch(line -> line.contains(cure));
      assertThat(String.join("\n", log.lines())).doesNotContain("s3cret").doesNotContain("odd");
    }
  }

  @ParameterizedTest
  @DisplayName("IN-5: wrong credentials of our own refuse tokens no longer than they are wrong")
  @ValueSource(ints = {401, 403})
  void credentialsMayBeCured(int status) throws Exception {
    provider.on(PATH, status, "");
    for (int i = 0; i < 100; i++) {
      odd();
    }
    assertThat(provider.count(PATH)).isEqualTo(100);
    provider.on(PATH, ACTIVE);
    good();
  }

  @Test
  @DisplayName("LG-1: failing and answering again are logged, however often they take turns")
  void turnsAreLoggedSeldom() throws Exception {
    provide(exchange -> FakeProvider.send(exchange, 500, ""));
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      for (int i = 0; i < 40; i++) {
        for (int n = 0; n < CircuitBreaker.FAULTS; n++) {
          odd();
        }
        clock.advance(Duration.ofSeconds(10));
        odd();
        good();
      }
      assertThat(log.lines()).hasSizeBetween(2, 14); // 400 seconds
    }
  }

  @Test
  @DisplayName("LG-1: a call that ends with the application is no failure of the provider")
  void endIsNoFailure() throws Exception {
    crowd.hold(provider, PATH, ACTIVE);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Future<Integer> asked = crowd.submit(this::oddOnce);
      crowd.awaitHeld();
      introspection.close();
      http.close();
      asked.get(20, TimeUnit.SECONDS);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void nothingIsThrownThatIsNoRefusal() throws Exception {
    provider.on(PATH, 500, "");
    Thread.currentThread().interrupt();
    assertThat(catchThrowableOfType(BearerException.class, () -> introspection.verify("x")).error())
        .isEqualTo(BearerError.UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
    try {
      crowd.submit(this::odd).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
