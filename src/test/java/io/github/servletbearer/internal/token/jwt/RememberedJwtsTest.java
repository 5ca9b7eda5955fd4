// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static io.github.servletbearer.internal.token.jwt.TestJwt.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RememberedJwtsTest {
  private final HandClock clock = new HandClock();
  private final AtomicReference<JwkSet> keys = new AtomicReference<>(keys("k1"));
  private final KeySource source =
      new KeySource() {
        @Override
        public JwkSet keys() throws BearerException {
          if (keys.get() == null) {
            throw new BearerException(BearerError.UNAVAILABLE, "too old");
          }
          return keys.get();
        }

        @Override
        public JwkSet keysAfter(JwkSet known, long issuedAtMillis) {
          return known;
        }
      };

  private JwtVerifier verifier(int remembered) {
    return new JwtVerifier(RULES, source, remembered, clock);
  }

  private String token(int number) {
    return new TestJwt(clock).claim("jti", "'" + number + "'").text();
  }

  private static void refuses(JwtVerifier verifier, String token, String reason) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("JV-19: a valid token is remembered by the hash of all of it")
  void validTokenIsRemembered() throws BearerException {
    JwtVerifier verifier = verifier(10);
    ValidTokenCache<?> remembered = verifier.remembered();
    String text = token(1);
    BearerToken first = verifier.verify(text);
    assertThat(verifier.verify(new String(text.toCharArray()))).isSameAs(first);
    assertThat(remembered.size()).isEqualTo(1);
    assertThat(remembered.hits()).isEqualTo(1);
    assertThat(remembered.misses()).isEqualTo(1);
    String otherSignature = text.substring(0, text.lastIndexOf('.')) + "." + "A".repeat(43);
    refuses(verifier, otherSignature, "signature");
    assertThat(remembered.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 11, 100})
  @DisplayName("JV-19: never more are remembered than were allowed")
  void memoryIsBounded(int max) throws BearerException {
    JwtVerifier verifier = verifier(max);
    ValidTokenCache<?> remembered = verifier.remembered();
    int most = 0;
    for (int i = 0; i < 5 * max; i++) {
      verifier.verify(token(i));
      verifier.verify(token(i / 2));
      assertThat(remembered.size()).isLessThanOrEqualTo(max);
      most = Math.max(most, remembered.size());
    }
    assertThat(most).as("and what is allowed is used").isGreaterThanOrEqualTo(max - 1);
  }

  @Test
  void whatIsAskedForStays() throws BearerException {
    JwtVerifier verifier = verifier(10);
    ValidTokenCache<?> remembered = verifier.remembered();
    BearerToken popular = verifier.verify(token(0));
    for (int i = 1; i < 100; i++) {
      verifier.verify(token(i));
      assertThat(verifier.verify(token(0))).isSameAs(popular);
    }
    assertThat(remembered.hits()).isEqualTo(99);
    assertThat(remembered.misses()).isEqualTo(100);
    verifier.verify(token(1));
    assertThat(remembered.misses()).as("1 went by").isEqualTo(101);
  }

  @Test
  void tokenThatStaysIsHeldOnce() throws BearerException {
    JwtVerifier verifier = verifier(4);
    ValidTokenCache<?> remembered = verifier.remembered();
    verifier.verify(token(1));
    verifier.verify(token(2)); // both are old now
    verifier.verify(token(1));
    assertThat(remembered.hits()).isEqualTo(1);
    assertThat(remembered.size()).isEqualTo(2);
  }

  @Test
  void memoryOfNoneKeepsNone() throws BearerException {
    JwtVerifier verifier = verifier(0);
    ValidTokenCache<?> remembered = verifier.remembered();
    assertThat(verifier.verify(token(1))).isNotSameAs(verifier.verify(token(1)));
    assertThat(remembered.size()).isZero();
    assertThat(remembered.hits()).isZero();
  }

  @Test
  @DisplayName("JV-19: a remembered token ends at its end")
  void rememberedTokenExpires() throws BearerException {
    JwtVerifier verifier = verifier(10);
    ValidTokenCache<?> remembered = verifier.remembered();
    String text = token(1);
    verifier.verify(text);
    clock.advance(Duration.ofSeconds(90).minusMillis(1));
    assertThat(verifier.verify(text)).isNotNull();
    assertThat(remembered.hits()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    refuses(verifier, text, "expired");
    assertThat(remembered.hits()).isEqualTo(1);
    assertThat(remembered.size()).isZero();
  }

  @Test
  @DisplayName("JV-19: a key that goes takes its tokens along at once; one that stays keeps them")
  void removedKeyEndsItsTokens() throws BearerException {
    keys.set(keys("k1", "k2"));
    JwtVerifier verifier = verifier(10);
    ValidTokenCache<?> remembered = verifier.remembered();
    String one = token(1);
    String two = new TestJwt(clock).by("k2").text();
    verifier.verify(one);
    verifier.verify(two);
    keys.set(keys("k2", "k3")); // other objects, equal keys
    refuses(verifier, one, "no key");
    verifier.verify(two);
    assertThat(remembered.hits()).isEqualTo(1);
    assertThat(remembered.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("JV-19: remembered tokens are as unsure as their keys, and stay for better times")
  void keysThatAreTooOldDecideNothing() throws BearerException {
    JwtVerifier verifier = verifier(10);
    BearerToken token = verifier.verify(token(1));
    keys.set(null);
    refuses(verifier, token(1), "too old");
    keys.set(keys("k1"));
    assertThat(verifier.verify(token(1))).isSameAs(token);
  }

  @Test
  @DisplayName("JV-19: 16 threads see the bound, the right token, and the end of a key")
  void memoryHoldsInParallel() throws Exception {
    JwtVerifier verifier = verifier(50);
    ValidTokenCache<?> remembered = verifier.remembered();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tokens.add(token(i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> readers = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        int step = 2 * t + 1;
        readers.add(
            () -> {
              int most = 0;
              for (int i = 0; i < 2_000; i++) {
                int number = i * step % tokens.size();
                BearerToken token = verifier.verify(tokens.get(number));
                if (!token.claims().get("jti").equals(Integer.toString(number))) {
                  throw new AssertionError("another's token");
                }
                most = Math.max(most, remembered.size());
              }
              return most;
            });
      }
      for (Future<Integer> most : threads.invokeAll(readers)) {
        assertThat(most.get()).isLessThanOrEqualTo(50);
      }
      assertThat(remembered.hits() + remembered.misses()).isEqualTo(32_000);
      assertThat(remembered.hits()).isPositive();
      keys.set(keys("k2"));
      for (String token : tokens) {
        refuses(verifier, token, "no key");
      }
      assertThat(remembered.size()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }
}
