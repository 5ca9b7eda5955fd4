// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerException;
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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers with one database, each with a clock of its own. */
class TwoServersTest {
  private final HandClock clockA = new HandClock();
  private final HandClock clockB = new HandClock();
  private TestDatabase test;
  private TokenStore a;
  private TokenStore b;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.h2();
    clockB.advance(Duration.ofHours(5)); // started at another time, ...
    clockB.set(Duration.ofHours(-5)); // ... with the same date
    a = server(clockA);
    b = server(clockB);
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private TokenStore server(HandClock clock) {
    return new JdbcTokenStore(database(clock), test.schema(), new StoreLimits(10, 3), clock);
  }

  private Database database(HandClock clock) {
    return test.database(test.source(), new DatabaseTime(clock), false);
  }

  private static StoredToken access(HandClock clock, String user, String text) {
    long now = clock.millis();
    BearerToken says =
        BearerToken.builder(user)
            .scopes("a:b", "c")
            .roles("Büro, 1 %+", "r")
            .expiresAt(Instant.ofEpochMilli(now + 30_000))
            .build();
    return StoredToken.access(TokenHash.of(text), says, "a client", "f", now, now + 60_000);
  }

  @Test
  @DisplayName("a token of one server is found on the other as it was, and revoked there for both")
  void tokensAreShared() throws BearerException {
    StoredToken token = access(clockA, "Zoë +1", "t");
    assertThat(a.add(token)).isTrue();
    StoredToken found = b.find(Kind.ACCESS, token.hash());
    assertThat(found).isEqualTo(token);
    assertThat(found.token().subject()).isEqualTo("Zoë +1");
    assertThat(found.token().roles()).containsExactly("Büro, 1 %+", "r");
    assertThat(found.token().scopes()).containsExactly("a:b", "c");
    assertThat(found.token().expiresAt()).isEqualTo(token.token().expiresAt());
    assertThat(found.clientId()).isEqualTo("a client");
    assertThat(b.removeUser(Kind.ACCESS, token.userKey())).isEqualTo(1);
    assertThat(a.find(Kind.ACCESS, token.hash())).isNull();
  }

  @Test
  @DisplayName("clocks that differ by the allowed skew move the end of a token by no more")
  void clocksMayDiffer() throws BearerException {
    clockB.set(Duration.ofSeconds(30));
    StoredToken ofA = access(clockA, "a", "of a");
    StoredToken ofB = access(clockB, "b", "of b");
    a.add(ofA);
    b.add(ofB);
    for (TokenStore server : List.of(a, b)) {
      assertThat(server.find(Kind.ACCESS, ofA.hash())).isNotNull();
      assertThat(server.find(Kind.ACCESS, ofB.hash())).isNotNull();
    }
    for (HandClock clock : List.of(clockA, clockB)) {
      clock.advance(Duration.ofSeconds(59));
    }
    assertThat(a.find(Kind.ACCESS, ofA.hash())).isNotNull();
    assertThat(b.find(Kind.ACCESS, ofB.hash())).isNotNull();
    assertThat(b.find(Kind.ACCESS, ofA.hash())).as("its date is ahead").isNull();
  }

