// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.TokenStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract over databases. */
class JdbcTokenStoreTest {
  private abstract static class Contract extends TokenStoreContract {
    private final Callable<TestDatabase> source;
    private final List<TestDatabase> databases = new ArrayList<>();

    Contract(Callable<TestDatabase> source) {
      this.source = source;
    }

    @BeforeEach
    void openDatabase() throws Exception {
      databases.add(source.call());
    }

    /** Each is of a database of its own. */
    @Override
    protected TokenStore store(int max, int maxPerUser, ServerClock clock) {
      try {
        openDatabase();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return databases.get(databases.size() - 1).tokens(new StoreLimits(max, maxPerUser), clock);
    }

    @ParameterizedTest
    @EnumSource(names = {"REVOKED_USER", "REVOKED_ALL"})
    @DisplayName("RV-4: a revocation that waited does not replace one that was dated later")
    void laterRevocationStays(Kind kind) throws Exception {
      TokenStore store = store(10, 10, clock);
      StoredToken later = revocation(kind, clock.millis() + 5_000);
      assertThat(store.add(later)).isTrue();
      assertThat(store.add(revocation(kind, clock.millis()))).isTrue();
      assertThat(store.find(kind, later.hash()).issuedAt()).isEqualTo(later.issuedAt());
      assertThat(store.count(kind)).isEqualTo(1);
    }

    private static StoredToken revocation(Kind kind, long at) {
      return kind == Kind.REVOKED_ALL
          ? StoredToken.revocationOfAll(at)
          : StoredToken.revocation(kind, TokenHash.of("a"), "a", at, at + 60_000);
    }

    @AfterEach
    void close() throws Exception {
      for (TestDatabase database : databases) {
        database.close();
      }
    }
  }

  @Nested
  class OverH2 extends Contract {
    OverH2() {
      super(TestDatabase::h2);
    }
  }

  @Nested
  class OverH2AsPostgresql extends Contract {
    OverH2AsPostgresql() {
      super(TestDatabase::h2AsPostgresql);
    }
  }

  @Nested
  class OverPostgresql extends Contract {
    OverPostgresql() {
      super(TestDatabase::postgresql);
    }
  }
}
