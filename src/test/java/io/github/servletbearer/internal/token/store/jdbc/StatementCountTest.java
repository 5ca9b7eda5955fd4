// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How often the database is asked. docs/cluster.md has one or two more of some: those of
 * PostgreSQL's log, which has a line for each row of a batch.
 */
class StatementCountTest {
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger mostRows = new AtomicInteger();
  private final ServerClock clock = ServerClock.ofThisMachine();
  private final Authorization alice =
      Authorization.of(AuthenticatedUser.of("alice", List.of("r")), List.of());
  private TestDatabase test;
  private LoginThrottle throttle;
  private IssuedTokens tokens;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.h2();
    Database database =
        test.database(() -> counting(test.source().open()), new DatabaseTime(clock), false);
    TokenStore store = new JdbcTokenStore(database, test.schema(), new StoreLimits(100, 10), clock);
    throttle =
        new LoginThrottle(
            4, 40, Duration.ofMinutes(5), new JdbcAttemptStore(database, test.schema()));
    Duration day = Duration.ofDays(1);
    tokens =
        new IssuedTokens(
            new OpaqueTokens(day, store, clock), new RefreshTokens(day, day, store, clock));
    login(); // what is done once in a while is done now
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private Connection counting(Connection connection) {
    return as(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("commit")) {
            commits.incrementAndGet();
          }
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement statement ? counting(statement) : result;
        });
  }

  private PreparedStatement counting(PreparedStatement statement) {
    return as(
        PreparedStatement.class,
        (self, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            statements.incrementAndGet();
          }
          if (method.getName().equals("setMaxRows")) {
            mostRows.accumulateAndGet((Integer) arguments[0], Math::max);
          }
          return call(statement, method, arguments);
        });
  }

  private static <T> T as(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private IssuedToken login() throws Exception {
    try (LoginThrottle.Attempt attempt = throttle.begin("alice", "192.0.2.1")) {
      attempt.right();
    }
    return tokens.issue(alice);
  }

  private void assertCounts(int mostStatements, int mostTransactions) {
    assertThat(statements.getAndSet(0)).isEqualTo(mostStatements);
    assertThat(commits.getAndSet(0)).isEqualTo(mostTransactions);
  }

  private static final class SameUser implements Authorization.UserCheck {
    @Override
    public AuthenticatedUser userNow(Authorization grant) {
      return AuthenticatedUser.of(grant.subject(), List.of("r"));
    }

    @Override
    public Set<String> scopesNow(AuthenticatedUser user) {
      return Set.of();
    }
  }

  private void reset() {
    statements.set(0);
    commits.set(0);
  }

  @Test
  @DisplayName("no statement names more rows than MySQL's driver allows, 50 million")
  void rows() {
    assertThat(mostRows).as("of a login that purges, too").hasValueBetween(1, 50_000_000);
  }

  @Test
  @DisplayName("a login, a failed one, a request, a refresh and a logout ask so often")
  void numbers() throws Exception {
    reset();
    IssuedToken login = login();
    assertCounts(14, 4);
    try (LoginThrottle.Attempt attempt = throttle.begin("alice", "192.0.2.1")) {
      attempt.wrong();
    }
    assertCounts(6, 2);
    tokens.verify(login.text());
    assertCounts(1, 0);
    IssuedToken refreshed =
        tokens.refresh(login.refreshText(), null, Set.of(), new SameUser()).token();
    assertCounts(7, 2);
    tokens.revoke(refreshed.refreshText(), null);
    assertCounts(10, 3);
  }
}