  @Test
  @DisplayName("of 16 rotations on two servers one wins")
  void oneRotationWins() throws Exception {
    long now = clockA.millis();
    TokenHash hash = TokenHash.of("login");
    BearerToken says = BearerToken.builder("a").build();
    StoredToken login =
        StoredToken.refresh(
            hash, TokenHash.of("1"), says, null, "f", now, now + 60_000, now + 60_000);
    a.add(login);
    List<Callable<Boolean>> rotations = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      TokenStore server = i % 2 == 0 ? a : b;
      StoredToken next = login.rotated(TokenHash.of("next" + i), now, now + 60_000);
      rotations.add(() -> server.replace(login, next));
    }
    List<Boolean> won = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<Boolean> one : threads.invokeAll(rotations)) {
        won.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Collections.frequency(won, true)).isEqualTo(1);
  }

  /** Until the timeout of the test. */
  private static void awaitBlocked(Statement statement) throws SQLException {
    boolean waits = false;
    while (!waits) {
      assertThat(Thread.currentThread().isInterrupted()).as("nothing waited").isFalse();
      try (ResultSet blocked =
          statement.executeQuery(
              "SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")) {
        waits = blocked.next();
      }
    }
  }

  @Test
  @Timeout(30)
  @DisplayName("a token is added after another server's adding has ended, which may fill the store")
  void additionsAreInOrder() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = test.source().open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate("UPDATE bearer_kind SET tokens = 10 WHERE kind = 'ACCESS'");
      Future<Boolean> added = thread.submit(() -> a.add(access(clockA, "a", "t")));
      awaitBlocked(statement);
      other.commit();
      assertThat(added.get()).as("the store is full now").isFalse();
    } finally {
      thread.shutdownNow();
    }
  }

  private static final AttemptLimit LIMIT = new AttemptLimit("user", 2, Duration.ofMinutes(5));
  private static final AttemptKey KEY = new AttemptKey(LIMIT, TokenHash.of("k"));
  private static final AttemptKey ASKED =
      new AttemptKey(new AttemptLimit("crowd", 2, Duration.ofMinutes(5)), TokenHash.of("k"));

  private AttemptStore attempts(HandClock clock) {
    return new JdbcAttemptStore(database(clock), test.schema());
  }

  private static AttemptPlaces begin(AttemptStore store) throws BearerException {
    return store.begin(1, List.of(KEY), ASKED).places();
  }

  @Test
  @Timeout(30)
  @DisplayName("an attempt is counted after another server's that may take the last place")
  void attemptsAreInOrder() throws Exception {
    AttemptStore store = attempts(clockA);
    begin(store).fail(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = test.source().open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate("UPDATE bearer_attempt_key SET ends_at = ends_at");
      statement.executeUpdate(
          "INSERT INTO bearer_attempt (place_id, limit_name, key_hash, failed, ends_at)"
              + " SELECT 'of the other', limit_name, key_hash, failed, ends_at FROM bearer_attempt");
      Future<AttemptPlaces> begun = thread.submit(() -> begin(store));
      awaitBlocked(statement);
      other.commit();
      assertThat(begun.get()).as("there is no place now").isNull();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @DisplayName("guesses on two servers are counted together")
  void attemptsAreShared() throws BearerException {
    AttemptStore first = attempts(clockA);
    AttemptStore second = attempts(clockB);
    begin(first).fail(1);
    AttemptPlaces place = begin(second);
    assertThat(begin(first)).isNull();
    place.fail(1);
    assertThat(first.begin(1, List.of(KEY), ASKED).waitMillis()).isBetween(1L, 300_000L);
  }

  @Test
  @DisplayName("revocations are dated by the database, whatever the servers' dates are")
  void dateIsShared() throws BearerException {
    clockA.set(Duration.ofDays(365));
    clockB.set(Duration.ofDays(-365));
    long now = System.currentTimeMillis();
    assertThat(a.date()).isBetween(now - 5_000, now + 60_000);
    assertThat(b.date()).isBetween(now - 5_000, now + 60_000);
    StoredToken revocation =
        StoredToken.revocation(Kind.REVOKED_USER, TokenHash.of("u"), "u", now, now + 60_000);
    a.add(revocation);
    b.dateRevocationsBack(now - 100_000_000);
    assertThat(a.find(Kind.REVOKED_USER, revocation.hash()).issuedAt()).isEqualTo(now);
  }

  @Test
  @DisplayName("a name that would come back as another one is refused, and one that is too long")
  void namesAreKeptWhole() throws BearerException {
    assertThatThrownBy(() -> a.add(access(clockA, "half \ud800", "t")))
        .hasMessageContaining("half of a character");
    assertThatThrownBy(() -> a.add(access(clockA, "x".repeat(5_000), "t")))
        .hasMessageContaining("4000");
    assertThat(a.count(Kind.ACCESS)).isZero();
    assertThat(a.mayHave(Kind.ACCESS)).isFalse();
  }
}
