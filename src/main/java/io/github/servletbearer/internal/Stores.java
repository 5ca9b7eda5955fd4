// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.AttemptStore;
import io.github.servletbearer.internal.token.store.CachedTokenStore;
import io.github.servletbearer.internal.token.store.MemoryAttemptStore;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.jdbc.Database;
import io.github.servletbearer.internal.token.store.jdbc.JdbcAttemptStore;
import io.github.servletbearer.internal.token.store.jdbc.JdbcTokenStore;
import io.github.servletbearer.internal.token.store.jdbc.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Creates the stores of one application: the one place that chooses an implementation. Immutable.
 */
final class Stores {
  private final TokenStore tokens;
  private final AttemptStore attempts;

  private Stores(TokenStore tokens, AttemptStore attempts) {
    this.tokens = tokens;
    this.attempts = attempts;
  }

  /**
   * Stores of the kind and with the limits of the settings; where the database cannot be used, that
   * is a problem of the instances.
   */
  static Stores create(Settings settings, ManagedInstances instances, ServerClock clock) {
    StoreLimits limits =
        new StoreLimits(
            settings.get(Setting.MAX_TOKENS), settings.get(Setting.MAX_TOKENS_PER_USER));
    String jndiName = settings.get(Setting.STORE).jndiName();
    Stores shared =
        jndiName == null ? null : inDatabase(jndiName, settings, limits, instances, clock);
    return shared == null
        ? new Stores(new MemoryTokenStore(limits, clock), new MemoryAttemptStore(clock))
        : shared;
  }

  /** Null where there is a problem: the application does not start then. */
  private static @Nullable Stores inDatabase(
      String jndiName,
      Settings settings,
      StoreLimits limits,
      ManagedInstances instances,
      ServerClock clock) {
    JndiSource source = new JndiSource(jndiName);
    String problem = source.find();
    if (problem != null) {
      report(instances.problems(), problem);
      return null;
    }
    Schema schema = new Schema(settings.get(Setting.STORE_TABLE_PREFIX));
    Database database =
        instances.owned(new Database(source, schema, settings.get(Setting.STORE_CREATE), clock));
    problem = database.start();
    if (problem != null) {
      report(instances.problems(), jndiName + ": " + problem);
      return null;
    }
    TokenStore cached =
        new CachedTokenStore(
            new JdbcTokenStore(database, schema, limits, clock),
            settings.get(Setting.STORE_CACHE_LIFETIME),
            settings.get(Setting.MAX_CACHED_TOKENS),
            clock);
    return new Stores(cached, new JdbcAttemptStore(database, schema));
  }

  private static void report(Problems problems, String what) {
    problems.error(
        ProblemCode.BAD_STORE,
        Setting.STORE.key() + " names a database that cannot be used: " + what,
        "Define the DataSource in the container, with its driver, and its tables.");
  }

  TokenStore tokens() {
    return tokens;
  }

  AttemptStore attempts() {
    return attempts;
  }
}
