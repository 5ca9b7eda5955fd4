// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.provider.ProviderKeys.A;
import static io.github.servletbearer.internal.provider.ProviderKeys.B;
import static io.github.servletbearer.internal.provider.ProviderKeys.C;
import static io.github.servletbearer.internal.provider.ProviderKeys.set;
import static io.github.servletbearer.internal.provider.ProviderKeys.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.http.OurThreads;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RemoteJwkSetTest {
  private static final String PATH = "/keys";
  private static final Duration MAX_AGE = Duration.ofMinutes(15);
  private static final Duration STALE = Duration.ofHours(1);

  private final FakeProvider provider = new FakeProvider();
  private final HandClock clock = new HandClock();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());
  private final Crowd crowd = new Crowd();
  private final RemoteJwkSet keys = keysOf("https://idp.example");

  private RemoteJwkSet keysOf(String issuer) {
    return new RemoteJwkSet(issuer, ProviderKeys.settings(issuer, provider.uri(PATH)), http, clock);
  }

  @AfterEach
  void noThreadIsLeft() {
    crowd.close();
    keys.close();
    http.close();
    provider.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  private static void unavailable(KeySource source) {
    assertThat(catchThrowableOfType(BearerException.class, source::keys).error())
        .isEqualTo(BearerError.UNAVAILABLE);
  }

  private static BearerException unavailableAfter(KeySource source, JwkSet known) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> source.keysAfter(known, -1));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    return refused;
  }

  @Test
  @DisplayName("JK-4: an application starts while its provider is down, and asks when it must")
  void nothingIsFetchedAtFirst() throws BearerException {
    provider.on(PATH, set(A, B));
    assertThat(provider.count(PATH)).isZero();
    JwkSet known = keys.keys();
    assertThat(known.size()).isEqualTo(2);
    assertThat(known.candidates(token(A)).get(0).verifies(token(A))).isTrue();
    assertThat(keys.keys()).isSameAs(known);
    assertThat(provider.count(PATH)).isEqualTo(1);
  }

  @Test
  @DisplayName("JK-3: requests that come together share the first fetch")
  void firstFetchIsShared() throws Exception {
    crowd.hold(provider, PATH, set(A));
    List<Future<JwkSet>> answers = crowd.inParallel(32, keys::keys);
    crowd.awaitHeld();
    crowd.release();
    for (Future<JwkSet> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS)).isSameAs(keys.keys());
    }
    assertThat(provider.count(PATH)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "JK-4: after a failure there is no request for a while, which doubles up to 30 seconds")
  void failuresMakeWait() throws BearerException {
    provider.on(PATH, 500, "");
    int fetches = 0;
    for (int seconds : new int[] {5, 10, 20, 30, 30}) {
      unavailable(keys);
      fetches++;
      assertThat(provider.count(PATH)).isEqualTo(fetches);
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      unavailable(keys);
      assertThat(provider.count(PATH)).as("too early").isEqualTo(fetches);
      clock.advance(Duration.ofMillis(1));
    }
    provider.on(PATH, set(A));
    assertThat(keys.keys().size()).isEqualTo(1);
  }

  @Test
  @DisplayName("JK-4: old keys serve while newer ones are fetched, by one thread")
  void oldKeysServeMeanwhile() throws Exception {
    provider.on(PATH, set(A));
    JwkSet old = keys.keys();
    clock.advance(MAX_AGE.dividedBy(2));
    assertThat(keys.keys()).isSameAs(old);
    OurThreads.end();
    assertThat(provider.count(PATH)).as("not old yet").isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    crowd.hold(provider, PATH, set(B));
    for (Future<JwkSet> answer : crowd.inParallel(16, keys::keys)) {
      assertThat(answer.get(20, TimeUnit.SECONDS)).isSameAs(old);
    }
    crowd.awaitHeld();
    crowd.release();
    OurThreads.end();
    assertThat(keys.keys().candidates(token(B))).isNotEmpty();
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "JK-4: during an outage the last keys serve for a bounded time, then the answer is unknown")
  void outageIsBridged() throws Exception {
    provider.on(PATH, set(A));
    JwkSet last = keys.keys();
    provider.on(PATH, 503, "");
    clock.advance(MAX_AGE.plus(STALE));
    assertThat(keys.keys()).isSameAs(last);
    OurThreads.end();
    assertThat(provider.count(PATH)).isEqualTo(2);
    clock.advance(Duration.ofMillis(1));
    unavailable(keys);
    unavailableAfter(keys, last);
    clock.advance(Duration.ofSeconds(30));
    provider.on(PATH, set(A));
    assertThat(keys.keys().contains(last.candidates(token(A)).get(0))).as("back again").isTrue();
  }

  @Test
  @DisplayName("JK-4: known keys serve where two calls take longer than a request waits")
  void slowProviderIsBridged() throws BearerException {
    String issuer = provider.origin();
    String metadata = "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + provider.uri(PATH) + "\"}";
    Duration longest = Duration.ofSeconds(1);
    Timeouts timeouts = new Timeouts(longest, longest, longest);
    try (OutboundHttp hasty = new OutboundHttp(false, timeouts, Tls.ofJvm());
        RemoteJwkSet slow = new RemoteJwkSet(issuer, ProviderKeys.settings(issuer), hasty, clock)) {
      String path = "/.well-known/openid-configuration";
      provider.on(path, metadata).on(PATH, set(A));
      JwkSet known = slow.keys();
      FakeProvider.Reply late =
          exchange -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            FakeProvider.send(exchange, 200, metadata);
          };
      provider.on(path, late).on(PATH, late);
      clock.advance(MAX_AGE.plusMillis(1));
      assertThat(slow.keys()).isSameAs(known);
    }
  }

  @Test
  @DisplayName("JK-4: after a night without requests the first one fetches, and is answered")
  void idleNightIsNoOutage() throws BearerException {
    provider.on(PATH, set(A));
    keys.keys();
    clock.advance(Duration.ofHours(9));
    provider.on(PATH, set(B));
    assertThat(keys.keys().candidates(token(B))).isNotEmpty();
  }

  @Test
  @DisplayName("JK-5: a new key is usable at once; a removed one is gone; a kept one is the same")
  void keysRotate() throws BearerException {
    provider.on(PATH, set(A, B));
    JwkSet before = keys.keys();
    assertThat(before.candidates(token(C))).isEmpty();
    provider.on(PATH, set(B, C));
    JwkSet after = keys.keysAfter(before, -1);
    assertThat(after.candidates(token(C)).get(0).verifies(token(C))).isTrue();
    assertThat(after.contains(before.candidates(token(A)).get(0))).isFalse();
    assertThat(after.candidates(token(A))).isEmpty();
    assertThat(after.contains(before.candidates(token(B)).get(0))).isTrue();
    assertThat(keys.keys()).isSameAs(after);
  }

  @Test
  @DisplayName("JK-5: a removed key is gone after one refresh, without anybody missing a key")
  void removedKeyGoes() throws Exception {
    provider.on(PATH, set(A, B));
    JwkSet before = keys.keys();
    provider.on(PATH, set(B));
    clock.advance(MAX_AGE.plusMillis(1));
    keys.keys();
    OurThreads.end();
    assertThat(keys.keys().contains(before.candidates(token(A)).get(0))).isFalse();
    assertThat(keys.keys().contains(before.candidates(token(B)).get(0))).isTrue();
  }

  @Test
  @DisplayName("JK-5: a removed key is gone for the first request after an hour without any")
  void removedKeyGoesThoughNobodyAsked() throws BearerException {
    provider.on(PATH, set(A, B));
    JwkSet before = keys.keys();
    provider.on(PATH, set(B));
    clock.advance(STALE);
    assertThat(keys.keys().contains(before.candidates(token(A)).get(0))).isFalse();
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("JK-5: keys that took their time are as old as their question")
  void slowKeysAreNotYoung() throws BearerException {
    provider.on(
        PATH,
        exchange -> {
          clock.advance(Duration.ofSeconds(8));
          FakeProvider.send(exchange, 200, set(A, B));
        });
    JwkSet before = keys.keys();
    provider.on(PATH, set(B));
    clock.advance(MAX_AGE.minusSeconds(8).plusMillis(1));
    assertThat(keys.keys().contains(before.candidates(token(A)).get(0))).isFalse();
  }

  @Test
  @DisplayName("JK-5: requests that find no place to wait do not get a key that may be removed")
  void removedKeyDoesNotServeTheOthers() throws Exception {
    provider.on(PATH, set(A, B));
    JwkSet before = keys.keys();
    crowd.hold(provider, PATH, set(B));
    clock.advance(STALE);
    List<Future<JwkSet>> answers = crowd.inParallel(100, keys::keys);
    crowd.awaitHeld();
    crowd.release();
    for (Future<JwkSet> answer : answers) {
      try {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isNotSameAs(before);
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(BearerException.class);
      }
    }
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "JK-3: 1,000 unknown keys from 16 threads are one fetch; the next is 30 seconds later")
  void floodOfUnknownKeysIsOneFetch() throws Exception {
    provider.on(PATH, set(A));
    JwkSet known = keys.keys();
    List<Future<Integer>> answers =
        crowd.inParallel(
            16,
            () -> {
              int misses = 0;
              for (; misses < 63; misses++) {
                try {
                  assertThat(keys.keysAfter(keys.keys(), -1).candidates(token(B))).isEmpty();
                } catch (BearerException e) {
                  assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
                }
              }
              return misses;
            });
    int misses = 0;
    for (Future<Integer> answer : answers) {
      misses += answer.get(60, TimeUnit.SECONDS);
    }
    assertThat(misses).isEqualTo(1_008);
    assertThat(provider.count(PATH)).isEqualTo(2);

    JwkSet now = keys.keys();
    assertThat(now).isNotSameAs(known);
    assertThat(keys.keysAfter(known, -1)).as("newer keys are there already").isSameAs(now);
    provider.on(PATH, set(A, B));
    clock.advance(Duration.ofSeconds(30).minusMillis(1));
    assertThat(unavailableAfter(keys, now)).as("too early").hasMessageContaining("a moment ago");
    assertThat(provider.count(PATH)).isEqualTo(2);
    clock.advance(Duration.ofMillis(1));
    assertThat(keys.keysAfter(now, -1).candidates(token(B))).as("no later than that").isNotEmpty();
    assertThat(provider.count(PATH)).isEqualTo(3);
  }

  @Test
  @DisplayName("JK-3: one request waits for the key it misses, those beside it come back later")
  void oneWaitsForMissingKey() throws Exception {
    provider.on(PATH, set(A));
    JwkSet known = keys.keys();
    crowd.hold(provider, PATH, set(A, B));
    Future<JwkSet> first = crowd.submit(() -> keys.keysAfter(known, -1));
    crowd.awaitHeld();
    assertThat(unavailableAfter(keys, known)).hasMessageContaining("is being asked");
    assertThat(keys.keys()).as("known keys serve on").isSameAs(known);
    crowd.release();
    assertThat(first.get(20, TimeUnit.SECONDS).candidates(token(B))).isNotEmpty();
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("JK-3: a missing key joins the refresh that is under way anyway")
  void missJoinsRefresh() throws Exception {
    provider.on(PATH, set(A));
    JwkSet known = keys.keys();
    clock.advance(MAX_AGE.dividedBy(2).plusMillis(1));
    crowd.hold(provider, PATH, set(A, B));
    keys.keys();
    crowd.awaitHeld();
    Future<JwkSet> first = crowd.submit(() -> keys.keysAfter(known, -1));
    crowd.release();
    assertThat(first.get(20, TimeUnit.SECONDS).candidates(token(B))).isNotEmpty();
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("JK-3: while the provider fails, it is unknown that a key does not exist")
  void missDuringOutageIsUndecided() throws BearerException {
    provider.on(PATH, set(A));
    JwkSet known = keys.keys();
    provider.on(PATH, 500, "");
    unavailableAfter(keys, known);
    clock.advance(Duration.ofSeconds(29));
    unavailableAfter(keys, known);
    assertThat(provider.count(PATH)).isEqualTo(2);
    assertThat(keys.keys()).as("known keys serve on").isSameAs(known);
    clock.advance(Duration.ofSeconds(1));
    provider.on(PATH, set(A, B));
    assertThat(keys.keysAfter(known, -1).candidates(token(B))).isNotEmpty();
  }

  @Test
  @DisplayName("JK-4: few requests wait for a silent provider, the others are answered at once")
  void fewWait() throws Exception {
    crowd.hold(provider, PATH, set(A));
    CountDownLatch refused = new CountDownLatch(200 - BoundedWait.PLACES);
    List<Future<JwkSet>> answers =
        crowd.inParallel(
            200,
            () -> {
              try {
                return keys.keys();
              } catch (BearerException e) {
                refused.countDown();
                throw e;
              }
            });
    assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
    crowd.release();
    int served = 0;
    for (Future<JwkSet> answer : answers) {
      try {
        assertThat(answer.get(20, TimeUnit.SECONDS).size()).isEqualTo(1);
        served++;
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(BearerException.class);
      }
    }
    assertThat(served).isEqualTo(BoundedWait.PLACES);
  }

  @Test
  @DisplayName("JK-6: one bad key is left out with a warning, once for each changed set")
  void badKeyIsLeftOut() throws Exception {
    String secret =
        "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0\"}";
    String mixed = set(A).replace("[", "[" + secret + ",");
    provider.on(PATH, mixed);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      assertThat(keys.keys().size()).isEqualTo(1);
      refresh();
      assertThat(keys.keys().candidates(token(A))).isNotEmpty();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);
      assertThat(String.join("\n", log.lines()))
          .contains("https://idp.example")
          .doesNotContain("c2VjcmV0");
      provider.on(PATH, set(A));
      refresh();
      provider.on(PATH, mixed);
      refresh();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(2);
    }
  }

  private void refresh() throws Exception {
    clock.advance(MAX_AGE.plusMillis(1));
    keys.keys();
    OurThreads.end();
  }

  @Test
  @DisplayName("JK-6: a set without a usable key is a failure, and the last keys serve on")
  void emptySetIsFailure() throws Exception {
    provider.on(PATH, set(A));
    JwkSet last = keys.keys();
    for (String nonsense :
        List.of(
            "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}", "{}", "[]", "x", "")) {
      provider.on(PATH, nonsense);
      refreshAfterFailure();
      assertThat(keys.keys()).as(nonsense).isSameAs(last);
    }
    assertThat(provider.count(PATH)).isEqualTo(7);
  }

  private void refreshAfterFailure() throws Exception {
    clock.advance(Duration.ofSeconds(30));
    clock.advance(keysAreOld() ? Duration.ZERO : MAX_AGE);
    keys.keys();
    OurThreads.end();
  }

  private boolean keysAreOld() {
    return provider.count(PATH) > 1;
  }

  @Test
  @DisplayName("JV-12: each issuer has keys of its own")
  void issuersShareNoKeys() throws BearerException {
    provider.on(PATH, set(A)).on("/others", set(B));
    Settings settings = ProviderKeys.settings("https://other.example", provider.uri("/others"));
    try (RemoteJwkSet others = new RemoteJwkSet("https://other.example", settings, http, clock)) {
      assertThat(keys.keys().candidates(token(A))).isNotEmpty();
      assertThat(keys.keys().candidates(token(B))).isEmpty();
      assertThat(others.keys().candidates(token(B))).isNotEmpty();
      assertThat(others.keys().candidates(token(A))).isEmpty();
      assertThat(others.keysAfter(others.keys(), -1).candidates(token(A))).isEmpty();
    }
  }

  @Test
  @DisplayName("LG-1: each change is logged once")
  void changesAreLogged() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      provider.on(PATH, 500, "{\"secret\":\"s3cret\"}");
      for (int i = 0; i < 3; i++) {
        unavailable(keys);
        clock.advance(Duration.ofSeconds(30));
      }
      provider.on(PATH, set(A, B));
      keys.keys();
      refresh();
      provider.on(PATH, 500, "");
      for (int i = 0; i < 3; i++) {
        refresh();
      }
      clock.advance(STALE);
      unavailable(keys);
      clock.advance(Duration.ofSeconds(30));
      provider.on(PATH, set(A));
      keys.keys();
      assertThat(log.lines()).hasSize(5);
      assertThat(log.lines().get(0))
          .startsWith("WARNING no keys of https://idp.example, so none of its tokens is accepted: ")
          .contains("answered 500");
      assertThat(log.lines().get(1))
          .isEqualTo("INFO fetched again: 2 keys of https://idp.example for ES256");
      assertThat(log.lines().get(2))
          .startsWith("WARNING no keys of https://idp.example, the last ones serve for now: ");
      assertThat(log.lines().get(3)).contains("so none of its tokens is accepted");
      assertThat(log.lines().get(4))
          .isEqualTo("INFO fetched again: 1 key of https://idp.example for ES256");
      assertThat(String.join("\n", log.lines())).doesNotContain("s3cret");
    }
  }

  @Test
  @DisplayName("JK-7, RC-2: close ends a fetch, answers those who wait, and leaves no thread")
  void closeEndsFetch() throws Exception {
    Duration late = Duration.ofSeconds(100);
    OutboundHttp patient = new OutboundHttp(false, new Timeouts(late, late, late), Tls.ofJvm());
    Settings settings = ProviderKeys.settings("https://idp.example", provider.uri(PATH));
    RemoteJwkSet closed = new RemoteJwkSet("https://idp.example", settings, patient, clock);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      crowd.hold(provider, PATH, set(A));
      Future<?> waiting = crowd.submit(() -> unavailable(closed));
      crowd.awaitHeld();
      closed.close();
      assertThat(OurThreads.alive()).doesNotContain("servlet-bearer-keys");
      patient.close();
      assertThat(OurThreads.alive()).isEmpty();
      waiting.get(20, TimeUnit.SECONDS);
      unavailable(closed);
      assertThat(log.lines()).as("an end is no failure").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -24, -24 * 365})
  @DisplayName("no date makes keys younger than the time that passed")
  void dateMakesNoKeysYoung(int hours) throws BearerException {
    provider.on(PATH, set(A));
    keys.keys();
    clock.set(Duration.ofHours(hours));
    keys.keys();
    assertThat(provider.count(PATH)).isEqualTo(1);
    clock.set(Duration.ofHours(-hours));
    clock.advance(Duration.ofDays(1));
    clock.set(Duration.ofDays(-1));
    keys.keys();
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("JK-4: keys grow old by the date, too: no time passes while a machine is suspended")
  void suspensionKeepsNoKeysYoung() throws Exception {
    provider.on(PATH, set(A));
    JwkSet old = keys.keys();
    provider.on(PATH, set(B));
    clock.set(Duration.ofHours(10));
    assertThat(keys.keys()).as("the provider may have removed them").isNotSameAs(old);
    assertThat(keys.keys().candidates(token(A))).isEmpty();
    provider.on(PATH, 500, "");
    clock.set(Duration.ofHours(10));
    unavailable(keys);
  }
}
