// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.log.RootCause;
import io.github.servletbearer.internal.token.store.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A DataSource of the container, by its name. Some pools connect when they are looked up: where
 * that fails, the name is looked up again when a connection is needed. Thread-safe.
 */
final class JndiSource implements ConnectionSource {
  private static final String UNREACHABLE = "08001";

  private final String name;
  private volatile @Nullable DataSource found;

  JndiSource(String name) {
    this.name = name;
  }

  /**
   * Looks up the name.
   *
   * @return what is wrong with it, or null; also where the pool cannot connect yet
   */
  @Nullable String find() {
    try {
      Object object = lookUp();
      if (!(object instanceof DataSource)) {
        return "what the container has under the name " + name + " is no DataSource.";
      }
      found = (DataSource) object;
      return null;
    } catch (NamingException e) {
      return isBy(e, SQLException.class) ? null : describe(e);
    }
  }

  private String describe(NamingException failure) {
    return isBy(failure, NameNotFoundException.class)
        ? "the container has nothing under the name " + name + "."
        : "the container cannot make what it has under the name "
            + name
            + ": "
            + RootCause.of(failure).getClass().getSimpleName()
            + "; a class is missing, or its definition is wrong.";
  }

  /** Some containers wrap what they have met (GlassFish a name that is not found). */
  private static boolean isBy(@Nullable Throwable failure, Class<? extends Exception> kind) {
    return failure != null && (kind.isInstance(failure) || isBy(failure.getCause(), kind));
  }

  /** The name comes from a setting, which allows none of another server. */
  @SuppressWarnings("BanJNDI")
  private Object lookUp() throws NamingException {
    return new InitialContext().lookup(name);
  }

  @Override
  public Connection open() throws SQLException {
    DataSource source = found;
    if (source == null) {
      try {
        source = (DataSource) lookUp();
      } catch (NamingException | ClassCastException e) {
        throw new SQLException("there is no DataSource yet", UNREACHABLE, e);
      }
      found = source;
    }
    return source.getConnection();
  }
}
