// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.TokenHash;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionCacheTest {
  private static final int MEGABYTE = 1024 * 1024;

  private final HandClock clock = new HandClock();
  private final IntrospectionCache cache = new IntrospectionCache(Duration.ofSeconds(30), clock);
  private final BearerToken token = BearerToken.builder("johndoe").build();

  private static TokenHash hash(int number) {
    return TokenHash.of("token" + number);
  }

  @Test
  @DisplayName("IN-3: the oldest answers give way to new ones, by the size of all together")
  void memoryIsBounded() throws BearerException {
    for (int i = 0; i < 100; i++) {
      cache.keep(hash(i), token, MEGABYTE, cache.asked());
    }
    assertThat(cache.size()).isBetween(7, 15);
    assertThat(cache.find(hash(84))).isNull();
    assertThat(cache.find(hash(93))).isSameAs(token);
    assertThat(cache.find(hash(99))).isSameAs(token);
    cache.keep(hash(100), token, 17 * MEGABYTE, cache.asked());
    assertThat(cache.find(hash(100))).as("an answer larger than the cache").isNull();
    cache.keep(hash(101), token, 10, cache.asked());
    assertThat(cache.find(hash(101))).isSameAs(token);
  }

  @Test
  @DisplayName("IN-3: many small answers are bounded too")
  void smallAnswersAreBounded() throws BearerException {
    for (int i = 0; i < 100_000; i++) {
      cache.keep(hash(i), token, 0, cache.asked());
      assertThat(cache.size()).isLessThanOrEqualTo(16 * MEGABYTE / 512);
    }
    assertThat(cache.size()).isGreaterThanOrEqualTo(8 * MEGABYTE / 512);
  }

  @Test
  void whatIsTwoLifetimesOldIsRemoved() throws BearerException {
    for (int i = 0; i < 1_000; i++) {
      cache.keep(hash(i), token, 10, cache.asked());
    }
    clock.advance(Duration.ofSeconds(30));
    assertThat(cache.find(hash(999))).isNull();
    cache.keep(hash(1_000), token, 10, cache.asked());
    clock.advance(Duration.ofSeconds(30));
    cache.keep(hash(1_001), token, 10, cache.asked());
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void newerAnswerForOneTokenStays() throws BearerException {
    cache.keep(hash(1), token, 10, cache.asked());
    clock.advance(Duration.ofSeconds(20));
    BearerToken newer = BearerToken.builder("johndoe").build();
    cache.keep(hash(1), newer, 10, cache.asked());
    clock.advance(Duration.ofSeconds(20));
    cache.keep(hash(2), token, 10, cache.asked());
    assertThat(cache.find(hash(1))).isSameAs(newer);
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, -3_600, -86_400})
  @DisplayName("no date makes an answer younger than the time that passed")
  void dateMakesNothingFresh(int seconds) throws BearerException {
    cache.keep(hash(1), token, 10, cache.asked());
    clock.set(Duration.ofSeconds(seconds));
    assertThat(cache.find(hash(1))).isSameAs(token);
    clock.advance(Duration.ofSeconds(30));
    clock.set(Duration.ofSeconds(-seconds));
    for (int i = 0; i < 100; i++) {
      assertThat(cache.find(hash(1))).isNull();
      clock.set(Duration.ofSeconds(-seconds / 50));
    }
  }

  @Test
  @DisplayName("IN-3: an answer ends by the date, too: no time passes while a machine is suspended")
  void suspensionKeepsNothingFresh() throws BearerException {
    cache.keep(hash(1), token, 10, cache.asked());
    clock.set(Duration.ofSeconds(30).minusMillis(1));
    assertThat(cache.find(hash(1))).isSameAs(token);
    clock.set(Duration.ofMillis(1));
    assertThat(cache.find(hash(1))).isNull();
  }
}
