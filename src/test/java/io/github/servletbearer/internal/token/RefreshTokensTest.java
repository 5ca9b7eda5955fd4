// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.token.RefreshResult.Kind;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Set<String> ALL = Set.of();

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final OpaqueTokens access =
      new OpaqueTokens(ACCESS, TestStores.tokens(100_000, 20, clock), clock);

  private RefreshTokens refresh;
  private IssuedTokens tokens;

  private void keep(Duration lifetime, Duration idle, int max, int maxPerUser) {
    refresh = new RefreshTokens(lifetime, idle, TestStores.tokens(max, maxPerUser, clock), clock);
    tokens = new IssuedTokens(access, refresh);
  }

  private String login(String user) throws BearerException {
    return tokens.issue(Authorization.of(people.add(user, "r"), List.of("r"))).refreshText();
  }

  private RefreshResult answer(String text) throws BearerException {
    return tokens.refresh(text, null, ALL, people);
  }

  private String refreshed(String text) throws BearerException {
    return answer(text).token().refreshText();
  }

  private boolean isGood(String text) throws BearerException {
    StoredToken login = refresh.find(text);
    return login != null && RefreshTokens.isNewest(login, text);
  }

  @Test
  @DisplayName("RR-8, AR-1: a refresh token is 448 random bits, opaque, and no access token")
  void refreshTokenIsOpaque() throws BearerException {
    keep(DAY, DAY, 10_000, 10_000);
    Set<String> families = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    String text = login("a");
    for (int i = 0; i < 1_000; i++) {
      assertThat(text).hasSize(75).matches("[A-Za-z0-9_-]+");
      assertThat(families.add(text.substring(0, 32))).isTrue();
      String next = refreshed(text);
      assertThat(next.substring(0, 32)).as("the family").isEqualTo(text.substring(0, 32));
      assertThat(secrets.add(text.substring(32))).isTrue();
      assertThat(secrets.add(next.substring(32))).isTrue();
      text = login("a");
    }
  }

  @Test
  @DisplayName("RR-5: no refresh reaches beyond the lifetime of the login")
  void lifetimeIsAbsolute() throws BearerException {
    keep(DAY, DAY, 10, 10);
    String text = login("a");
    for (int hour = 1; hour < 24; hour++) {
      clock.advance(Duration.ofHours(1));
      text = refreshed(text);
    }
    clock.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(isGood(text)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(answer(text).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  @DisplayName("RR-5: a refresh token that is not used ends before")
  void idleTokenEnds() throws BearerException {
    keep(DAY.multipliedBy(3), DAY, 10, 10);
    String used = login("a");
    String idle = login("a");
    clock.advance(DAY.minusMillis(1));
    RefreshResult answer = answer(used);
    assertThat(isGood(idle)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(answer(idle).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(tokens.refreshTokens()).isEqualTo(1);
    String next = answer.token().refreshText();
    clock.advance(DAY.minusMillis(2));
    next = refreshed(next);
    clock.advance(DAY.minusMillis(1));
    next = refreshed(next);
    clock.advance(Duration.ofMillis(2));
    assertThat(isGood(next)).as("what is left of the login").isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(isGood(next)).isFalse();
  }

  @Test
  @DisplayName("AR-8: what is idle makes place, also behind older logins that are in use")
  void idleMakesPlace() throws BearerException {
    keep(DAY.multipliedBy(30), DAY, 2, 2);
    String old = login("a");
    login("b");
    clock.advance(DAY.minusMillis(1));
    old = refreshed(old);
    assertThat(catchThrowableOfType(BearerException.class, () -> login("c")).error())
        .isEqualTo(BearerError.UNAVAILABLE);
    clock.advance(Duration.ofMillis(1));
    assertThat(isGood(login("c"))).isTrue();
    assertThat(isGood(old)).isTrue();
    assertThat(refresh.size()).isEqualTo(2);
  }

  @Test
  @DisplayName("AR-8: a full store refuses new logins and logs no user out")
  void fullStoreRefuses() throws BearerException {
    keep(DAY, DAY, 2, 2);
    String a = login("a");
    String b = login("b");
    assertThat(catchThrowableOfType(BearerException.class, () -> login("c")).error())
        .isEqualTo(BearerError.UNAVAILABLE);
    assertThat(catchThrowableOfType(BearerException.class, () -> login("a")).error())
        .isEqualTo(BearerError.UNAVAILABLE);
    assertThat(isGood(refreshed(a))).isTrue();
    assertThat(isGood(refreshed(b))).isTrue();
    clock.advance(DAY);
    assertThat(isGood(login("c"))).isTrue();
  }

  @Test
  @DisplayName("AR-8: of a user's logins that gives way which was not refreshed for longest")
  void longestUnusedGivesWay() throws BearerException {
    keep(DAY, DAY, 10, 2);
    String others = login("b");
    String first = login("a");
    String second = login(" A");
    first = refreshed(first);
    String third = login("a");
    assertThat(isGood(second)).isFalse();
    for (String text : List.of(first, third, others)) {
      assertThat(isGood(text)).isTrue();
    }
    assertThat(answer(second).kind()).as("no theft").isEqualTo(Kind.UNKNOWN);
    assertThat(isGood(first)).isTrue();
  }

  @Test
  @DisplayName("RR-1, AR-8: a login is one entry however often it is refreshed")
  void rotationsTakeNoMemory() throws BearerException {
    keep(DAY, DAY, 10, 10);
    String text = login("a");
    StoredToken login = refresh.find(text);
    for (int i = 0; i < 10_000; i++) {
      text = refreshed(text);
    }
    assertThat(refresh.size()).isEqualTo(1);
    assertThat(refresh.find(text)).isNotEqualTo(login);
    assertThat(refresh.find(text).hash()).isEqualTo(login.hash());
  }

  @Test
  @Tag("large")
  @DisplayName(
      "AR-8: a million logins and refreshes stay within the bounds, and all goes in the end")
  void memoryStaysBounded() throws BearerException {
    int max = 5_000;
    OpaqueTokens bounded = new OpaqueTokens(ACCESS, TestStores.tokens(max, 20, clock), clock);
    refresh = new RefreshTokens(DAY, Duration.ofHours(6), TestStores.tokens(max, 20, clock), clock);
    tokens = new IssuedTokens(bounded, refresh);
    List<AuthenticatedUser> users = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      users.add(people.add("user" + i, "r"));
    }
    Random random = new Random(1);
    String[] texts = new String[2_000];
    int refused = 0;
    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    for (int i = 0; i < 1_000_000; i++) {
      clock.advance(Duration.ofMillis(250));
      int device = random.nextInt(texts.length);
      try {
        if (texts[device] == null || random.nextInt(10) == 0) {
          Authorization grant = Authorization.of(users.get(device % users.size()), List.of("r"));
          texts[device] = tokens.issue(grant).refreshText();
        } else {
          RefreshResult answer = tokens.refresh(texts[device], null, ALL, people);
          kinds.merge(answer.kind(), 1, Integer::sum);
          boolean isKept = answer.token() != null && random.nextInt(100) == 0; // and used again
          if (!isKept) {
            texts[device] = answer.token() == null ? null : answer.token().refreshText();
          }
        }
      } catch (BearerException e) {
        refused++;
      }
      if (i % 100_000 == 0) {
        assertThat(bounded.size()).isLessThanOrEqualTo(max);
        assertThat(refresh.size()).isLessThanOrEqualTo(max);
      }
    }
    assertThat(kinds.get(Kind.ISSUED)).isGreaterThan(500_000);
    assertThat(kinds.get(Kind.REUSED)).isGreaterThan(1_000);
    assertThat(refused).isLessThan(500_000);
    clock.advance(DAY);
    tokens.purge();
    assertThat(bounded.size() + refresh.size()).isZero();
  }
}
