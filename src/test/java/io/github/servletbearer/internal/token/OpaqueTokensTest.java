// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpaqueTokensTest {
  private final HandClock clock = new HandClock();

  private OpaqueTokens tokens(int maxTokens, int maxTokensPerUser) {
    return new OpaqueTokens(
        Duration.ofMinutes(15), TestStores.tokens(maxTokens, maxTokensPerUser, clock), clock);
  }

  private static String issue(OpaqueTokens tokens, String user) throws BearerException {
    return tokens.issue(grant(user)).text();
  }

  private static Authorization grant(String user) {
    return Authorization.of(AuthenticatedUser.of(user, List.of("r")), List.of("a"));
  }

  private static void refuses(OpaqueTokens tokens, String text) {
    assertThat(catchThrowableOfType(BearerException.class, () -> tokens.verify(text)).error())
        .isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("AR-1: 10,000 tokens of 256 bits are distinct, and every bit of them moves")
  void tokensAreRandom() {
    RandomToken random = new RandomToken();
    Set<String> seen = new HashSet<>();
    byte[] ones = new byte[32];
    byte[] zeros = new byte[32];
    for (int i = 0; i < 10_000; i++) {
      String token = random.next();
      assertThat(token).hasSize(43);
      assertThat(seen.add(token)).isTrue();
      byte[] bytes = java.util.Base64.getUrlDecoder().decode(token);
      assertThat(bytes).hasSize(32);
      for (int j = 0; j < bytes.length; j++) {
        ones[j] |= bytes[j];
        zeros[j] |= (byte) ~bytes[j];
      }
    }
    assertThat(ones).containsOnly(0xff);
    assertThat(zeros).containsOnly(0xff);
    assertThat(String.join("", seen)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  @DisplayName("AR-8: no spelling of a name has a limit of its own; the subject stays as it is")
  void spellingsShareOneLimit() throws BearerException {
    OpaqueTokens tokens = tokens(10, 1);
    String first = issue(tokens, "johndoe");
    String second = issue(tokens, " JohnDoe\u00a0");
    refuses(tokens, first);
    assertThat(tokens.verify(second).subject()).isEqualTo(" JohnDoe\u00a0");
  }

  @Test
  void tokenSaysWhatItWasIssuedFor() throws BearerException {
    OpaqueTokens tokens = tokens(10, 10);
    IssuedToken issued =
        tokens.issue(
            Authorization.of(AuthenticatedUser.of("johndoe", List.of("user")), List.of("b", "a")));
    BearerToken verified = tokens.verify(issued.text());
    assertThat(verified).isSameAs(issued.token());
    assertThat(verified.subject()).isEqualTo("johndoe");
    assertThat(verified.scopes()).containsExactly("b", "a");
    assertThat(verified.roles()).containsExactly("user");
    assertThat(verified.expiresAt()).isEqualTo(clock.instant().plusSeconds(900));
    assertThat(tokens.lifetime()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  @DisplayName("AR-2, LG-1: the hash that is logged is no token, and nothing prints one")
  void hashIsNoToken() throws BearerException {
    OpaqueTokens tokens = tokens(10, 10);
    IssuedToken issued = tokens.issue(grant("johndoe"));
    assertThat(issued.id()).isEqualTo(TokenHash.of(issued.text()).shortText());
    refuses(tokens, issued.id());
    assertThat(issued.toString()).doesNotContain(issued.text()).contains(issued.id(), "johndoe");
  }

  @Test
  void otherTextIsNoToken() throws BearerException {
    OpaqueTokens tokens = tokens(10, 10);
    String text = issue(tokens, "a");
    refuses(tokens, text + "=");
    refuses(tokens, text.substring(1));
    refuses(tokens, text.toLowerCase(java.util.Locale.ROOT) + "A");
    refuses(tokens, new RandomToken().next());
    refuses(tokens(10, 10), text);
  }

  @Test
  @DisplayName("AR-8: a token is refused from the moment it expires")
  void tokenExpires() throws BearerException {
    OpaqueTokens tokens = tokens(10, 10);
    String text = issue(tokens, "a");
    clock.advance(Duration.ofMinutes(15).minusMillis(1));
    assertThat(tokens.verify(text).subject()).isEqualTo("a");
    clock.advance(Duration.ofMillis(1));
    refuses(tokens, text);
  }

  @Test
  @DisplayName("AR-8: a user's own oldest token gives way, and no other user's")
  void ownOldestGivesWay() throws BearerException {
    OpaqueTokens tokens = tokens(10, 2);
    String others = issue(tokens, "b");
    String first = issue(tokens, "a");
    String second = issue(tokens, "a");
    String third = issue(tokens, "a");
    refuses(tokens, first);
    for (String live : List.of(second, third, others)) {
      assertThat(tokens.verify(live)).isNotNull();
    }
  }

  @Test
  @DisplayName("AR-8: a full store refuses new logins, logs no user out, and recovers by itself")
  void fullStoreRefuses() throws BearerException {
    OpaqueTokens tokens = tokens(3, 2);
    List<String> live = new ArrayList<>();
    for (String user : List.of("a", "b", "c")) {
      live.add(issue(tokens, user));
    }
    BearerException refused = catchThrowableOfType(BearerException.class, () -> issue(tokens, "d"));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    for (String text : live) {
      assertThat(tokens.verify(text)).isNotNull();
    }
    assertThatThrownBy(() -> issue(tokens, "a"))
        .as("one of a's two is used")
        .isInstanceOf(BearerException.class);
    clock.advance(Duration.ofMinutes(15));
    assertThat(tokens.verify(issue(tokens, "d")).subject()).isEqualTo("d");
    assertThat(tokens.size()).isEqualTo(1);
  }

  @Test
  void userAtTheOwnLimitMayLogInToAFullStore() throws BearerException {
    OpaqueTokens tokens = tokens(2, 1);
    issue(tokens, "b");
    String first = issue(tokens, "a");
    String second = issue(tokens, "a");
    refuses(tokens, first);
    assertThat(tokens.verify(second).subject()).isEqualTo("a");
  }

  @Test
  @DisplayName("AR-8: what has expired is removed")
  void memoryShrinks() throws BearerException {
    OpaqueTokens tokens = tokens(100_000, 20);
    for (int i = 0; i < 20_000; i++) {
      issue(tokens, "user" + i % 5_000);
    }
    assertThat(tokens.size()).isEqualTo(20_000);
    clock.advance(Duration.ofMinutes(15));
    issue(tokens, "last");
    assertThat(tokens.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("AR-8: the bounds hold under parallel logins")
  void boundsHoldInParallel() throws Exception {
    OpaqueTokens tokens = tokens(500, 20);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> logins = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String user = "user" + i % 4;
        logins.add(
            () -> {
              int live = 0;
              for (int j = 0; j < 500; j++) {
                tokens.verify(issue(tokens, user + j / 10));
                live++;
              }
              return live;
            });
      }
      for (Future<Integer> login : threads.invokeAll(logins)) {
        try {
          assertThat(login.get()).isEqualTo(500);
        } catch (java.util.concurrent.ExecutionException e) {
          BearerException refused = (BearerException) e.getCause();
          assertThat(refused.error()).isIn(BearerError.UNAVAILABLE, BearerError.INVALID_TOKEN);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(tokens.size()).isEqualTo(500);
  }
}
