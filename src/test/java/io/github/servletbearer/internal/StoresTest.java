// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import io.github.servletbearer.internal.token.store.CachedTokenStore;
import io.github.servletbearer.internal.token.store.MemoryAttemptStore;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.jdbc.JdbcAttemptStore;
import io.github.servletbearer.it.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which stores the settings choose, and what the start says of a DataSource. */
class StoresTest {
  private static final String NAME = "java:comp/env/jdbc/shop";
  private static final Map<String, Object> BOUND = new HashMap<>();

  private final Problems problems = new Problems();
  private final ManagedInstances instances =
      new ManagedInstances(StoresTest.class.getClassLoader(), problems);

  /** A container's names, in which what is bound is found, or thrown. */
  public static final class Names implements InitialContextFactory {
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
      return new InitialContext(true) {
        @Override
        public Object lookup(String name) throws NamingException {
          Object found = BOUND.get(name);
          if (found instanceof Throwable cause) { // as a pool that connects when it is made
            NamingException failure = new NamingException("cannot be made");
            failure.initCause(cause);
            throw failure;
          }
          if (found == null) {
            throw new NameNotFoundException(name);
          }
          return found;
        }
      };
    }
  }

  @BeforeEach
  void setNames() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
  }

  @AfterEach
  void leaveNothing() {
    instances.close();
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    BOUND.clear();
  }

  private static JdbcDataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  private Stores stores(String... parameters) {
    return Stores.create(TestSettings.with(parameters), instances, ServerClock.ofThisMachine());
  }

  private String error() {
    assertThat(problems.errors()).hasSize(1);
    return problems.errors().get(0).toString();
  }

  @Test
  @DisplayName("memory is the default")
  void memoryIsTheDefault() {
    Stores stores = stores();
    assertThat(stores.tokens()).isInstanceOf(MemoryTokenStore.class);
    assertThat(stores.attempts()).isInstanceOf(MemoryAttemptStore.class);
  }

  @Test
  @DisplayName(
      "a DataSource is looked up, its tables are created if allowed, and both stores use it")
  void databaseIsUsed() throws Exception {
    BOUND.put(NAME, h2());
    Stores stores = stores("store", "jdbc:" + NAME, "storeCreate", "true");
    assertThat(problems.errors()).isEmpty();
    assertThat(stores.tokens()).isInstanceOf(CachedTokenStore.class);
    assertThat(stores.tokens().count(Kind.ACCESS)).isZero();
    assertThat(stores.attempts()).isInstanceOf(JdbcAttemptStore.class);
    AttemptLimit limit = new AttemptLimit("user", 1, Duration.ofMinutes(1));
    AttemptKey key = new AttemptKey(limit, TokenHash.of("a"));
    stores.attempts().fail(key);
    assertThat(stores.attempts().begin(1, List.of(), key).places()).isNull();
  }

  @Test
  @DisplayName("SB109: a name without anything, or with something else, is a start error")
  void nameIsWrong() {
    stores("store", "jdbc:" + NAME);
    assertThat(error()).startsWith("SB109 ").contains("nothing under the name " + NAME);
  }

  @Test
  @DisplayName("SB109: a DataSource that the container cannot make is not called missing")
  void cannotBeMade() {
    BOUND.put(NAME, new NoClassDefFoundError("secret"));
    stores("store", "jdbc:" + NAME);
    assertThat(error())
        .startsWith("SB109 ")
        .contains("cannot make what it has under the name " + NAME + ": NoClassDefFoundError;")
        .doesNotContain("secret");
  }

  @Test
  @DisplayName("SB109: a name that is not found is called missing, also where that is wrapped")
  void nameIsWrongBelow() {
    BOUND.put(NAME, new NameNotFoundException(NAME));
    stores("store", "jdbc:" + NAME);
    assertThat(error()).startsWith("SB109 ").contains("nothing under the name " + NAME);
  }

  @Test
  @DisplayName("SB109: what is no DataSource is a start error")
  void thingIsWrong() {
    BOUND.put(NAME, "a text");
    stores("store", "jdbc:" + NAME);
    assertThat(error()).startsWith("SB109 ").contains("is no DataSource");
  }

  @Test
  @DisplayName("SB109: a database without tables is a start error with the cure")
  void tablesAreMissing() {
    BOUND.put(NAME, h2());
    stores("store", "jdbc:" + NAME);
    assertThat(error())
        .startsWith("SB109 ")
        .contains("no table bearer_schema", "schema h2", "storeCreate=true");
  }

  @Test
  @DisplayName("a database that is down does not stop the start, and is used when it is up")
  void startWithoutDatabase() throws Exception {
    BOUND.put(NAME, new SQLException("secret: refused", "08001"));
    Stores stores = stores("store", "jdbc:" + NAME, "storeCreate", "true");
    assertThat(problems.errors()).isEmpty();
    assertThatThrownBy(() -> stores.tokens().find(Kind.ACCESS, TokenHash.of("t")))
        .isInstanceOf(BearerException.class)
        .message()
        .doesNotContain("secret");
    BOUND.put(NAME, h2());
    Await.until("the database is used", Duration.ofSeconds(30), () -> isUsed(stores));
  }

  private static boolean isUsed(Stores stores) {
    try {
      return stores.tokens().count(Kind.ACCESS) == 0;
    } catch (BearerException e) {
      return false;
    }
  }
}
